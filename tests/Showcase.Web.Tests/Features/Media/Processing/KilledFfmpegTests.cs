using System.Diagnostics;
using Showcase.Domain.Media;
using Showcase.Web.Features.Media.Processing;
using Showcase.Web.Storage;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Media.Processing;

/// <summary>The real ffmpeg dies by SIGKILL in the middle of each run that a film needs, shut in and not: it costs a minute, and nothing half-made is seen.</summary>
public sealed class KilledFfmpegTests : ProcessingFaults
{
    private const int Seconds = 13;

    // 128 and the signal's number, as shells tell it.
    private const int Killed = 137;

    // What only that run of ffmpeg is told. Of the ladder's second piece a segment is written by then.
    private static readonly (string Stage, string Part, int Frames)[] Runs =
    [
        (ProcessingStages.Poster, "/poster", 0),
        (ProcessingStages.First, "/sound.part", 0),
        (ProcessingStages.Ladder, "p00050r0.part", 100),
        (ProcessingStages.Storyboard, "/sheets/", 0),
        (ProcessingStages.Quality, "ebur128", 0),
        (ProcessingStages.Gallery, "gallery.mp4", 10),
        (ProcessingStages.First, "p00000r1.part", 10),
        (ProcessingStages.Ladder, "p00000r0.part", 10),
        (ProcessingStages.Quality, "blackdetect", 10),
        (ProcessingStages.Quality, "cropdetect", 1),
    ];

    private readonly string folder = Directory.CreateTempSubdirectory("showcase-mortal-").FullName;
    private readonly MortalFfmpeg ffmpeg;

    public KilledFfmpegTests() => ffmpeg = new MortalFfmpeg(Path.Combine(folder, "tools"));

    private static byte[] Film => Clips.Made("killed.mov", $"-f lavfi -i testsrc2=s=720x720:r=24 -f lavfi -i sine=f=440:r=48000 -t {Seconds} -c:v mjpeg -q:v 16 -pix_fmt yuvj420p -c:a pcm_s16le");

    public override void Dispose()
    {
        base.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("bwrap")]
    [InlineData("/nowhere/bwrap")]
    public async Task A_film_is_made_whole_though_each_run_of_ffmpeg_is_killed_in_its_middle(string bubblewrap)
    {
        var (administrator, machine) = (await World.AdministratorAsync(), await ServerAsync(bubblewrap));
        var spared = await SendAsync(await FilmAsync(), Film);
        await ChangeAsync(spared, film => film.AskFor(ProcessingStages.Gallery));
        await machine.Worker.RunAsync(default);
        var asset = await SendAsync(await FilmAsync(), Film);
        await ChangeAsync(asset, film => film.AskFor(ProcessingStages.Gallery));

        foreach (var (stage, part, frames) in Runs)
        {
            ffmpeg.KillIn(part, frames);
            if (Row(await FindAsync(asset), stage).Attempts > 0) Assert.True((await Service.RunAgainAsync(administrator, asset, stage, default)).Succeeded);
            await KilledAsync(machine, asset, stage, part);
            Assert.Subset(Made(spared), Made(asset));
            SeeNoGap(asset);
        }

        await GoOnAsync(machine);
        Assert.All((await FindAsync(asset)).Stages, stage => Assert.Equal((stage.Name, StageState.Done), (stage.Name, stage.State)));
        Assert.Equal((MediaState.Ready, false), ((await FindAsync(asset)).State, (await FindAsync(asset)).IsGrowing));
        Assert.Equal(Made(spared), Made(asset));
        Assert.Equal(await FramesAsync(spared), await FramesAsync(asset));
        Assert.Equal(["video,360,312", "video,720,312"], (await FramesAsync(asset)).Where(line => line.StartsWith("video", StringComparison.Ordinal)));
        Assert.False(machine.HasWork);
    }

