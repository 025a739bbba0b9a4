using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Showcase.Web.Features.Media;
using Showcase.Web.Features.Media.Processing;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Media.Processing;

/// <summary>What a decoder that was taken over by a film could still do.</summary>
public sealed class SandboxTests : IDisposable
{
    private static readonly string[] Endless = ["-v", "error", "-f", "lavfi", "-i", "testsrc2=s=640x360:r=60"];

    private readonly string folder = Directory.CreateTempSubdirectory("showcase-sandbox-").FullName;
    private readonly FfmpegTool tool = With(new MediaOptions());

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task It_reads_no_file_but_the_film_and_sees_nothing_of_the_environment()
    {
        var secret = Path.Combine(folder, "secret.mp4");
        File.Copy(Clips.FilmFile, secret);

        var film = await tool.RunAsync(Probe(Clips.FilmFile), default);
        var other = await tool.RunAsync(new ToolRun("ffprobe", ["-v", "error", secret], ToolLimits.Probe) { Reads = [Clips.FilmFile] }, default);
        var environment = await tool.RunAsync(new ToolRun("ffprobe", ["-v", "error", "-f", "u8", "/proc/1/environ"], ToolLimits.Probe), default);

        Assert.Equal(ToolEnd.Done, film.End);
        Assert.Contains("No such file", other.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("PATH", environment.Output + environment.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_reaches_no_address_even_where_ffmpeg_would_let_it()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/film.mp4";

        var outcome = await tool.RunAsync(new ToolRun("ffprobe", ["-v", "error", "-protocol_whitelist", "file,http,tcp", address], ToolLimits.Probe), default);

        Assert.Equal(ToolEnd.Failed, outcome.End);
        Assert.False(listener.Pending());
    }

    [Fact]
    public async Task It_writes_nowhere_but_into_its_folder()
    {
        var film = Path.Combine(folder, "film.mp4");
        File.Copy(Clips.FilmFile, film);
        var own = Directory.CreateDirectory(Path.Combine(folder, "out")).FullName;

        await tool.RunAsync(new ToolRun("ffmpeg", [.. Endless, "-frames:v", "1", "-y", film], ToolLimits.Probe) { Reads = [film], Writes = own }, default);
        await tool.RunAsync(new ToolRun("ffmpeg", [.. Endless, "-frames:v", "1", "-y", Path.Combine(folder, "beside.mp4")], ToolLimits.Probe) { Reads = [film], Writes = own }, default);
        var allowed = await tool.RunAsync(new ToolRun("ffmpeg", [.. Endless, "-frames:v", "1", "-y", Path.Combine(own, "own.mp4")], ToolLimits.Probe) { Reads = [film], Writes = own }, default);

        Assert.Equal(ToolEnd.Done, allowed.End);
        Assert.Equal(Clips.Film, await File.ReadAllBytesAsync(film));
        Assert.Equal(["film.mp4", "out", "own.mp4"], Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_never_ends_is_ended_by_its_processor_time()
    {
        var outcome = await tool.RunAsync(new ToolRun("ffmpeg", [.. Endless, "-f", "null", "-"], ToolLimits.Probe with { Processor = TimeSpan.FromSeconds(1) }), default);

        Assert.Equal(ToolEnd.OverLimit, outcome.End);
    }

    [Fact]
    public async Task What_grows_without_end_is_ended_by_its_size()
    {
        var file = Path.Combine(folder, "large.avi");
        var limits = ToolLimits.Probe with { FileSize = 1_000_000 };

        var outcome = await tool.RunAsync(new ToolRun("ffmpeg", [.. Endless, "-c:v", "rawvideo", file], limits) { Writes = folder }, default);

        Assert.Equal(ToolEnd.OverLimit, outcome.End);
        Assert.True(new FileInfo(file).Length <= 1_000_000);
    }

    [Fact]
    public async Task What_wants_too_much_memory_is_refused_it()
    {
        var limits = ToolLimits.Probe with { AddressSpace = 700_000_000 };

        var outcome = await tool.RunAsync(new ToolRun("ffmpeg", ["-v", "error", "-f", "lavfi", "-i", "color=s=8192x8192", "-frames:v", "2", "-c:v", "libx264", "-preset", "ultrafast", "-f", "null", "-"], limits), default);

        Assert.Equal(ToolEnd.OverLimit, outcome.End);
    }

    [Fact]
    public async Task What_makes_no_progress_is_killed()
    {
        var pipe = Path.Combine(folder, "pipe");
        using (var make = Process.Start("mkfifo", pipe)) await make.WaitForExitAsync();
        var run = new ToolRun("ffmpeg", ["-v", "error", "-f", "s16le", "-i", pipe, "-f", "null", "-"], ToolLimits.Probe) { Reads = [pipe] };

        Assert.Equal(ToolEnd.Stalled, (await With(new MediaOptions { StallSeconds = 3 }).RunAsync(run, default)).End);
    }

    [Theory]
    [InlineData("tr '\\0' x < /dev/zero", ToolEnd.OverLimit, "ffprobe said more than is kept of it and was ended.")]
    [InlineData("tr '\\0' x < /dev/zero | head -c 50000000 >&2; exit 1", ToolEnd.Failed, "xxx")]
    public async Task What_a_tool_says_without_end_is_not_kept(string says, object end, string begin)
    {
        var outcome = await With(new MediaOptions { FfmpegFolder = StandIns.Write(folder, "ffprobe", $"case \"$*\" in *-version*) exit 0;; esac; {says}") }).RunAsync(Probe(Clips.FilmFile), default);

        Assert.Equal((ToolEnd)end, outcome.End);
        Assert.StartsWith(begin, outcome.Errors, StringComparison.Ordinal);
        Assert.InRange(outcome.Output.Length + outcome.Errors.Length, 0, 2100);
    }

    [Fact]
    public async Task A_child_that_a_tool_left_behind_holds_nobody_up()
    {
        var lame = With(new MediaOptions { FfmpegFolder = StandIns.Write(folder, "ffprobe", "sleep 30 & exit 0"), Bubblewrap = "/nowhere/bwrap", StallSeconds = 1 });

        Assert.Equal(ToolEnd.Stalled, (await lame.RunAsync(Probe(Clips.FilmFile), default)).End);
    }

    [Fact]
    public async Task A_trial_of_the_walls_that_hangs_does_not_take_them_away()
    {
        var options = new MediaOptions { FfmpegFolder = StandIns.Write(folder, "ffprobe", "exec sleep 86400"), StallSeconds = 1 };
        var lame = With(options);

        await Assert.ThrowsAsync<ToolFailedException>(() => lame.RunAsync(Probe(Clips.FilmFile), default));
        (options.FfmpegFolder, options.StallSeconds) = (null, 60);
        var database = await lame.RunAsync(new ToolRun("ffprobe", ["-v", "error", Clips.FilmFile], ToolLimits.Probe), default);

        Assert.Contains("No such file", database.Errors, StringComparison.Ordinal);
    }

    /// <summary>A stand-in answers which of the files that it is told of it can read.</summary>
    [Theory]
    [InlineData("bwrap", false)]
    [InlineData("/nowhere/bwrap", true)]
    public async Task A_run_that_is_told_to_read_the_database_or_any_other_file_of_the_machine_finds_none_but_its_own(string bubblewrap, bool findsAll)
    {
        var film = Path.Combine(folder, "film.mp4");
        File.Copy(Clips.FilmFile, film);
        string[] own = ["showcase.db", "showcase.db-wal", "media-signing.key", "media/renditions/other/gallery.mp4"];
        foreach (var name in own)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, name))!);
            await File.WriteAllTextAsync(Path.Combine(folder, name), "a secret");
        }

        var tools = StandIns.Write(Directory.CreateTempSubdirectory("showcase-tools-").FullName, "ffprobe", "case \"$*\" in *-version*) exit 0;; esac; for file in \"$@\"; do head -c 1 \"$file\" > /dev/null 2>&1 && echo \"$file\"; done; exit 0");
        string[] told = [film, .. own.Select(name => Path.Combine(folder, name)), "/etc/passwd", "/etc/hostname", $"/proc/{Environment.ProcessId}/environ", typeof(SandboxTests).Assembly.Location];

        var outcome = await With(new MediaOptions { FfmpegFolder = tools, Bubblewrap = bubblewrap }).RunAsync(new ToolRun("ffprobe", told, ToolLimits.Probe) { Reads = [film] }, default);

        Directory.Delete(Path.GetDirectoryName(tools)!, recursive: true);
        var found = outcome.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(findsAll ? told.Where(File.Exists) : [film], found);
    }

