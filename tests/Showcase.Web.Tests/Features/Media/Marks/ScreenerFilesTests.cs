using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Showcase.Domain.Films;
using Showcase.Domain.Media;
using Showcase.Web.Features.Media;
using Showcase.Web.Features.Media.Descriptions;
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

    private static readonly HlsRung[] Rungs =
    [
        new HlsRung(Large, 1920, 1080, "avc1.640028", 6_000_000, 5_000_000),
        new HlsRung(Middle, 1280, 720, "avc1.64001f", 3_000_000, 2_000_000),
        new HlsRung(Small, 640, 360, "avc1.64001e", 900_000, 800_000),
    ];

    private Guid asset;

    private IMediaStorage Storage => web.Services.GetRequiredService<IMediaStorage>();

    [Fact]
    public async Task Nothing_that_is_stored_is_reached_but_sound_stills_captions_and_the_segments_that_need_no_mark()
    {
        await StoreAsync();
        var (folder, code) = Grant(PlaybackPurpose.Screener);
        var version = await VersionAsync(folder);
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
            if (await StatusAsync($"{version}s{index:D5}.m4s") == HttpStatusCode.OK) clean.Add(index);
        }

        var offset = ScreenerFilm.OffsetOf(code);
        Assert.Equal(Enumerable.Range(0, Count).Where(index => index % ScreenerFilm.OneIn != offset), clean);
    }

    [Fact]
    public async Task Where_the_mark_cannot_be_burnt_in_there_is_no_segment_rather_than_the_clean_one()
    {
        await StoreAsync();
        var (folder, code) = Grant(PlaybackPurpose.Screener);
        var version = await VersionAsync(folder);
        var due = ScreenerFilm.OffsetOf(code);

        // What is stored here is no film: ffmpeg cannot read it.
        using var answer = await web.Browser().GetAsync($"{version}m{due:D5}.m4s");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("5", answer.Headers.GetValues("Retry-After").Single());
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync($"{version}m{due:D5}.mp4"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync($"{version}s{due:D5}.m4s"));
    }

    [Theory]
    [InlineData("{version}m00000.m3u8")]
    [InlineData("{version}m99999.m4s")]
    [InlineData("{version}../../1/s00000.m4s")]
    [InlineData("{version}%2e%2e/%2e%2e/1/s00000.m4s")]
    [InlineData("hls/marked/x/s00000.m4s")]
    [InlineData("{version}")]
    [InlineData("hls/marked/i.m3u8")]
    [InlineData("hls/marked/1-00000000/i.m3u8")]
    [InlineData("hls/01/s00000.m4s")]
    [InlineData("hls/1/rung.json")]
    [InlineData("{version}s00000.M4S")]
    public async Task Names_that_are_not_ours_lead_nowhere(string name)
    {
        await StoreAsync();

        var folder = Grant(PlaybackPurpose.Screener).Folder;
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(name.StartsWith('{') ? name.Replace("{version}", await VersionAsync(folder), StringComparison.Ordinal) : folder + name));
    }

    [Fact]
    public async Task The_playlists_name_only_what_is_answered_and_nothing_is_kept_by_the_browser()
    {
        await StoreAsync();
        var (folder, code) = Grant(PlaybackPurpose.Screener);

        using var master = await web.Browser().GetAsync($"{folder}hls/master.m3u8");
        using var playlist = await web.Browser().GetAsync($"{await VersionAsync(folder)}i.m3u8");

        var read = HlsList.ReadMaster(await master.Content.ReadAsStringAsync());
        Assert.Contains("marked/1-", await master.Content.ReadAsStringAsync(), StringComparison.Ordinal);
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
        var (screener, _) = Grant(PlaybackPurpose.Screener);

        Assert.Equal(HttpStatusCode.OK, await StatusAsync($"{folder}hls/{Large}/s00000.m4s"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync($"{folder}{(await VersionAsync(screener))[screener.Length..]}i.m3u8"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync($"{folder}marks/AAAAAA/1/m00000.m4s"));
    }

    [Fact]
    public async Task A_viewing_that_has_begun_goes_on_when_a_finer_version_is_made_and_only_that_viewing_does()
    {
        await StoreAsync();
        await WriteAsync("hls/master.m3u8", HlsList.Master([Rungs[^1]], Sound));
        var (running, later) = (Opened(hours: 3), Opened(hours: 4));
        var begun = await FolderAsync(running);
        var names = HlsList.Read((await AskAsync(running, $"{begun}i.m3u8")).Text!).Select(segment => begun + segment.Name).ToList();

        await WriteAsync("hls/master.m3u8", HlsList.Master(Rungs, Sound));

        Assert.NotEqual(begun, await FolderAsync(running));
        foreach (var name in names.Where(name => name[begun.Length] == 's').Prepend($"{begun}init_0.mp4"))
        {
            Assert.Equal($"{MediaPaths.Made(asset)}/hls/{Small}/{name[begun.Length..]}", (await AskAsync(running, name)).Path);
            Assert.Equal((name, 404), (name, (await AskAsync(later, name)).Status));
        }

        // What is stored here is no film: it exists, and cannot be marked.
        Assert.Equal(503, (await AskAsync(running, names.First(name => name[begun.Length] == 'm'))).Status);
    }

    private OpenedGrant Opened(int hours) => new(asset, Guid.CreateVersion7(), PlaybackPurpose.Screener, TestClock.Start.AddHours(hours), "AAAAAA");

    /// <summary>Asks a server that remembers nothing.</summary>
    private async Task<ScreenerFile> AskAsync(OpenedGrant grant, string name)
    {
        var services = web.Services;
        using var screeners = new ScreenerFiles(Storage, services.GetRequiredService<MarkBurner>(), services.GetRequiredService<MarkedCopies>(), services.GetRequiredService<DescribedSounds>(), services.GetRequiredService<MediaSigner>());
        return await screeners.FindAsync(grant, name, default);
    }

    private async Task<string> FolderAsync(OpenedGrant grant) => FolderOf((await AskAsync(grant, "hls/master.m3u8")).Text!);

    private static string FolderOf(string master) => "hls/" + master.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1].Replace("i.m3u8", "", StringComparison.Ordinal);

    /// <summary>The address of the version that this viewer is told of.</summary>
    private async Task<string> VersionAsync(string folder) => folder + FolderOf(await web.Browser().GetStringAsync($"{folder}hls/master.m3u8"));

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

        var segments = Enumerable.Range(0, Count).Select(index => new HlsSegment($"s{index:D5}.m4s", 4)).ToList();
        foreach (var folder in new[] { Large, Middle, Small, Sound })
        {
            foreach (var name in segments.Select(segment => segment.Name).Prepend("init_0.mp4")) await WriteAsync($"hls/{folder}/{name}", $"{folder} {name}");
            await WriteAsync($"hls/{folder}/i.m3u8", HlsList.Write("init_0.mp4", segments));
        }

        foreach (var rung in Rungs) await WriteAsync($"hls/{rung.Index}/rung.json", HlsList.ToJson(rung));
        await WriteAsync("hls/master.m3u8", HlsList.Master(Rungs, Sound));
        foreach (var name in new[] { "poster.jpg", "storyboard/index.vtt", "storyboard/001.jpg", "captions/en.vtt", "marks/AAAAAA/1/m00000.m4s", "marks/AAAAAA/1/m00000.mp4" }) await WriteAsync(name, name);
    }

    private async Task WriteAsync(string name, string text)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
        await Storage.WriteAsync($"{MediaPaths.Made(asset)}/{name}", content, default);
    }

    private async Task<string> StoredAsync(string name) => await File.ReadAllTextAsync(Storage.LocalFile($"{MediaPaths.Made(asset)}/{name}")!);
}
