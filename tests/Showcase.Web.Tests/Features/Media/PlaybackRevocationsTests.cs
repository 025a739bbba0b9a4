using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Showcase.Domain.Films;
using Showcase.Domain.Media;
using Showcase.Web.Data;
using Showcase.Web.Features.Admin;
using Showcase.Web.Features.Media;
using Showcase.Web.Storage;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Media;

[Collection(WebCollection.Name)]
public sealed class PlaybackRevocationsTests(WebFixture web)
{
    private PlaybackGrants Grants => web.Services.GetRequiredService<PlaybackGrants>();

    private PlaybackRevocations Revocations => web.Services.GetRequiredService<PlaybackRevocations>();

    [Fact]
    public async Task What_was_opened_before_no_longer_plays_and_a_new_grant_does()
    {
        var (film, asset) = await FilmAsync();
        var (viewer, other) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var (before, others) = (Grants.Issue(viewer, asset, PlaybackPurpose.Screener), Grants.Issue(other, asset, PlaybackPurpose.Screener));
        Assert.Equal(HttpStatusCode.OK, await PlayAsync(before));

        await RevokeAsync(db => Revocations.RevokeFilmsAsync(db, viewer, db.Films.Where(f => f.Id == film).Select(f => f.Id), default));

        Assert.Equal(HttpStatusCode.Forbidden, await PlayAsync(before));
        Assert.Equal(HttpStatusCode.OK, await PlayAsync(others));
        Assert.Equal(HttpStatusCode.OK, await PlayAsync(Grants.Issue(viewer, asset, PlaybackPurpose.Screener)));
    }

    [Fact]
    public async Task A_film_that_an_edition_loses_stops_there_for_everybody_and_goes_on_elsewhere()
    {
        var (film, asset) = await FilmAsync();
        var (there, elsewhere, juror) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        var (visitor, wall, screener) = (Grants.Issue(null, asset, PlaybackPurpose.Public, there), Grants.Issue(null, asset, PlaybackPurpose.Gallery, there), Grants.Issue(juror, asset, PlaybackPurpose.Screener, there));
        var (owner, other) = (Grants.Issue(Guid.CreateVersion7(), asset, PlaybackPurpose.Owner), Grants.Issue(juror, asset, PlaybackPurpose.Screener, elsewhere));

        await RevokeAsync(db => Revocations.RevokeFilmsInAsync(db, there, db.Films.Where(f => f.Id == film).Select(f => f.Id), default));

        foreach (var ended in new[] { visitor, wall, screener }) Assert.Equal(HttpStatusCode.Forbidden, await PlayAsync(ended));
        foreach (var going in new[] { owner, other }) Assert.Equal(HttpStatusCode.OK, await PlayAsync(going));
    }

    [Fact]
    public async Task An_account_that_an_administrator_locks_stops_watching()
    {
        var (_, asset) = await FilmAsync();
        var administrator = await web.PersonAsync($"{Guid.CreateVersion7():N}@revoke.test", administrator: true);
        var viewer = await web.PersonAsync($"{Guid.CreateVersion7():N}@revoke.test");
        var (screener, own) = (Grants.Issue(viewer.UserId, asset, PlaybackPurpose.Screener), Grants.Issue(viewer.UserId, asset, PlaybackPurpose.Owner));

        var locked = await web.Services.GetRequiredService<PeopleService>().LockAsync(administrator, viewer.UserId, default);

        Assert.True(locked.Succeeded, locked.Refusal?.ToString());
        Assert.Equal([HttpStatusCode.Forbidden, HttpStatusCode.Forbidden], [await PlayAsync(screener), await PlayAsync(own)]);
    }

    [Fact]
    public async Task A_change_that_is_not_saved_revokes_nothing()
    {
        var (_, asset) = await FilmAsync();
        var viewer = Guid.CreateVersion7();
        var grant = Grants.Issue(viewer, asset, PlaybackPurpose.Screener);

        await using (var db = await ContextAsync()) Revocations.RevokeViewer(db, viewer);

        Assert.Equal(HttpStatusCode.OK, await PlayAsync(grant));
    }

    [Fact]
    public async Task A_restart_forgets_no_revocation()
    {
        var (viewer, asset) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await RevokeAsync(db =>
        {
            Revocations.RevokeViewer(db, viewer);
            return Task.CompletedTask;
        });

        var restarted = new PlaybackRevocations(web.Services.GetRequiredService<IDbContextFactory<ShowcaseDbContext>>(), TimeProvider.System);
        await restarted.StartAsync(default);

        Assert.NotEqual(0, restarted.LatestFor(viewer, asset, PlaybackPurpose.Owner));
        Assert.Equal(Revocations.LatestFor(viewer, asset, PlaybackPurpose.Owner), restarted.LatestFor(viewer, asset, PlaybackPurpose.Owner));
        Assert.Equal(0, restarted.LatestFor(Guid.CreateVersion7(), asset, PlaybackPurpose.Screener));
    }

    [Fact]
    public async Task The_browser_keeps_nothing_of_what_a_juror_watches()
    {
        var (_, asset) = await FilmAsync();

        using var answer = await web.Browser().GetAsync(Grants.Issue(Guid.CreateVersion7(), asset, PlaybackPurpose.Screener).Poster);

        Assert.True(answer.Headers.CacheControl!.NoStore);
    }

    private async Task<HttpStatusCode> PlayAsync(PlaybackGrant grant)
    {
        using var answer = await web.Browser().GetAsync(grant.Poster);
        return answer.StatusCode;
    }

    private async Task RevokeAsync(Func<ShowcaseDbContext, Task> revoke)
    {
        await using var db = await ContextAsync();
        await revoke(db);
        await db.SaveChangesAsync();
    }

    private Task<ShowcaseDbContext> ContextAsync() => web.Services.GetRequiredService<IDbContextFactory<ShowcaseDbContext>>().CreateDbContextAsync();

    /// <summary>A film with a file of which a poster was made.</summary>
    private async Task<(Guid Film, Guid Asset)> FilmAsync()
    {
        var owner = Guid.CreateVersion7();
        var artist = await web.PersonAsync($"{owner:N}@revoke.test");
        var film = Film.Create(artist.UserId, new FilmDetails("Salt Index", null, TimeSpan.FromSeconds(2), 2026, "CZ", "cs", [], []), TestClock.Start).Value;
        var asset = MediaAsset.Announce(film.Id, artist.UserId, "film.mp4", 1_000, "fingerprint", TestClock.Start).Value;
        await web.SaveAsync(film, asset);
        using var poster = new MemoryStream([0xff, 0xd8]);
        await web.Services.GetRequiredService<IMediaStorage>().WriteAsync($"{MediaPaths.Made(asset.Id)}/poster.jpg", poster, default);
        return (film.Id, asset.Id);
    }
}