    [Theory]
    [InlineData("bwrap")]
    [InlineData("/nowhere/bwrap")]
    public async Task So_is_the_sound_that_describes_it(string bubblewrap)
    {
        var (film, machine) = (await FilmAsync(), await ServerAsync(bubblewrap));
        await SendAsync(film, Clips.Film);
        await machine.Worker.RunAsync(default);
        var sound = DescribedClips.Wave(2);
        var described = MediaAsset.AnnounceDescription(film.Id, film.OwnerId, "en", "ad.wav", sound.Length, World.Now).Value;
        var asset = await SendAsync(described, ProcessingStages.Describing, sound);

        foreach (var (stage, part) in new[] { (ProcessingStages.Listen, "-f null"), (ProcessingStages.Describe, "apad") })
        {
            ffmpeg.KillIn(part);
            await KilledAsync(machine, asset, stage, part);
            Assert.Empty(Made(asset));
        }

        await GoOnAsync(machine);
        Assert.Equal(MediaState.Ready, (await FindAsync(asset)).State);
        Assert.Equal(2, HlsList.Read(await File.ReadAllTextAsync(Storage.LocalFile(MediaPaths.Sound(asset))!)).Sum(segment => segment.Seconds), 0.1);
        Assert.False(machine.HasWork);
    }

    private static ProcessingStage Row(MediaAsset asset, string stage) => asset.Stages.Single(row => row.Name == stage);

    private async Task<Machine> ServerAsync(string bubblewrap)
    {
        await ffmpeg.ToolAsync(bubblewrap);
        return Server(options: ffmpeg.OptionsWith(bubblewrap));
    }

    /// <summary>Works until the stage's run is killed, and reads what is written down of it.</summary>
    private async Task KilledAsync(Machine machine, Guid asset, string stage, string part)
    {
        World.Clock.Advance(TimeSpan.FromMinutes(2));
        await machine.Worker.RunAsync(default);

        var run = (await RunsAsync(asset)).Where(run => run.Stage == stage).MaxBy(run => run.Id);
        Assert.Equal((part, RunOutcome.Retried, Killed), (part, run?.Outcome, run?.ExitCode));
        Assert.Contains("It was killed", run!.Complaint, StringComparison.Ordinal);
        Assert.Equal((part, StageState.Waiting), (part, Row(await FindAsync(asset), stage).State));
    }

    private async Task GoOnAsync(Machine machine)
    {
        ffmpeg.Spare();
        World.Clock.Advance(TimeSpan.FromMinutes(2));
        await machine.Worker.RunAsync(default);
    }

    /// <summary>The names of everything that viewers get of the film.</summary>
    private SortedSet<string> Made(Guid asset)
    {
        var made = FolderOf(asset);
        return Directory.Exists(made) ? new(Directory.EnumerateFiles(made, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(made, file)), StringComparer.Ordinal) : [];
    }

    /// <summary>Every segment that a list names is there.</summary>
    private void SeeNoGap(Guid asset)
    {
        foreach (var list in Made(asset).Where(name => name.EndsWith("i.m3u8", StringComparison.Ordinal)))
        {
            var segments = HlsList.Read(File.ReadAllText(Path.Combine(FolderOf(asset), list)));
            Assert.All(segments, segment => Assert.Contains(Path.Combine(Path.GetDirectoryName(list)!, segment.Name), Made(asset)));
        }
    }

    private string FolderOf(Guid asset) => Path.GetDirectoryName(Path.GetFullPath(Storage.LocalFile($"{MediaPaths.Made(asset)}/any")!))!;

    /// <summary>A line a stream of the film as it plays: its kind, its width, and how many frames could be decoded.</summary>
    private async Task<List<string>> FramesAsync(Guid asset)
    {
        string[] arguments = ["-v", "error", "-allowed_extensions", "ALL", "-count_frames", "-show_entries", "stream=codec_type,width,nb_read_frames", "-of", "csv=p=0", Path.Combine(FolderOf(asset), "hls", "master.m3u8")];
        using var probe = Process.Start(new ProcessStartInfo("ffprobe", arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        var errors = probe.StandardError.ReadToEndAsync();
        var lines = (await probe.StandardOutput.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal("", await errors);
        return [.. lines.Select(line => line.TrimEnd(',')).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }
}
