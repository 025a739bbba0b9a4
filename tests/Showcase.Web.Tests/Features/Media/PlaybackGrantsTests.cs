using System.Diagnostics;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Showcase.Domain.Films;
using Showcase.Domain.Media;
using Showcase.Web.Data;
using Showcase.Web.Features.Media;
using Showcase.Web.Storage;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Media;

[Collection(WebCollection.Name)]
public sealed class PlaybackGrantsTests(WebFixture web)
{
    private const string Film = "0123456789";

    /// <summary>A second, and what a busy machine needs beside it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly TestClock clock = new();

    private PlaybackGrants Grants => web.Services.GetRequiredService<PlaybackGrants>();

    private IDbContextFactory<ShowcaseDbContext> Contexts => web.Services.GetRequiredService<IDbContextFactory<ShowcaseDbContext>>();

    [Fact]
    public void The_code_in_the_picture_names_one_viewer_of_one_file_and_nobody_can_work_it_out()
    {
        var (ada, bo, film, other) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        var codes = new[] { Issue(ada, film), Issue(ada, film), Issue(bo, film), Issue(ada, other) }.Select(grant => grant.Code).ToList();

        Assert.Equal(codes[0], codes[1]);
        Assert.Equal(3, codes.Distinct().Count());
        Assert.All(codes, code => Assert.Matches("^[0-9A-HJKMNP-TV-Z]{6}\\z", code));
        Assert.Equal(codes[0], Grants.Open(TokenOf(Issue(ada, film).Source)).Grant!.Code);
        Assert.NotEqual(codes[0], Under(new string('k', 44)).Issue(ada, film, PlaybackPurpose.Screener).Code);
    }

    [Fact]
    public void A_clock_that_moves_by_an_hour_shuts_no_film_and_opens_none_for_long()
    {
        var grants = Under(new string('k', 44));
        var token = TokenOf(grants.Issue(Guid.CreateVersion7(), Guid.CreateVersion7(), PlaybackPurpose.Screener).Source);

        clock.Advance(TimeSpan.FromHours(1));
        Assert.NotNull(grants.Open(token).Grant);
        clock.Advance(TimeSpan.FromHours(-2));
        Assert.NotNull(grants.Open(token).Grant);
        clock.Advance(TimeSpan.FromHours(7));
        Assert.Equal(new PlaybackAnswer(null, PlaybackEnd.Expired), grants.Open(token));
    }