    [Theory]
    [InlineData(nameof(SandboxKind.Full))]
    [InlineData(nameof(SandboxKind.LimitsOnly))]
    public async Task It_dies_with_the_server(string kind)
    {
        var sandbox = new Sandbox(Options.Create(new MediaOptions()), NullLogger<Sandbox>.Instance);
        var file = Path.Combine(folder, "growing.avi");
        var run = new ToolRun("ffmpeg", ["-nostdin", .. Endless, "-c:v", "mjpeg", file], ToolLimits.Probe) { Writes = folder };
        var command = sandbox.Wrap(Enum.Parse<SandboxKind>(kind), Sandbox.Find("ffmpeg")!, run);
        using var server = Process.Start(new ProcessStartInfo("sh", ["-c", "\"$@\" & echo $!; wait", "sh", .. command]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        using var child = Process.GetProcessById(int.Parse((await server.StandardOutput.ReadLineAsync())!, System.Globalization.CultureInfo.InvariantCulture));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!File.Exists(file) || new FileInfo(file).Length == 0) await Task.Delay(50, patience.Token);

        server.Kill();

        await child.WaitForExitAsync(patience.Token);
        long before;
        do
        {
            before = new FileInfo(file).Length;
            await Task.Delay(200, patience.Token);
        }
        while (new FileInfo(file).Length != before);
    }

    private static FfmpegTool With(MediaOptions options) => new(Options.Create(options), NullLoggerFactory.Instance);

    private static ToolRun Probe(string file) => new("ffprobe", FfmpegArguments.Probe(file), ToolLimits.Probe) { Reads = [file] };
}
