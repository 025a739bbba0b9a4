using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Showcase.Domain.Media;
using Showcase.Web.Data;
using Showcase.Web.Features.Media;
using Showcase.Web.Features.Media.Marks;
using Showcase.Web.Features.Media.Processing;
using Showcase.Web.Storage;
using Showcase.Web.Tests.Features.Media.Processing;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Media.Marks;

/// <summary>A segment with a viewer's mark in it takes the clean one's place in the film, and is made once.</summary>
public sealed class MarkBurnerTests : IDisposable
{
    private const int Width = 320;
    private const int Height = 180;
    private const string Picture = "-f lavfi -i testsrc2=s=320x180:r=24000/1001 -t 13";

    private readonly World world = new();
    private readonly string folder = Directory.CreateTempSubdirectory("showcase-marks-").FullName;
    private readonly Guid asset = Guid.CreateVersion7();
    private readonly LocalDiskStorage disk;
    private readonly FaultyStorage storage;
    private readonly FfmpegTool tool = new(Options.Create(new MediaOptions()), NullLoggerFactory.Instance);
    private readonly MarkBurner burner;

    public MarkBurnerTests()
    {
        disk = new LocalDiskStorage(Options.Create(new StorageOptions()), Data);
        storage = new FaultyStorage(disk);
        burner = BurnerWith(tool);
    }

    private DataFolder Data => new(Options.Create(new DataFolderOptions { Folder = folder }), new Microsoft.Extensions.Hosting.Internal.HostingEnvironment { ContentRootPath = folder });

    public void Dispose()
    {
        burner.Dispose();
        world.Dispose();
        disk.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("marked.mov", $"{Picture} -c:v mjpeg -q:v 8 -pix_fmt yuvj420p")]
    [InlineData("marked.mp4", $"{Picture} -c:v libx264 -preset veryfast -bf 2 -g 96 -pix_fmt yuv420p")]
    public async Task A_marked_segment_shows_the_mark_and_keeps_the_films_clock(string name, string arguments)
    {
        var segments = await StageAsync(Clips.Made(name, arguments));
        var segment = await OrderAsync("Ada Artist", segments, 2);

        await burner.EnsureAsync(segment, default);

        var clean = await JoinAsync($"hls/{segment.Version.Index}/{ScreenerFilm.Init}", $"hls/{segment.Version.Index}/{segment.Name}");
        var marked = await JoinAsync(InMade(MarkBurner.InitPathOf(segment)), InMade(MarkBurner.PathOf(segment)));
        Assert.Equal(await TimesAsync(clean), await TimesAsync(marked));
        Assert.True((await TimesAsync(marked)).Count > 90);

        var (before, after) = (await LumaAsync(clean), await LumaAsync(marked));
        Assert.Equal(before.Length, after.Length);
        var changed = Enumerable.Range(0, Width * Height).Count(pixel => Math.Abs(before[pixel] - after[pixel]) > 45);
        Assert.InRange(changed, 100, Width * Height / 10);
    }

    [Theory]
    [InlineData("%{pts} %{expr_int_format:1:d}")]
    [InlineData("':\\,;[v]drawbox=t=fill")]
    [InlineData("one\ntwo\r\nthree")]
    [InlineData("😀👩‍👩‍👧‍👦🏳️‍🌈")]
    [InlineData("שלום \u202eעולם")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public async Task Whatever_a_viewer_is_called_the_segment_plays(string name)
    {
        var segments = await StageAsync(Clips.Film);
        var segment = await OrderAsync(name, segments, 0);

        await burner.EnsureAsync(segment, default);

        Assert.Equal(48, (await TimesAsync(await JoinAsync(InMade(MarkBurner.InitPathOf(segment)), InMade(MarkBurner.PathOf(segment))))).Count);
    }

    [Fact]
    public async Task The_folder_of_the_words_may_be_called_anything()
    {
        await StageAsync(Clips.Film);
        var odd = Directory.CreateDirectory(Path.Combine(folder, "it's [a], b:c;d\\e%{pts}=f")).FullName;
        var (words, made) = (Path.Combine(odd, "words.txt"), Directory.CreateDirectory(Path.Combine(odd, "made")).FullName);
        await File.WriteAllTextAsync(words, "Ada");
        var clean = await JoinAsync("hls/0/init_0.mp4", "hls/0/s00000.m4s");

        var outcome = await tool.RunAsync(
            new ToolRun("ffmpeg", FfmpegArguments.Burn(clean, new BurntWords(words, 12, 0.5, 0.5), 500_000, made), ToolLimits.Probe) { Reads = [clean, words], Writes = made }, default);

        Assert.True(outcome.End == ToolEnd.Done, outcome.Errors);
    }

    [Fact]
    public async Task Many_who_ask_at_once_and_all_who_come_later_get_one_and_the_same()
    {
        var segments = await StageAsync(Clips.Film);
        var segment = await OrderAsync("Ada Artist", segments, 0);
        var before = storage.Written;

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => burner.EnsureAsync(segment, default)));
        await burner.EnsureAsync(segment, default);

