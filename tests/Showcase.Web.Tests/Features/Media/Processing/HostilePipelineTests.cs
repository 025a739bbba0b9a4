using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Showcase.Domain.Films;
using Showcase.Domain.Media;
using Showcase.Domain.Media.Descriptions;
using Showcase.Web.Features.Media;
using Showcase.Web.Features.Media.Processing;
using Showcase.Web.Shared;
using Showcase.Web.Storage;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Media.Processing;

/// <summary>
/// Files that name an address or another file, from their arrival until nothing is to be done for them, with walls and without: nobody connects,
/// no byte of the other file is kept, and the artist is told why in words.
/// </summary>
public sealed class HostilePipelineTests : IDisposable
{
    private const string Walls = "bwrap";
    private const string NoWalls = "/nowhere/bwrap";

    private static readonly Dictionary<string, string?> Verdicts = new(StringComparer.Ordinal)
    {
        ["playlist of a file"] = "Media.NotVideo",
        ["playlist of an address"] = "Media.NotVideo",
        ["playlist with a key and a map"] = "Media.NotVideo",
        ["playlist of playlists"] = "Media.NotVideo",
        ["list of files"] = "Media.NotVideo",
        ["manifest"] = "Media.NotVideo",
        ["manifest in the step of packets"] = "Media.Unreadable",
        ["session"] = "Media.NotVideo",
        ["session in the step of packets"] = "Media.Unreadable",
        ["drawing"] = "Media.NotVideo",
        ["film whose pictures are elsewhere"] = null,
        ["film whose pictures are in a file"] = "Media.Undecodable",
        ["film that refers to another"] = null,
        ["film with a manifest in a box"] = null,
        ["film with an attached playlist and subtitles"] = null,
        ["film with a playlist for subtitles"] = null,
        ["film with a playlist of a file for subtitles"] = null,
    };

    private readonly World world = new();
    private readonly MediaOptions options = new() { SigningKey = Convert.ToBase64String(new byte[32]), ReserveGigabytes = 0 };
    private readonly Trap trap = new();
    private readonly WorkFolder folder;
    private readonly UploadService uploads;
    private readonly ProcessingWorker worker;

    public HostilePipelineTests()
    {
        folder = new WorkFolder(options);
        var (vault, feed, wrapped) = (new Vault(folder.Storage), new ChangeFeed(), Options.Create(options));
        uploads = new UploadService(
            world.Store, folder.Storage, vault, new UploadRoom(folder.Storage, wrapped, NullLogger<UploadRoom>.Instance),
            new UploadTickets(folder.Storage, new MediaSigner(wrapped, folder.Data), world.Clock), NoWake.Of(), feed, world.Clock, NullLogger<UploadService>.Instance);
        worker = new ProcessingWorker(
            world.Store, folder.Work(), new GalleryOrders(world.Store), folder.Tool, vault, TestVersionMails.Make(), feed, world.Clock, wrapped, NullLogger<ProcessingWorker>.Instance);
    }

    public static TheoryData<string, string> All() => With(Verdicts.Keys);

    public static TheoryData<string, string> Texts() => With(Verdicts.Where(verdict => verdict.Value == "Media.NotVideo").Select(verdict => verdict.Key));

    private static TheoryData<string, string> With(IEnumerable<string> names)
    {
        var data = new TheoryData<string, string>();
        foreach (var name in names)
        {
            data.Add(name, Walls);
            data.Add(name, NoWalls);
        }

        return data;
    }

