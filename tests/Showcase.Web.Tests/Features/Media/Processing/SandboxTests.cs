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
    private readonly FfmpegTool tool = new(Options.Create(new MediaOptions()), NullLoggerFactory.Instance);

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
        var run = new ToolRun("ffmpeg", ["-v", "error", "-f", "s16le", "-i", pipe, "-f", "null", "-"], ToolLimits.Probe with { Stall = TimeSpan.FromSeconds(1) }) { Reads = [pipe], Progress = _ => { } };

        Assert.Equal(ToolEnd.Stalled, (await tool.RunAsync(run, default)).End);
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

    private static ToolRun Probe(string file) => new("ffprobe", FfmpegArguments.Probe(file), ToolLimits.Probe) { Reads = [file] };
}
