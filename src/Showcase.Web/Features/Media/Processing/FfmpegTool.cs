using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Showcase.Web.Features.Media.Processing;

/// <summary>
/// Runs ffmpeg and ffprobe as child processes: arguments as a list, no shell, low priority, shut in (<see cref="Sandbox"/>), and ended whatever
/// they do (<see cref="ToolProcess"/>).
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
        if (run.IsFfmpeg) run = run with { Arguments = ["-progress", "pipe:1", "-nostats", .. run.Arguments] };
        return await ToolProcess.RunAsync(sandbox.Wrap(kind, program, run), run, options.Value.Patience, token);
    }

    private string? Find(string name)
    {
        if (OperatingSystem.IsWindows()) name += ".exe";
        return Sandbox.Find(options.Value.FfmpegFolder is { Length: > 0 } own ? Path.Combine(Path.GetFullPath(own), name) : name);
    }
}
