using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Showcase.Browser.Tests.Support;
using Showcase.Domain.Films;
using Showcase.Domain.Media;
using Showcase.Web.Data;
using Showcase.Web.Features.Media.Processing;
using Showcase.Web.Storage;

namespace Showcase.Browser.Tests;

/// <summary>The real server dies by SIGKILL once in the middle of each stage that a film goes through.</summary>
[Collection(BrowserCollection.Name)]
public sealed class KilledStagesTests : IAsyncLifetime
{
    // Half a minute at the pace of the slow ones; what runs no tool is slow because the file is made so.
    private const int Seconds = 13;
    private const int Frames = 24 * Seconds;
    private const int Boxes = 60_000;
    private const int Hole = 1_000_000_000;

    // What only that run of a tool is told; null where none runs.
    private static readonly (string Stage, string? Part)[] Stages =
    [
        (ProcessingStages.Structure, null),
        (ProcessingStages.Verify, null),
        (ProcessingStages.Probe, "-show_format"),
        (ProcessingStages.Poster, "/poster.jpg"),
        (ProcessingStages.First, "p00000r0.part"),
        (ProcessingStages.Ladder, "p00050r0.part"),
        (ProcessingStages.Storyboard, "/sheets/"),
        (ProcessingStages.Quality, "ebur128"),
        (ProcessingStages.Gallery, "/gallery.mp4"),
    ];

    private readonly Clips clips = new();
    private readonly SlowTools tools = new();
    private readonly ServerProcess server;

    public KilledStagesTests() => server = new ServerProcess(new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Media__LeaseSeconds"] = "2", ["Media__PollSeconds"] = "1", ["Media__FfmpegFolder"] = tools.Folder,
    });

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await server.DisposeAsync();
        tools.Dispose();
        clips.Dispose();
    }

    [Fact]
    public async Task A_film_whose_server_is_killed_in_each_of_its_stages_plays_whole_and_nothing_is_done_twice()
    {
        await SendAsync();

        foreach (var (stage, part) in Stages)
        {
            tools.SlowDown(part);
            await server.StartAsync();
            await Until.TrueAsync(async () => (await RowAsync(stage)).State == StageState.Running && (part is null || Children().Exists(child => IsTool(child, part))), $"{stage} is under way");
            await server.KillAsync();
            Assert.Equal((stage, StageState.Running), (stage, (await RowAsync(stage)).State));
            await Until.TrueAsync(() => Children().Count == 0, $"what the server had started for {stage} died with it");
        }

        tools.SlowDown(null);
        await server.StartAsync();
        await Until.TrueAsync(async () => (await AssetAsync()).Stages.All(stage => stage.State == StageState.Done), "every stage is done");
        await Until.TrueAsync(() => !Directory.EnumerateFileSystemEntries(Path.Combine(server.Folder, "work")).Any(), "the work folder is empty");

        var asset = await AssetAsync();
        Assert.Equal((MediaState.Ready, false), (asset.State, asset.IsGrowing));
        await using var db = server.OpenDatabase();
        Assert.Equal(asset.Id, (await db.Films.SingleAsync()).VideoId);
        var runs = await db.StageRuns.AsNoTracking().ToListAsync();
        Assert.Equal(Stages.SelectMany(each => new[] { (each.Stage, RunOutcome.Lost), (each.Stage, RunOutcome.Done) }).Order(), runs.Select(run => (run.Stage, run.Outcome)).Order());
        Assert.Equal(["audio", $"video,{Frames}"], await FramesAsync(asset.Id));
    }

    /// <summary>Puts a film where one lies that has just arrived.</summary>
    private async Task SendAsync()
    {
        var file = await clips.MakeAsync("nine lives.mov", Seconds, "320x180", coarseness: 20);
        await Clips.StretchAsync(file, Boxes, Hole);
        var now = DateTimeOffset.UtcNow;
        var owner = new ApplicationUser { DisplayName = "Nina Nine", UserName = "nina@newcomer.test", NormalizedUserName = "NINA@NEWCOMER.TEST", SecurityStamp = "stamp", CreatedAt = now };
        var film = Film.Create(owner.Id, new FilmDetails("Nine Lives", null, TimeSpan.Zero, 2026, "CZ", "cs", [], []), now).Value;
        var asset = MediaAsset.Announce(film.Id, owner.Id, Path.GetFileName(file), new FileInfo(file).Length, "fingerprint", now).Value;
        Assert.True(asset.Complete(ProcessingStages.Names).Succeeded);
        asset.AskFor(ProcessingStages.Gallery);

        var arrival = Path.Combine(server.MediaFolder, MediaPaths.Arrival(asset.Id));
        Directory.CreateDirectory(Path.GetDirectoryName(arrival)!);
        File.Move(file, arrival);
        await using var db = server.OpenDatabase();
        await db.Database.MigrateAsync();
        db.AddRange(owner, film, asset);
        await db.SaveChangesAsync();
    }

    private async Task<MediaAsset> AssetAsync()
    {
        await using var db = server.OpenDatabase();
        return await db.MediaAssets.AsNoTracking().SingleAsync();
    }

    private async Task<ProcessingStage> RowAsync(string stage) => (await AssetAsync()).Stages.Single(row => row.Name == stage);

    /// <summary>The tool itself: what starts it in its sandbox has its arguments, too, and is not tied to the server yet.</summary>
    private static bool IsTool(string line, string part) => line.Contains(part, StringComparison.Ordinal) && !line.Contains("prlimit", StringComparison.Ordinal) && !line.Contains("bwrap", StringComparison.Ordinal);

    /// <summary>The command lines of all processes that work on this server's files.</summary>
    private List<string> Children()
    {
        var found = new List<string>();
        foreach (var process in Directory.EnumerateDirectories("/proc").Where(path => char.IsAsciiDigit(Path.GetFileName(path)[0])))
        {
            try
            {
                var line = File.ReadAllText(Path.Combine(process, "cmdline")).Replace('\0', ' ');
                if (line.Contains(server.Folder, StringComparison.Ordinal)) found.Add(line);
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                // It has ended, or is somebody else's.
            }
        }

        return found;
    }

    /// <summary>The streams of the film as it plays, and how many pictures could be decoded.</summary>
    private async Task<List<string>> FramesAsync(Guid asset)
    {
        var master = Path.Combine(server.MediaFolder, MediaPaths.Made(asset), "hls", "master.m3u8");
        string[] arguments = ["-v", "error", "-allowed_extensions", "ALL", "-count_frames", "-show_entries", "stream=codec_type,nb_read_frames", "-of", "csv=p=0", master];
        using var probe = Process.Start(new ProcessStartInfo("ffprobe", arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var lines = (await probe.StandardOutput.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        await probe.WaitForExitAsync();
        return [.. lines.Select(line => line.StartsWith("audio", StringComparison.Ordinal) ? "audio" : line.TrimEnd(',')).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }
}