    [Fact]
    public async Task A_clock_put_back_by_an_hour_undoes_no_revocation_and_does_not_hinder_the_next()
    {
        var (viewer, asset) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var revocations = new PlaybackRevocations(Contexts, clock);
        var before = revocations.LatestFor(viewer, asset, PlaybackPurpose.Screener);
        await RevokeAsync(revocations, viewer);
        var first = revocations.LatestFor(viewer, asset, PlaybackPurpose.Screener);

        clock.Advance(TimeSpan.FromHours(-1));
        await RevokeAsync(revocations, viewer);

        Assert.True(first > before);
        Assert.True(revocations.LatestFor(viewer, asset, PlaybackPurpose.Screener) > first);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1)]
    public async Task Another_server_learns_of_a_revocation_though_the_clocks_are_an_hour_apart(int hours)
    {
        var (viewer, asset) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var (here, there) = (new PlaybackRevocations(Contexts, TimeProvider.System), new PlaybackRevocations(Contexts, new TestClock(TimeProvider.System.GetUtcNow().AddHours(hours))));
        await there.ReadNewAsync(default);
        await RevokeAsync(there, Guid.CreateVersion7());
        await here.ReadNewAsync(default);
        var before = there.LatestFor(viewer, asset, PlaybackPurpose.Screener);

        await RevokeAsync(here, viewer);
        await there.ReadNewAsync(default);

        Assert.True(there.LatestFor(viewer, asset, PlaybackPurpose.Screener) > before);
    }

    [Fact]
    public async Task The_running_server_stops_within_a_second_what_another_one_took_back()
    {
        var (viewer, asset) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await WriteAsync($"{MediaPaths.Made(asset)}/poster.jpg");
        var grant = Issue(viewer, asset);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(grant.Poster));

        await RevokeAsync(new PlaybackRevocations(Contexts, TimeProvider.System), viewer);

        var watch = Stopwatch.StartNew();
        while (await StatusAsync(grant.Poster) != HttpStatusCode.Forbidden) Assert.True(watch.Elapsed < Patience, "The film plays on.");
    }

    [Theory]
    [InlineData("bytes=0-3", 206, "0123", "bytes 0-3/10")]
    [InlineData("bytes=8-", 206, "89", "bytes 8-9/10")]
    [InlineData("bytes=-3", 206, "789", "bytes 7-9/10")]
    [InlineData("bytes=0-99", 206, "0123456789", null)]
    [InlineData("bytes=0-1,4-5", 200, "0123456789", null)]
    [InlineData("bytes=10-", 416, "", "bytes */10")]
    [InlineData("bytes=-0", 416, "", "bytes */10")]
    public async Task A_part_of_a_file_is_sent_as_asked_for(string range, int status, string expected, string? contentRange)
    {
        var asset = Guid.CreateVersion7();
        await WriteAsync($"{MediaPaths.Made(asset)}/poster.jpg");
        using var request = new HttpRequestMessage(HttpMethod.Get, Issue(Guid.CreateVersion7(), asset).Poster);
        request.Headers.TryAddWithoutValidation("Range", range);

        using var answer = await web.Browser().SendAsync(request);

        Assert.Equal(expected, await answer.Content.ReadAsStringAsync());
        if (contentRange is null) Assert.True(answer.IsSuccessStatusCode);
        else Assert.Equal((status, contentRange), ((int)answer.StatusCode, answer.Content.Headers.ContentRange!.ToString()));
    }

    [Fact]
    public async Task A_head_tells_the_length_and_sends_nothing()
    {
        var asset = Guid.CreateVersion7();
        await WriteAsync($"{MediaPaths.Made(asset)}/poster.jpg");

        using var answer = await web.Browser().SendAsync(new HttpRequestMessage(HttpMethod.Head, Issue(Guid.CreateVersion7(), asset).Poster));

        Assert.Equal((HttpStatusCode.OK, Film.Length, "bytes"), (answer.StatusCode, (int)answer.Content.Headers.ContentLength!, answer.Headers.AcceptRanges.Single()));
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task What_is_sent_can_run_nothing_in_a_browser()
    {
        var asset = Guid.CreateVersion7();
        await WriteAsync($"{MediaPaths.Made(asset)}/poster.jpg");

        using var answer = await web.Browser().GetAsync(Issue(Guid.CreateVersion7(), asset).Poster);

        Assert.Equal("default-src 'none'; sandbox", answer.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Fact]
    public async Task The_owner_downloads_the_file_as_it_was_uploaded_and_nobody_else_does()
    {
        var (artist, other) = (await PersonAsync(), await PersonAsync());
        var film = Domain.Films.Film.Create(artist, new FilmDetails("Salt Index", null, TimeSpan.FromSeconds(2), 2026, "CZ", "cs", [], []), TestClock.Start).Value;
        var asset = MediaAsset.Announce(film.Id, artist, "Solný index <b>.html", Film.Length, "fingerprint", TestClock.Start).Value;
        _ = asset.Complete(["Verify"]);
        await web.SaveAsync(film, asset);
        await WriteAsync(MediaPaths.Source(asset.Id));

        using var own = await web.Browser().GetAsync(Grants.IssueOriginal(artist, asset.Id));

        Assert.Equal(Film, await own.Content.ReadAsStringAsync());
        Assert.Equal(("attachment", "Solný index <b>.html"), (own.Content.Headers.ContentDisposition!.DispositionType, own.Content.Headers.ContentDisposition.FileNameStar));
        Assert.Equal(("application/octet-stream", "default-src 'none'; sandbox"), (own.Content.Headers.ContentType!.MediaType, own.Headers.GetValues("Content-Security-Policy").Single()));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(Grants.IssueOriginal(other, asset.Id)));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync($"/media/original/{TokenOf(Grants.Issue(artist, asset.Id, PlaybackPurpose.Owner).Source)}"));
    }

    private static string TokenOf(string source) => source.Split('/')[3];

    private PlaybackGrant Issue(Guid viewer, Guid asset) => Grants.Issue(viewer, asset, PlaybackPurpose.Screener);

    private PlaybackGrants Under(string key)
    {
        var signer = new MediaSigner(Options.Create(new MediaOptions { SigningKey = key }), web.Services.GetRequiredService<DataFolder>());
        return new PlaybackGrants(signer, new PlaybackRevocations(Contexts, clock), clock);
    }

    private async Task<Guid> PersonAsync() => (await web.PersonAsync($"{Guid.CreateVersion7():N}@grants.test")).UserId;

    private async Task RevokeAsync(PlaybackRevocations revocations, Guid viewer)
    {
        await using var db = await Contexts.CreateDbContextAsync();
        revocations.RevokeViewer(db, viewer);
        await db.SaveChangesAsync();
    }

    private async Task<HttpStatusCode> StatusAsync(string address)
    {
        using var answer = await web.Browser().GetAsync(address);
        return answer.StatusCode;
    }

    private async Task WriteAsync(string path)
    {
        using var content = new MemoryStream(System.Text.Encoding.ASCII.GetBytes(Film));
        await web.Services.GetRequiredService<IMediaStorage>().WriteAsync(path, content, default);
    }
}