    public void Dispose()
    {
        uploads.Dispose();
        world.Dispose();
        folder.Dispose();
        trap.Dispose();
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task It_reaches_no_address_and_no_file_and_gets_its_verdict_in_words(string name, string bubblewrap)
    {
        options.Bubblewrap = bubblewrap;
        var film = await FilmAsync();
        var file = Path.Combine(folder.Path, "film.ts");
        await File.WriteAllBytesAsync(file, ReachingClips.Make(name, trap));

        _ = await uploads.ImportAsync(film.Id, film.OwnerId, file, default);
        await WorkAsync();

        await AssertAsync(Verdicts[name]);
    }

    /// <summary>The walk turns these away before any tool runs; here they come to ffprobe, as they would if the walk had a hole.</summary>
    [Theory]
    [MemberData(nameof(Texts))]
    public async Task It_reaches_none_either_where_the_walk_lets_it_pass(string name, string bubblewrap)
    {
        options.Bubblewrap = bubblewrap;
        var (film, bytes) = (await FilmAsync(), ReachingClips.Make(name, trap));
        var asset = MediaAsset.Announce(film.Id, film.OwnerId, "film.ts", bytes.Length, "fingerprint", world.Now).Value;
        await SendAsync(asset, bytes, [.. ProcessingStages.Names.Skip(1)]);

        await WorkAsync();

        await AssertAsync("Media.Unreadable");
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task It_reaches_none_either_as_a_sound_that_describes_a_film(string name, string bubblewrap)
    {
        options.Bubblewrap = bubblewrap;
        byte[] bytes = [.. "ID3\u0003\0\0\0\0\0\0"u8, .. ReachingClips.Make(name, trap)];
        var film = await FilmAsync();
        var asset = MediaAsset.AnnounceDescription(film.Id, film.OwnerId, "en", "ad.mp3", bytes.Length, world.Now).Value;
        await SendAsync(asset, bytes, ProcessingStages.Describing);

        await WorkAsync();

        await AssertAsync(DescriptionRefusals.NotSound.Code);
    }

    /// <summary>What the others prove they prove because this is so: a decoder that nobody holds back follows.</summary>
    [Theory]
    [InlineData("playlist of a file", "list.m3u8", "", "width=320")]
    [InlineData("playlist of an address", "list.m3u8", "", "")]
    [InlineData("list of files", "list.ffconcat", "-safe 0", "width=320")]
    [InlineData("film whose pictures are in a file", "film.mp4", "-enable_drefs 1 -use_absolute_path 1 -select_streams v", "[PACKET]")]
    [InlineData("film with subtitles", "film.avi", "", "codec_name=subrip")]
    public void Without_any_guard_it_is_followed(string name, string file, string options, string found)
    {
        var path = Path.Combine(folder.Path, file);
        File.WriteAllBytes(path, ReachingClips.Make(name, trap));

        var said = Trap.ProbeFreely(path, options);

        if (found.Length > 0) Assert.Contains(found, said, StringComparison.Ordinal);
        else Assert.True(trap.IsReached);
    }

    private async Task AssertAsync(string? problem)
    {
        await using var db = world.Store.CreateDbContext();
        var done = await db.MediaAssets.AsNoTracking().SingleAsync();
        Assert.Equal((problem is null ? MediaState.Ready : MediaState.Rejected, problem), (done.State, done.Problem));
        Assert.False(done.IsUnderWay);
        if (problem is not null) Assert.NotEqual(problem, TestTexts.Make()[problem]);
        Assert.All(await db.StageRuns.AsNoTracking().ToListAsync(), run => Assert.True(run.Outcome is RunOutcome.Done or RunOutcome.Refused, $"{run.Stage}: {run.Complaint}"));

        Assert.False(trap.IsReached);
        Assert.True(trap.IsIn(trap.Canary));
        Assert.False(trap.IsIn(folder.Path));
        Assert.False(trap.IsIn(db.Database.GetDbConnection().DataSource));
    }

    private async Task WorkAsync()
    {
        // Whatever waits for another try has it.
        for (var round = 0; round < 5; round++)
        {
            await worker.RunAsync(default);
            world.Clock.Advance(RetryPlan.LongestPause);
        }
    }

    private async Task<Film> FilmAsync()
    {
        var film = Film.Create((await world.PersonAsync()).UserId, new FilmDetails("Salt Index", null, TimeSpan.Zero, 2026, "CZ", "cs", [], []), world.Now).Value;
        await world.SaveAsync(film);
        return film;
    }

    /// <summary>Puts a file where uploads arrive, past whoever looks at its first bytes.</summary>
    private async Task SendAsync(MediaAsset asset, byte[] bytes, IReadOnlyList<string> stages)
    {
        Assert.True(asset.Complete(stages).Succeeded);
        using var content = new MemoryStream(bytes);
        await folder.Storage.WriteAsync(MediaPaths.Arrival(asset.Id), content, default);
        await world.SaveAsync(asset);
    }
}
