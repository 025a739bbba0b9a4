using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Showcase.Domain.Films;
using Showcase.Domain.Media;
using Showcase.Web.Data;
using Showcase.Web.Features.Media;
using Showcase.Web.Features.Media.Processing;
using Showcase.Web.Storage;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Media.Descriptions;

/// <summary>Audio description over the wire: offered in the master playlist, and reached under a grant for that film alone.</summary>
[Collection(WebCollection.Name)]
public sealed class DescriptionPlaybackTests(WebFixture web)
{
    private static readonly TimeSpan Runtime = TimeSpan.FromSeconds(9);

    private PlaybackGrants Grants => web.Services.GetRequiredService<PlaybackGrants>();

    [Theory]
    [InlineData(PlaybackPurpose.Owner, "0/i\\.m3u8")]
    [InlineData(PlaybackPurpose.Gallery, "0/i\\.m3u8")]
    [InlineData(PlaybackPurpose.Screener, "marked/0-[0-9a-f]{8}/i\\.m3u8")]
    public async Task Whoever_may_watch_reads_a_master_playlist_that_offers_it_beside_the_films_own_sound(PlaybackPurpose purpose, string picture)
    {
        var (film, video) = await FilmAsync();
        var sound = await DescribeAsync(film, "de", Runtime);
        var grant = Grants.Issue(Guid.CreateVersion7(), video, purpose);

        using var answer = await web.Browser().GetAsync(grant.Source);

        var lines = (await answer.Content.ReadAsStringAsync()).Split('\n');
        Assert.Equal(
            $"""
            #EXTM3U
            #EXT-X-VERSION:7
            #EXT-X-INDEPENDENT-SEGMENTS
            #EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="sound",NAME="Film sound",DEFAULT=YES,AUTOSELECT=YES,CHANNELS="2",URI="1/i.m3u8"
            #EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="sound",LANGUAGE="de",NAME="German, audio description",DEFAULT=NO,AUTOSELECT=YES,CHARACTERISTICS="public.accessibility.describes-video",CHANNELS="2",URI="../described/{sound:N}/i.m3u8"
            #EXT-X-STREAM-INF:BANDWIDTH=1060000,AVERAGE-BANDWIDTH=960000,RESOLUTION=640x360,CODECS="avc1.64001e,mp4a.40.2",AUDIO="sound"
            """,
            string.Join('\n', lines[..^2]));
        Assert.Matches($"^{picture}$", lines[^2]);
        Assert.Equal("application/vnd.apple.mpegurl", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("default-src 'none'; sandbox", answer.Headers.GetValues("Content-Security-Policy").Single());
        var listed = new Uri(new Uri(web.Address, grant.Source), $"../described/{sound:N}/").PathAndQuery;
        foreach (var name in new[] { "i.m3u8", "init_0.mp4", "s00000.m4s" })
        {
            using var part = await web.Browser().GetAsync(listed + name);
            Assert.Equal((HttpStatusCode.OK, $"described {name}"), (part.StatusCode, await part.Content.ReadAsStringAsync()));
            Assert.Equal(purpose == PlaybackPurpose.Screener, part.Headers.CacheControl!.NoStore);
        }
    }

    [Fact]
    public async Task A_film_that_is_still_being_made_plays_without_them_and_is_asked_for_again_and_again()
    {
        var (film, video) = await FilmAsync();
        await DescribeAsync(film, "de", Runtime);
        await WriteAsync(video, "hls/master.m3u8", HlsList.Master([new HlsRung(0, 640, 360, "avc1.64001e", 900_000, 800_000)], soundIndex: 1, isGrowing: true));
        var grant = Grants.Issue(null, video, PlaybackPurpose.Gallery);

        var master = await web.Browser().GetStringAsync(grant.Source);
        using var list = await web.Browser().GetAsync(grant.Source.Replace("master.m3u8", "0/i.m3u8", StringComparison.Ordinal));

        Assert.Contains("NAME=\"Film sound\"", master, StringComparison.Ordinal);
        Assert.DoesNotContain("described", master, StringComparison.Ordinal);
        Assert.True(list.Headers.CacheControl!.NoCache);
    }

    [Fact]
    public async Task The_newest_of_each_language_is_offered_and_none_that_belongs_to_another_cut()
    {
        var (film, video) = await FilmAsync();
        await DescribeAsync(film, "de", Runtime);
        var newest = await DescribeAsync(film, "de", Runtime, later: TimeSpan.FromHours(1));
        await DescribeAsync(film, "fr", Runtime + TimeSpan.FromSeconds(5));
        var english = await DescribeAsync(film, "en", Runtime);

        var master = await web.Browser().GetStringAsync(Grants.Issue(null, video, PlaybackPurpose.Gallery).Source);

        var lines = master.Split('\n').Where(line => line.Contains("/described/", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, lines.Count);
        Assert.Contains($"{english:N}", lines[0], StringComparison.Ordinal);
        Assert.Contains($"{newest:N}", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_other_grant_reaches_it()
    {
        var (film, video) = await FilmAsync();
        var (_, other) = await FilmAsync();
        var file = $"described/{await DescribeAsync(film, "de", Runtime):N}/s00000.m4s";
        var juror = Guid.CreateVersion7();
        var taken = Grants.Issue(juror, video, PlaybackPurpose.Screener);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(taken, file));

        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(Grants.Issue(null, video, PlaybackPurpose.Public), file));
        foreach (var purpose in new[] { PlaybackPurpose.Owner, PlaybackPurpose.Screener, PlaybackPurpose.Gallery }) Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(Grants.Issue(juror, other, purpose), file));

        await using (var db = await web.Services.GetRequiredService<IDbContextFactory<ShowcaseDbContext>>().CreateDbContextAsync())
        {
            web.Services.GetRequiredService<PlaybackRevocations>().RevokeViewer(db, juror);
            await db.SaveChangesAsync();
        }

        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(taken, file));
    }

