using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Showcase.Domain.Media;
using Showcase.Domain.Programmes;
using Showcase.Domain.Submissions;
using Showcase.Web.Features.Media;
using Showcase.Web.Features.Media.Processing;
using Showcase.Web.Features.Programmes;
using Showcase.Web.Tests.Support;
using Showcase.Web.Texts;

namespace Showcase.Web.Tests.Features.Programmes;

[Collection(WebCollection.Name)]
public sealed class ReleaseQueriesTests(WebFixture web)
{
    [Fact]
    public async Task Visitors_see_the_release_and_not_what_was_moved_since()
    {
        using var season = await Season.BeginAsync();
        await season.PublishAsync();
        var screening = (await season.PlaceAsync(await season.ProgrammeAsync(), 19)).Value.Screening;
        Assert.Null((await season.Releases.FindAsync(season.Edition.Slug, CancellationToken.None))!.Release);
        await season.ReleaseAsync();

        await season.Schedule.MoveAsync(season.Curator, season.Edition.Id, (await season.BoardAsync()).Version, screening.Id, season.Screen, Season.At(21), CancellationToken.None);

        var board = await season.BoardAsync();
        Assert.Equal(Season.At(19), (await season.Releases.FindAsync(season.Edition.Slug, CancellationToken.None))!.Release!.Content.Screenings[0].StartsAt);
        Assert.Equal([new ReleaseChange(ReleaseChangeKind.Moved, screening.Id, "Competition 1")], board.Changes);
        await season.ReleaseAsync("Version 2");
        var second = (await season.Releases.FindAsync(season.Edition.Slug, CancellationToken.None))!.Release!;
        Assert.Equal((2, Season.At(21)), (second.Number, second.Content.Screenings[0].StartsAt));
    }

    [Fact]
    public async Task A_hidden_edition_shows_nothing_to_visitors()
    {
        using var season = await Season.BeginAsync();
        await season.PlaceAsync(await season.ProgrammeAsync(), 19);
        await season.ReleaseAsync();

        Assert.Null(await season.Releases.FindAsync(season.Edition.Slug, CancellationToken.None));
    }

    [Fact]
    public async Task A_film_withdrawn_after_the_release_is_gone_at_once()
    {
        using var season = await Season.BeginAsync();
        await season.PublishAsync();
        var programme = await season.ProgrammeAsync(films: 2);
        await season.PlaceAsync(programme, 19);
        await season.ReleaseAsync();
        var gone = (await season.Releases.FindAsync(season.Edition.Slug, CancellationToken.None))!.Release!.Content.Programmes[0].Films[0];

        await using (var db = season.World.Store.CreateDbContext())
        {
            Assert.True((await db.Submissions.FindAsync(gone.SubmissionId))!.Withdraw(season.World.Now).Succeeded);
            await db.SaveChangesAsync();
        }

        Assert.DoesNotContain(gone, (await season.Releases.FindAsync(season.Edition.Slug, CancellationToken.None))!.Release!.Content.Programmes[0].Films);
        Assert.False((await season.ProgrammeQueries.FindAsync(season.Curator, season.Edition.Id, programme, CancellationToken.None))!.Films[0].IsSelected);
    }

    [Fact]
    public async Task A_player_plays_what_is_released_while_the_wall_is_open()
    {
        using var season = await Season.BeginAsync();
        await season.PublishAsync();
        var submission = await season.SubmissionAsync("Hands");
        var details = new InstallationDetails("Hands that were never filmed", season.Wall, new DateOnly(2026, 6, 14), new DateOnly(2026, 6, 20), new Hours(new TimeOnly(11, 0), new TimeOnly(22, 0)), TimeSpan.Zero);
        var wall = (await season.Walls.InstallAsync(season.Curator, season.Edition.Id, null, details, CancellationToken.None)).Value;
        await season.Walls.ArrangeAsync(season.Curator, season.Edition.Id, (await season.BoardAsync()).Version, wall, [submission.Id], CancellationToken.None);
        var token = (await season.BoardAsync()).Tokens[wall];

        Assert.Equal("This wall is not released yet.", (await StateAsync(season, token, Season.At(12))).Message);
        await season.ReleaseAsync();
        var open = await StateAsync(season, token, Season.At(12));
        var closed = await StateAsync(season, token, Season.At(23));

        Assert.Equal("Hands", Assert.Single(open.Works).Title);
        Assert.Equal(3600 % (4 * 60 + 12), open.Position);
        Assert.Equal(("Next start 12:03", "Opens Wednesday 17 June, 11:00", 0), (open.Next, closed.Message, closed.Works.Count));
        Assert.Null(await season.Releases.FindWallAsync("another", CancellationToken.None));
    }

