using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Showcase.Web.Features.Media.Processing;

/// <summary>
/// Runs ffmpeg and ffprobe as child processes: arguments as a list, no shell, low priority, killed with their children when they
/// stall, take too long, or are no longer wanted.
/// </summary>
public sealed class FfmpegTool(IOptions<MediaOptions> options) : IHealthCheck
{
    private const int MostErrorText = 2000;
    private static readonly TimeSpan Stall = TimeSpan.FromSeconds(60);

    /// <summary>What is missing, and how it is mended: for the log and the health page.</summary>
    internal const string Missing =
        "ffmpeg or ffprobe is not installed: uploaded films wait until it is. Install it with 'apt-get install ffmpeg' (Debian, Ubuntu), 'brew install ffmpeg' (macOS) "
        + "or 'winget install ffmpeg' (Windows), or name its folder in the setting Media:FfmpegFolder.";

    public bool IsAvailable => Find("ffmpeg") is not null && Find("ffprobe") is not null;

    /// <summary>Whether this process should do the processing and cannot.</summary>
    public bool IsMissing => options.Value.Process && !IsAvailable;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        IsMissing ? HealthCheckResult.Unhealthy(Missing)
        : options.Value.Process ? HealthCheckResult.Healthy("ffmpeg and ffprobe are there.")
        : HealthCheckResult.Healthy("Films are processed elsewhere."));

    public Task<ToolOutcome> ProbeAsync(IReadOnlyList<string> arguments, CancellationToken token) =>
        RunAsync("ffprobe", arguments, TimeSpan.FromMinutes(2), null, token);

    /// <param name="arguments">Without <c>-progress</c>, which is added where <paramref name="progress"/> is wanted.</param>
    /// <param name="most">The longest that it may take.</param>
    /// <param name="progress">Hears how far into the film it is.</param>
    /// <param name="token">Kills it.</param>
    public Task<ToolOutcome> TranscodeAsync(IReadOnlyList<string> arguments, TimeSpan most, Action<TimeSpan>? progress, CancellationToken token) =>
        RunAsync("ffmpeg", progress is null ? arguments : ["-progress", "pipe:1", "-nostats", .. arguments], most, progress, token);

    private async Task<ToolOutcome> RunAsync(string name, IReadOnlyList<string> arguments, TimeSpan most, Action<TimeSpan>? progress, CancellationToken token)
    {
        var program = Find(name) ?? throw new InvalidOperationException($"{name} is not installed.");
        var nice = Find("nice", inOwnFolder: false);
        var start = new ProcessStartInfo(nice ?? program, nice is null ? arguments : ["-n", "10", program, .. arguments])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(token);
        using var stalled = new CancellationTokenSource(Stall);
        ending.CancelAfter(most);
        await using var kill = ending.Token.Register(() => Kill(process));
        await using var killStalled = stalled.Token.Register(() => Kill(process));

        var errors = ReadErrorsAsync(process.StandardError);
        var output = progress is null ? await process.StandardOutput.ReadToEndAsync(CancellationToken.None) : await FollowAsync(process.StandardOutput, progress, stalled);
        await process.WaitForExitAsync(CancellationToken.None);
        token.ThrowIfCancellationRequested();
        if (ending.IsCancellationRequested || stalled.IsCancellationRequested) return new ToolOutcome(-1, output, $"{name} stalled or took longer than {most}.");

        return new ToolOutcome(process.ExitCode, output, await errors);
    }

    private static async Task<string> FollowAsync(StreamReader output, Action<TimeSpan> progress, CancellationTokenSource stalled)
    {
        var last = TimeSpan.Zero;
        while (await output.ReadLineAsync() is { } line)
        {
            if (!line.StartsWith("out_time_us=", StringComparison.Ordinal)) continue;
            if (!long.TryParse(line.AsSpan(12), NumberStyles.Integer, CultureInfo.InvariantCulture, out var microseconds)) continue;

            var at = TimeSpan.FromMicroseconds(microseconds);
            if (at <= last) continue;
            last = at;
            stalled.CancelAfter(Stall);
            progress(at);
        }

        return "";
    }

    private static async Task<string> ReadErrorsAsync(StreamReader errors)
    {
        var tail = "";
        while (await errors.ReadLineAsync() is { } line)
        {
            tail += line + "\n";
            if (tail.Length > MostErrorText) tail = tail[^MostErrorText..];
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

    private string? Find(string name, bool inOwnFolder = true)
    {
        if (OperatingSystem.IsWindows()) name += ".exe";
        var folders = inOwnFolder && options.Value.FfmpegFolder is { Length: > 0 } own ? [own] : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
    }
}

/// <summary>What a tool said: its exit code, 0 for success, what it wrote, and the end of its complaints.</summary>
public sealed record ToolOutcome(int ExitCode, string Output, string Errors);