    [Fact]
    public async Task What_was_replaced_is_swept_away_after_a_day_and_what_is_heard_stays()
    {
        var (film, _) = await FilmAsync();
        var now = web.Services.GetRequiredService<TimeProvider>().GetUtcNow() - TestClock.Start;
        var replaced = await DescribeAsync(film, "de", Runtime, now - TimeSpan.FromDays(3));
        var heard = await DescribeAsync(film, "de", Runtime, now - TimeSpan.FromDays(2));
        var other = await DescribeAsync(film, "en", Runtime, now - TimeSpan.FromDays(3));

        await web.Services.GetRequiredService<MediaSweep>().SweepAsync(default);

        var storage = web.Services.GetRequiredService<IMediaStorage>();
        Assert.Null(await storage.LengthAsync(MediaPaths.Sound(replaced), default));
        Assert.NotNull(await storage.LengthAsync(MediaPaths.Sound(heard), default));
        Assert.NotNull(await storage.LengthAsync(MediaPaths.Sound(other), default));
    }

    [Theory]
    [InlineData("described/{0}/x/s00000.m4s")]
    [InlineData("described/{0}/rung.json")]
    [InlineData("described/{0}/source")]
    [InlineData("described/{0}/s00000.m4s.part")]
    [InlineData("described/{1}/i.m3u8")]
    [InlineData("described//i.m3u8")]
    public async Task Names_that_are_not_ours_lead_nowhere(string file)
    {
        var (film, video) = await FilmAsync();
        var sound = await DescribeAsync(film, "de", Runtime);
        var name = string.Format(System.Globalization.CultureInfo.InvariantCulture, file, sound.ToString("N"), video.ToString("N"));

        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(Grants.Issue(null, video, PlaybackPurpose.Gallery), name));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(Grants.Issue(Guid.CreateVersion7(), video, PlaybackPurpose.Screener), name));
    }

    private async Task<HttpStatusCode> StatusAsync(PlaybackGrant grant, string file)
    {
        using var answer = await web.Browser().GetAsync(grant.Source.Replace("hls/master.m3u8", file, StringComparison.Ordinal));
        return answer.StatusCode;
    }

    /// <summary>A film as processing leaves it, with words in place of pictures.</summary>
    private async Task<(Film Film, Guid Video)> FilmAsync()
    {
        var artist = await web.PersonAsync($"{Guid.CreateVersion7():N}@described.test");
        var film = Film.Create(artist.UserId, new FilmDetails("Salt Index", null, Runtime, 2026, "CZ", "cs", [], []), TestClock.Start).Value;
        var video = MediaAsset.Announce(film.Id, film.OwnerId, "film.mp4", 1_000, "fingerprint", TestClock.Start).Value;
        video.RecordFacts(new MediaFacts(Runtime, 640, 360, 24, "mov,mp4", "h264", "aac", 2, 500_000));
        video.MarkReady(TestClock.Start);
        film.ShowVideo(video.Id);
        await web.SaveAsync(film, video);
        await WriteAsync(video.Id, "hls/master.m3u8", HlsList.Master([new HlsRung(0, 640, 360, "avc1.64001e", 900_000, 800_000)], soundIndex: 1));
        await WriteAsync(video.Id, "hls/0/i.m3u8", HlsList.Write("init_0.mp4", [new HlsSegment("s00000.m4s", 9)]));
        await WriteAsync(video.Id, "poster.jpg", "poster");
        return (film, video.Id);
    }

    private async Task<Guid> DescribeAsync(Film film, string language, TimeSpan length, TimeSpan later = default)
    {
        var sound = MediaAsset.AnnounceDescription(film.Id, film.OwnerId, language, "ad.wav", 1_000, TestClock.Start + later).Value;
        sound.RecordFacts(new MediaFacts(length, 0, 0, 0, "wav", "", "pcm_s16le", 2, 1_000));
        sound.MarkReady(TestClock.Start + later);
        await web.SaveAsync(sound);
        foreach (var name in new[] { "i.m3u8", "init_0.mp4", "s00000.m4s", "rung.json" }) await WriteAsync(sound.Id, $"hls/0/{name}", $"described {name}");
        return sound.Id;
    }

    private async Task WriteAsync(Guid asset, string name, string text)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
        await web.Services.GetRequiredService<IMediaStorage>().WriteAsync($"{MediaPaths.Made(asset)}/{name}", content, default);
    }
}