    [Fact]
    public async Task A_work_that_is_installed_gets_a_file_for_gallery_screens_which_its_wall_and_its_curator_find()
    {
        using var season = await Season.BeginAsync();
        await season.PublishAsync();
        var (installed, other) = (await season.SubmissionAsync("Hands"), await season.SubmissionAsync("Feet"));
        var details = new InstallationDetails("Hands alone", season.Wall, new DateOnly(2026, 6, 14), new DateOnly(2026, 6, 20), new Hours(new TimeOnly(11, 0), new TimeOnly(22, 0)), TimeSpan.Zero);
        var wall = (await season.Walls.InstallAsync(season.Curator, season.Edition.Id, null, details, CancellationToken.None)).Value;
        Assert.Empty(await AskedAsync(season));
        await season.Walls.ArrangeAsync(season.Curator, season.Edition.Id, (await season.BoardAsync()).Version, wall, [installed.Id], CancellationToken.None);
        await season.ReleaseAsync();
        var token = (await season.BoardAsync()).Tokens[wall];

        var asset = Assert.Single(await AskedAsync(season));
        Assert.Empty(await AskedAsync(season));
        Assert.Null((await StateAsync(season, token, Season.At(12))).Works[0].File);
        Assert.Empty((await season.BoardAsync()).Files);
        await ChangeAsync(season, asset, video => video.AddRendition(RenditionKind.GalleryFile, "renditions/x/gallery.mp4"));

        Assert.EndsWith("/gallery.mp4", (await StateAsync(season, token, Season.At(12))).Works[0].File, StringComparison.Ordinal);
        Assert.Equal([asset], (await season.BoardAsync()).Files);
        Assert.NotEqual(other.FilmId, installed.FilmId);
    }

    [Fact]
    public async Task A_wrong_token_is_not_found()
    {
        using var browser = web.Browser();

        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await browser.GetAsync("/player/wrong")).StatusCode);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await browser.GetAsync("/player/wrong/loop")).StatusCode);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await browser.GetAsync("/editions/no-such/schedule.ics")).StatusCode);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await browser.GetAsync("/editions/no-such/schedule")).StatusCode);
    }

    /// <summary>Lets processing look for works without a file; answers those that it asked for just now.</summary>
    private static async Task<List<Guid>> AskedAsync(Season season)
    {
        await using var db = season.World.Store.CreateDbContext();
        var lacking = await db.WithoutGalleryFile().Select(asset => asset.Id).ToListAsync();
        await new GalleryOrders(season.World.Store).AskAsync(CancellationToken.None);
        return lacking;
    }

    private static async Task ChangeAsync(Season season, Guid id, Action<MediaAsset> change)
    {
        await using var db = season.World.Store.CreateDbContext();
        change(await db.MediaAssets.SingleAsync(asset => asset.Id == id));
        await db.SaveChangesAsync();
    }

    private async Task<WallState> StateAsync(Season season, string token, DateTimeOffset now) => WallPlayerEndpoint.State(
        (await season.Releases.FindWallAsync(token, CancellationToken.None))!,
        web.Services.GetRequiredService<PlaybackGrants>(),
        web.Services.GetRequiredService<SiteTexts>(),
        now);
}
