using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Showcase.Web.Features.Media.Processing;

/// <summary>
/// Runs ffmpeg and ffprobe as child processes: arguments as a list, no shell, low priority, shut in (<see cref="Sandbox"/>), killed
/// when they stall, take too long, or are no longer wanted. They die with this process.
/// </summary>
public sealed class FfmpegTool : IHealthCheck
{
    /// <summary>What is missing, and how it is mended: for the log and the health page.</summary>
    internal const string Missing =
        "ffmpeg or ffprobe is not installed: uploaded films wait until it is. Install it with 'apt-get install ffmpeg' (Debian, Ubuntu), 'brew install ffmpeg' (macOS) "
        + "or 'winget install ffmpeg' (Windows), or name its folder in the setting Media:FfmpegFolder.";

    private readonly IOptions<MediaOptions> options;
    private readonly Sandbox sandbox;

    public FfmpegTool(IOptions<MediaOptions> options, ILoggerFactory logs) => (this.options, sandbox) = (options, new Sandbox(options, logs.CreateLogger<Sandbox>()));

    public bool IsAvailable => Find("ffmpeg") is not null && Find("ffprobe") is not null;

    /// <summary>Whether this process should do the processing and cannot.</summary>
    public bool IsMissing => options.Value.Process && !IsAvailable;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!options.Value.Process) return HealthCheckResult.Healthy("Films are processed elsewhere.");
        if (!IsAvailable) return HealthCheckResult.Unhealthy(Missing);

        return await sandbox.KindAsync(Find("ffprobe")!) switch
        {
            SandboxKind.Full => HealthCheckResult.Healthy("ffmpeg and ffprobe are there, and run shut off from files and network."),
            SandboxKind.LimitsOnly => HealthCheckResult.Degraded(Sandbox.LimitsOnlyWords),
            _ => HealthCheckResult.Degraded(Sandbox.NoneWords),
        };
    }

    internal async Task<ToolOutcome> RunAsync(ToolRun run, CancellationToken token)
    {
        var program = Find(run.Program) ?? throw new InvalidOperationException($"{run.Program} is not installed.");
        var kind = await sandbox.KindAsync(Find("ffprobe") ?? program);
        if (run.Progress is not null) run = run with { Arguments = ["-progress", "pipe:1", "-nostats", .. run.Arguments] };
        var command = sandbox.Wrap(kind, program, run);
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false,
        };
        using var process = await ChildLauncher.StartAsync(start);
        process.StandardInput.Close();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(token);
        using var stalled = new CancellationTokenSource(run.Progress is null ? Timeout.InfiniteTimeSpan : run.Limits.Stall);
        ending.CancelAfter(run.Limits.Wall);
        await using var kill = ending.Token.Register(() => Kill(process));
        await using var killStalled = stalled.Token.Register(() => Kill(process));

        var errors = ReadErrorsAsync(process.StandardError, run.KeptErrors);
        var output = run.Progress is null ? await process.StandardOutput.ReadToEndAsync(CancellationToken.None) : await FollowAsync(process.StandardOutput, run, stalled);
        await process.WaitForExitAsync(CancellationToken.None);
        token.ThrowIfCancellationRequested();
        if (process.ExitCode == 0) return ToolOutcome.Of(0, output, await errors);
        if (stalled.IsCancellationRequested) return new ToolOutcome(ToolEnd.Stalled, process.ExitCode, output, $"{run.Program} made no progress for {run.Limits.Stall}. {await errors}");
        if (ending.IsCancellationRequested) return new ToolOutcome(ToolEnd.OverLimit, process.ExitCode, output, $"{run.Program} took longer than {run.Limits.Wall}. {await errors}");

        return ToolOutcome.Of(process.ExitCode, output, await errors);
    }

    /// <summary>Any number that grows, of frames or of microseconds, says that it is alive.</summary>
    private static async Task<string> FollowAsync(StreamReader output, ToolRun run, CancellationTokenSource stalled)
    {
        var (frames, microseconds) = (0L, 0L);
        while (await output.ReadLineAsync() is { } line)
        {
            if (!Grows(line, "frame=", ref frames) && !Grows(line, "out_time_us=", ref microseconds)) continue;

            stalled.CancelAfter(run.Limits.Stall);
            run.Progress!(run.FrameRate > 0 ? TimeSpan.FromSeconds(frames / run.FrameRate) : TimeSpan.FromMicroseconds(microseconds));
        }

        return "";
    }

    private static bool Grows(string line, string name, ref long number)
    {
        if (!line.StartsWith(name, StringComparison.Ordinal) || !long.TryParse(line.AsSpan(name.Length), NumberStyles.Integer, CultureInfo.InvariantCulture, out var now) || now <= number) return false;

        number = now;
        return true;
    }

    private static async Task<string> ReadErrorsAsync(StreamReader errors, int most)
    {
        var tail = "";
        while (await errors.ReadLineAsync() is { } line)
        {
            tail += line + "\n";
            if (tail.Length > most) tail = tail[^most..];
        }

        return tail.Trim();
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
    }

    private string? Find(string name)
    {
        if (OperatingSystem.IsWindows()) name += ".exe";
        return Sandbox.Find(options.Value.FfmpegFolder is { Length: > 0 } own ? Path.Combine(Path.GetFullPath(own), name) : name);
    }
}
