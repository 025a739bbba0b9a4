using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Showcase.Domain.Films;
using Showcase.Domain.Media;
using Showcase.Web.Features.Media;
using Showcase.Web.Features.Media.Marks;
using Showcase.Web.Features.Media.Processing;
using Showcase.Web.Storage;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Media.Marks;

/// <summary>What the holder of a screener's grant reaches of everything that is stored of a film.</summary>
[Collection(WebCollection.Name)]
public sealed class ScreenerFilesTests(WebFixture web)
{
    private const int Count = 12;
    private const int Large = 0;
    private const int Middle = 1;
    private const int Small = 2;
    private const int Sound = 3;

    private Guid asset;

    private IMediaStorage Storage => web.Services.GetRequiredService<IMediaStorage>();

    [Fact]
    public async Task Nothing_that_is_stored_is_reached_but_sound_stills_captions_and_the_segments_that_need_no_mark()
    {
        await StoreAsync();
        var (folder, code) = Grant(PlaybackPurpose.Screener);
        var stored = new List<string>();
        await foreach (var name in Storage.ListAsync(MediaPaths.Made(asset), default)) stored.Add(name[(MediaPaths.Made(asset).Length + 1)..]);

        var reached = new List<string>();
        foreach (var name in stored.Order(StringComparer.Ordinal))
        {
            using var answer = await web.Browser().GetAsync(folder + name);
            if (answer.StatusCode != HttpStatusCode.OK) Assert.Equal((name, HttpStatusCode.NotFound), (name, answer.StatusCode));
            else if (await answer.Content.ReadAsStringAsync() == await StoredAsync(name)) reached.Add(name);
        }

        var sound = Enumerable.Range(0, Count).Select(index => $"hls/{Sound}/s{index:D5}.m4s").Prepend($"hls/{Sound}/init_0.mp4").Prepend($"hls/{Sound}/i.m3u8");
        Assert.Equal([.. sound, "poster.jpg", "storyboard/001.jpg", "storyboard/index.vtt"], reached);

        var clean = new List<int>();
        for (var index = 0; index < Count; index++)
        {
            if (await StatusAsync($"{folder}hls/marked/s{index:D5}.m4s") == HttpStatusCode.OK) clean.Add(index);
        }

        var offset = ScreenerFilm.OffsetOf(code);
        Assert.Equal(Enumerable.Range(0, Count).Where(index => index % ScreenerFilm.OneIn != offset), clean);
    }

    [Fact]
    public async Task Where_the_mark_cannot_be_burnt_in_there_is_no_segment_rather_than_the_clean_one()
    {
        await StoreAsync();
        var (folder, code) = Grant(PlaybackPurpose.Screener);
        var due = ScreenerFilm.OffsetOf(code);

        // What is stored here is no film: ffmpeg cannot read it.
        using var answer = await web.Browser().GetAsync($"{folder}hls/marked/m{due:D5}.m4s");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("5", answer.Headers.GetValues("Retry-After").Single());
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync($"{folder}hls/marked/m{due:D5}.mp4"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync($"{folder}hls/marked/s{due:D5}.m4s"));
    }