        // The note of whose copy it is, the init segment, the segment.
        Assert.Equal(3, storage.Written - before);
    }

    [Fact]
    public async Task One_who_goes_takes_it_from_nobody_and_the_last_one_who_goes_ends_it()
    {
        var segments = await StageAsync(Clips.Film);
        var segment = await OrderAsync("Ada Artist", segments, 0);
        var arrived = new TaskCompletionSource();
        var held = new TaskCompletionSource();
        var seen = 0;
        storage.Before = async () =>
        {
            // Who asks first looks whether it is there, and then the one who makes it looks: that one is held.
            if (Interlocked.Increment(ref seen) != 2) return;

            arrived.TrySetResult();
            await held.Task;
        };
        using var first = new CancellationTokenSource();
        using var second = new CancellationTokenSource();
        var one = burner.EnsureAsync(segment, first.Token);
        await arrived.Task;
        var other = burner.EnsureAsync(segment, second.Token);

        await first.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one);
        Assert.False(other.IsCompleted);
        await second.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => other);
        held.SetResult();
        storage.Mend();

        await burner.EnsureAsync(segment, default);
        Assert.NotNull(await disk.LengthAsync(MarkBurner.PathOf(segment), default));
    }

    [Fact]
    public async Task Without_ffmpeg_it_fails_and_leaves_nothing()
    {
        var segments = await StageAsync(Clips.Film);
        var segment = await OrderAsync("Ada Artist", segments, 0);
        using var lame = BurnerWith(new FfmpegTool(Options.Create(new MediaOptions { FfmpegFolder = folder }), NullLoggerFactory.Instance));

        await Assert.ThrowsAsync<InvalidOperationException>(() => lame.EnsureAsync(segment, default));

        Assert.Null(await disk.LengthAsync(MarkBurner.PathOf(segment), default));
        Assert.Null(await disk.LengthAsync(MarkBurner.InitPathOf(segment), default));
    }

    [Theory]
    [InlineData("bwrap")]
    [InlineData("/nowhere/bwrap")]
    public async Task One_that_is_killed_in_its_middle_leaves_nothing_and_is_made_when_it_is_asked_for_again(string bubblewrap)
    {
        var segments = await StageAsync(Clips.Film);
        var segment = await OrderAsync("Ada Artist", segments, 0);
        var mortal = new MortalFfmpeg(Path.Combine(folder, "tools"));
        using var burning = BurnerWith(await mortal.ToolAsync(bubblewrap));

        mortal.KillIn("drawtext");
        var killed = await Assert.ThrowsAsync<ToolFailedException>(() => burning.EnsureAsync(segment, default));
        var left = (await disk.LengthAsync(MarkBurner.PathOf(segment), default), await disk.LengthAsync(MarkBurner.InitPathOf(segment), default));
        mortal.Spare();
        await burning.EnsureAsync(segment, default);

        Assert.Contains("It was killed", killed.Message, StringComparison.Ordinal);
        Assert.Equal((null, null), left);
        Assert.Equal(48, (await TimesAsync(await JoinAsync(InMade(MarkBurner.InitPathOf(segment)), InMade(MarkBurner.PathOf(segment))))).Count);
    }

    [Theory]
    [InlineData("bwrap")]
    [InlineData("/nowhere/bwrap")]
    public async Task A_burn_that_hangs_is_ended_with_its_child_and_may_be_tried_again(string bubblewrap)
    {
        var segments = await StageAsync(Clips.Film);
        var segment = await OrderAsync("Ada Artist", segments, 0);
        var tools = StandIns.Write(folder, "ffmpeg", StandIns.Hang);
        using var lame = BurnerWith(new FfmpegTool(Options.Create(new MediaOptions { FfmpegFolder = tools, Bubblewrap = bubblewrap, StallSeconds = 1 }), NullLoggerFactory.Instance));

        var failure = await Assert.ThrowsAsync<ToolFailedException>(() => lame.EnsureAsync(segment, default).WaitAsync(TimeSpan.FromMinutes(1)));

        await StandIns.GoneAsync(tools);
        Assert.Equal((ToolEnd.Stalled, FailureKind.Transient), (failure.Outcome.End, FailureKinds.Of(failure)));
        Assert.Equal("ended with 137 (Stalled): ffmpeg gave no sign of life for 00:00:01 and was ended.", failure.Message.TrimEnd());
        await burner.EnsureAsync(segment, default);
        Assert.NotNull(await disk.LengthAsync(MarkBurner.PathOf(segment), default));
    }

    private static string InMade(string path) => string.Join('/', path.Split('/').Skip(2));

    private static async Task<List<string>> TimesAsync(string file)
    {
        var lines = await RunAsync("ffprobe", "-v", "error", "-show_entries", "packet=pts_time", "-of", "csv=p=0", file);
        return [.. System.Text.Encoding.ASCII.GetString(lines).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => double.Parse(line.TrimEnd(','), CultureInfo.InvariantCulture)).Order().Select(time => time.ToString("0.000", CultureInfo.InvariantCulture))];
    }

    private static Task<byte[]> LumaAsync(string file) => RunAsync("ffmpeg", "-v", "error", "-i", file, "-frames:v", "1", "-f", "rawvideo", "-pix_fmt", "gray", "-");

    private static async Task<byte[]> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
        using var output = new MemoryStream();
        await process.StandardOutput.BaseStream.CopyToAsync(output);
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return output.ToArray();
    }

    private MarkBurner BurnerWith(FfmpegTool ffmpeg) => new(world.Store, storage, new MarkedCopies(storage, world.Clock), ffmpeg, world.Clock, NullLogger<MarkBurner>.Instance);

    /// <summary>Makes the film play, as processing does.</summary>
    private async Task<IReadOnlyList<HlsSegment>> StageAsync(byte[] film)
    {
        using var content = new MemoryStream(film);
        await disk.WriteAsync(MediaPaths.Source(asset), content, default);
        var work = new StageWork(disk, new Vault(disk), [new HashInspector()], tool, Data);
        foreach (var stage in new[] { ProcessingStages.First, ProcessingStages.Ladder }) Assert.True((await work.RunAsync(new StageOrder(asset, stage, film.Length, Digest: null), default)).Succeeded);
        return HlsList.Read(await TextAsync("hls/0/i.m3u8"));
    }

    private async Task<SegmentToMark> OrderAsync(string viewer, IReadOnlyList<HlsSegment> segments, int position)
    {
        var version = ScreenerFilm.Choose(HlsList.ReadMaster(await TextAsync("hls/master.m3u8")))!;
        return new SegmentToMark(asset, (await world.PersonAsync(viewer)).UserId, "K7QX3M", version, segments[position].Name, segments[position].Seconds, position);
    }

    private async Task<string> TextAsync(string name) => await File.ReadAllTextAsync(disk.LocalFile($"{MediaPaths.Made(asset)}/{name}")!);

    private async Task<string> JoinAsync(params string[] names)
    {
        var file = Path.Combine(folder, $"{Guid.CreateVersion7():N}.mp4");
        await using var joined = File.Create(file);
        foreach (var name in names) await joined.WriteAsync(await File.ReadAllBytesAsync(disk.LocalFile($"{MediaPaths.Made(asset)}/{name}")!));
        return file;
    }
}
