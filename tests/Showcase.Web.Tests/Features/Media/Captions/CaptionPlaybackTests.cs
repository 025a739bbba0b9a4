using System.Net;
using System.Net.Http.Json;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Showcase.Domain.Films;
using Showcase.Domain.Media;
using Showcase.Domain.Media.Captions;
using Showcase.Web.Data;
using Showcase.Web.Features.Media;
using Showcase.Web.Features.Media.Captions;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Media.Captions;

/// <summary>Captions over the wire: told to players and sent to them, under a grant for that film alone.</summary>
[Collection(WebCollection.Name)]
public sealed class CaptionPlaybackTests(WebFixture web)
{
    private PlaybackGrants Grants => web.Services.GetRequiredService<PlaybackGrants>();

    [Theory]
    [InlineData(PlaybackPurpose.Owner)]
    [InlineData(PlaybackPurpose.Screener)]
    [InlineData(PlaybackPurpose.Gallery)]
    public async Task Whoever_may_watch_is_told_of_the_captions_and_gets_them(PlaybackPurpose purpose)
    {
        var asset = await FilmAsync();
        var grant = Grants.Issue(Guid.CreateVersion7(), asset, purpose);

        var told = (await web.Browser().GetFromJsonAsync<PlayerInfo>(Below(grant, "info")))!.Captions;

        Assert.Equal([("captions", "cs", "Czech (SDH)"), ("subtitles", "de", "German")], told.Select(caption => (caption.Kind, caption.Language, caption.Label)));
        using var answer = await web.Browser().GetAsync(Below(grant, told[1].Address));
        Assert.Equal((HttpStatusCode.OK, "text/vtt", "utf-8"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType, answer.Content.Headers.ContentType.CharSet));
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("default-src 'none'; sandbox", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")));
        Assert.Equal(purpose == PlaybackPurpose.Screener, answer.Headers.CacheControl!.NoStore);
        Assert.Equal("WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n<i>Salz</i> alert(1)\n\n", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task The_still_of_a_public_page_opens_no_captions()
    {
        var (asset, address) = await WithAddressAsync();

        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(Grants.Issue(null, asset, PlaybackPurpose.Public), address));
    }

    [Fact]
    public async Task A_grant_for_one_film_opens_no_captions_of_another()
    {
        var (_, address) = await WithAddressAsync();
        var other = await FilmAsync();

        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(Grants.Issue(null, other, PlaybackPurpose.Gallery), address));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(Grants.Issue(null, other, PlaybackPurpose.Gallery), $"captions/{Guid.CreateVersion7():N}.vtt"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(Grants.Issue(null, other, PlaybackPurpose.Gallery), "captions/de.vtt"));
    }

    [Fact]
    public async Task A_grant_that_was_taken_back_opens_them_no_longer()
    {
        var (asset, address) = await WithAddressAsync();
        var juror = Guid.CreateVersion7();
        var grant = Grants.Issue(juror, asset, PlaybackPurpose.Screener);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(grant, address));

        await using (var db = await web.Services.GetRequiredService<IDbContextFactory<ShowcaseDbContext>>().CreateDbContextAsync())
        {
            web.Services.GetRequiredService<PlaybackRevocations>().RevokeViewer(db, juror);
            await db.SaveChangesAsync();
        }

        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(grant, address));
    }

    [Fact]
    public async Task A_new_video_of_the_film_has_the_captions_too()
    {
        var asset = await FilmAsync();
        await using (var db = await web.Services.GetRequiredService<IDbContextFactory<ShowcaseDbContext>>().CreateDbContextAsync())
        {
            var film = await db.Films.SingleAsync(f => f.VideoId == asset);
            var video = Video(film);
            film.ShowVideo(video.Id);
            db.Add(video);
            await db.SaveChangesAsync();
            asset = video.Id;
        }

        Assert.Equal(2, (await web.Browser().GetFromJsonAsync<PlayerInfo>(Below(Grants.Issue(null, asset, PlaybackPurpose.Gallery), "info")))!.Captions.Count);
    }

    private static string Below(PlaybackGrant grant, string name) => grant.Source.Replace("hls/master.m3u8", name, StringComparison.Ordinal);

    private async Task<HttpStatusCode> StatusAsync(PlaybackGrant grant, string address)
    {
        using var answer = await web.Browser().GetAsync(Below(grant, address));
        return answer.StatusCode;
    }

    private async Task<(Guid Asset, string Address)> WithAddressAsync()
    {
        var asset = await FilmAsync();
        var info = await web.Browser().GetFromJsonAsync<PlayerInfo>(Below(Grants.Issue(null, asset, PlaybackPurpose.Gallery), "info"));
        return (asset, info!.Captions[0].Address);
    }

    /// <summary>A film with a video, German subtitles that somebody meant ill with, and Czech captions for the deaf.</summary>
    private async Task<Guid> FilmAsync()
    {
        var artist = await web.PersonAsync($"{Guid.CreateVersion7():N}@captions.test");
        var film = Film.Create(artist.UserId, new FilmDetails("Salt Index", null, TimeSpan.FromSeconds(10), 2026, "CZ", "cs", [], []), TestClock.Start).Value;
        var video = Video(film);
        film.ShowVideo(video.Id);
        await web.SaveAsync(film, video);
        var service = web.Services.GetRequiredService<CaptionService>();
        foreach (var (language, kind) in new[] { ("de", CaptionKind.Subtitles), ("cs", CaptionKind.Captions) })
        {
            var file = new CaptionUpload("a.vtt", Encoding.UTF8.GetBytes("WEBVTT\n\nNOTE <script>\n\n00:01.000 --> 00:02.000\n<i onclick=x>Salz</i> <script src=//x.test>alert(1)</script>\n"));
            Assert.True((await service.AddAsync(artist, film.Id, language, kind, file, default)).Succeeded);
        }

        return video.Id;
    }

    private static MediaAsset Video(Film film)
    {
        var video = MediaAsset.Announce(film.Id, film.OwnerId, "film.mp4", 1_000, "fingerprint", TestClock.Start).Value;
        video.RecordFacts(new MediaFacts(TimeSpan.FromSeconds(10), 320, 180, 24, "mov,mp4", "h264", "aac", 2, 500_000));
        video.MarkReady(TestClock.Start);
        return video;
    }
}