    [Theory]
    [InlineData("hls/marked/m00000.m3u8")]
    [InlineData("hls/marked/m99999.m4s")]
    [InlineData("hls/marked/../1/s00000.m4s")]
    [InlineData("hls/marked/%2e%2e/1/s00000.m4s")]
    [InlineData("hls/marked/x/s00000.m4s")]
    [InlineData("hls/marked/")]
    [InlineData("hls/01/s00000.m4s")]
    [InlineData("hls/1/rung.json")]
    [InlineData("hls/marked/s00000.M4S")]
    public async Task Names_that_are_not_ours_lead_nowhere(string name)
    {
        await StoreAsync();

        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(Grant(PlaybackPurpose.Screener).Folder + name));
    }

    [Fact]
    public async Task The_playlists_name_only_what_is_answered_and_nothing_is_kept_by_the_browser()
    {
        await StoreAsync();
        var (folder, code) = Grant(PlaybackPurpose.Screener);

        using var master = await web.Browser().GetAsync($"{folder}hls/master.m3u8");
        using var playlist = await web.Browser().GetAsync($"{folder}hls/marked/i.m3u8");

        var read = HlsList.ReadMaster(await master.Content.ReadAsStringAsync());
        Assert.Contains("marked/i.m3u8", await master.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty(read.Variants);
        Assert.Single(read.Media);
        var names = HlsList.Read(await playlist.Content.ReadAsStringAsync()).Select(segment => segment.Name);
        Assert.Equal(Enumerable.Range(0, Count).Select(index => index % ScreenerFilm.OneIn == ScreenerFilm.OffsetOf(code) ? $"m{index:D5}.m4s" : $"s{index:D5}.m4s"), names);
        foreach (var answer in new[] { master, playlist })
        {
            Assert.Equal(("application/vnd.apple.mpegurl", "no-store"), (answer.Content.Headers.ContentType!.MediaType, answer.Headers.CacheControl!.ToString()));
            Assert.Equal("default-src 'none'; sandbox", answer.Headers.GetValues("Content-Security-Policy").Single());
        }
    }

    [Theory]
    [InlineData(PlaybackPurpose.Owner)]
    [InlineData(PlaybackPurpose.Gallery)]
    public async Task Owners_and_walls_see_the_film_without_a_mark_and_reach_nobodys_marked_copy(PlaybackPurpose purpose)
    {
        await StoreAsync();
        var (folder, _) = Grant(purpose);

        Assert.Equal(HttpStatusCode.OK, await StatusAsync($"{folder}hls/{Large}/s00000.m4s"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync($"{folder}hls/marked/i.m3u8"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync($"{folder}marks/AAAAAA/1/m00000.m4s"));
    }

    private (string Folder, string Code) Grant(PlaybackPurpose purpose)
    {
        var grant = web.Services.GetRequiredService<PlaybackGrants>().Issue(Guid.CreateVersion7(), asset, purpose);
        return (grant.Source.Replace("hls/master.m3u8", "", StringComparison.Ordinal), grant.Code);
    }

    private async Task<HttpStatusCode> StatusAsync(string address)
    {
        using var answer = await web.Browser().GetAsync(address);
        return answer.StatusCode;
    }

    /// <summary>A film as processing leaves it, with words in place of pictures, and a copy that is marked for somebody else.</summary>
    private async Task StoreAsync()
    {
        // Files that are no film's video are swept away.
        var artist = (await web.PersonAsync($"{Guid.CreateVersion7():N}@screeners.test")).UserId;
        var film = Film.Create(artist, new FilmDetails("Salt Index", null, TimeSpan.FromSeconds(48), 2026, "CZ", "cs", [], []), TestClock.Start).Value;
        var video = MediaAsset.Announce(film.Id, artist, "film.mp4", 1_000_000, "fingerprint", TestClock.Start).Value;
        _ = video.Complete([]);
        video.MarkReady(TestClock.Start);
        film.ShowVideo(video.Id);
        await web.SaveAsync(film, video);
        asset = video.Id;

        var rungs = new[] { new HlsRung(Large, 1920, 1080, "avc1.640028", 6_000_000, 5_000_000), new HlsRung(Middle, 1280, 720, "avc1.64001f", 3_000_000, 2_000_000), new HlsRung(Small, 640, 360, "avc1.64001e", 900_000, 800_000) };
        var segments = Enumerable.Range(0, Count).Select(index => new HlsSegment($"s{index:D5}.m4s", 4)).ToList();
        foreach (var folder in new[] { Large, Middle, Small, Sound })
        {
            foreach (var name in segments.Select(segment => segment.Name).Prepend("init_0.mp4")) await WriteAsync($"hls/{folder}/{name}", $"{folder} {name}");
            await WriteAsync($"hls/{folder}/i.m3u8", HlsList.Write("init_0.mp4", segments));
        }

        foreach (var rung in rungs) await WriteAsync($"hls/{rung.Index}/rung.json", HlsList.ToJson(rung));
        await WriteAsync("hls/master.m3u8", HlsList.Master(rungs, Sound));
        foreach (var name in new[] { "poster.jpg", "storyboard/index.vtt", "storyboard/001.jpg", "captions/en.vtt", "marks/AAAAAA/1/m00000.m4s", "marks/AAAAAA/1/m00000.mp4" }) await WriteAsync(name, name);
    }

    private async Task WriteAsync(string name, string text)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
        await Storage.WriteAsync($"{MediaPaths.Made(asset)}/{name}", content, default);
    }

    private async Task<string> StoredAsync(string name) => await File.ReadAllTextAsync(Storage.LocalFile($"{MediaPaths.Made(asset)}/{name}")!);
}
