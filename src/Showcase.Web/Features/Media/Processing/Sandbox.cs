using System.Globalization;
using Microsoft.Extensions.Options;

namespace Showcase.Web.Features.Media.Processing;

internal enum SandboxKind
{
    /// <summary>No network, no file but the film and its output, limits: prlimit and bubblewrap.</summary>
    Full,

    /// <summary>Limits alone: prlimit.</summary>
    LimitsOnly,

    /// <summary>This system knows neither.</summary>
    None,
}

/// <summary>
/// Shuts ffmpeg in with the one film it works on: decoders read what strangers send, and one of them will have a hole some day.
/// Where bubblewrap is missing, or the system lets nobody make namespaces, limits alone must do; the log and the health page say so.
/// </summary>
internal sealed partial class Sandbox(IOptions<MediaOptions> options, ILogger<Sandbox> log)
{
    internal const string LimitsOnlyWords =
        "ffmpeg runs with limits, but not shut off from files and network: bubblewrap is missing or may not make namespaces here. "
        + "Install it with 'apt-get install bubblewrap' and allow user namespaces.";

    internal const string NoneWords = "ffmpeg runs without any limits: this system has neither prlimit nor bubblewrap. Process films of strangers on Linux.";

    private const int MostFiles = 256;
    private const int MostProcesses = 4096;

    // Programs, their libraries, what resolves them, and the fonts that names are burnt in with.
    private static readonly string[] Visible =
        ["/usr/bin", "/usr/lib", "/usr/lib64", "/usr/local/bin", "/usr/local/lib", "/usr/share/fonts", "/bin", "/lib", "/lib64", "/etc/alternatives", "/etc/ld.so.cache", "/etc/fonts", "/var/cache/fontconfig"];

    private readonly Lock looking = new();
    private Task<SandboxKind>? kind;

    /// <summary>What this machine can do, tried out once. Throws where the trial hangs or is killed: a bad moment must not take the walls away for good.</summary>
    public Task<SandboxKind> KindAsync(string probe)
    {
        lock (looking)
        {
            if (kind is { IsFaulted: true }) kind = null;
            return kind ??= LookAsync(probe);
        }
    }

    /// <summary>The command that runs <paramref name="program"/> shut in, its own arguments last.</summary>
    public IReadOnlyList<string> Wrap(SandboxKind with, string program, ToolRun run)
    {
        List<string> command = Find("nice") is { } nice ? [nice, "-n", "10"] : [];
        if (with != SandboxKind.None) command.AddRange(Limited(run.Limits));
        if (with == SandboxKind.Full) command.AddRange([Find(options.Value.Bubblewrap)!, .. Walls(program, run)]);
        else if (Find("setpriv") is { } setpriv) command.AddRange([setpriv, "--pdeathsig", "KILL", "--"]);
        return [.. command, program, .. run.Arguments];
    }

    private static List<string> Limited(ToolLimits limits)
    {
        string Number(double number) => ((long)Math.Ceiling(number)).ToString(CultureInfo.InvariantCulture);
        return
        [
            Find("prlimit")!, $"--as={Number(limits.AddressSpace)}", $"--cpu={Number(limits.Processor.TotalSeconds)}", $"--fsize={Number(limits.FileSize)}",
            $"--nofile={MostFiles}", $"--nproc={MostProcesses}", "--core=0", "--",
        ];
    }

    private static List<string> Walls(string program, ToolRun run)
    {
        // What is shown lies on top of the empty /tmp: the tools may be there, as the film may.
        List<string> walls = ["--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL", "--clearenv", "--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"];
        foreach (var path in Visible.Append(Path.GetDirectoryName(program)!).Distinct(StringComparer.Ordinal))
        {
            // Debian's /lib is a link into /usr.
            if (new DirectoryInfo(path) is { Exists: true, LinkTarget: { } target }) walls.AddRange(["--symlink", target, path]);
            else walls.AddRange(["--ro-bind-try", path, path]);
        }

        if (run.Writes is { } folder) walls.AddRange(["--bind", folder, folder]);
        foreach (var path in run.Reads) walls.AddRange(["--ro-bind", path, path]);
        return [.. walls, "--"];
    }

    internal static string? Find(string name)
    {
        if (Path.IsPathRooted(name)) return File.Exists(name) ? name : null;

        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
    }

    private async Task<SandboxKind> LookAsync(string probe)
    {
        if (!OperatingSystem.IsLinux() || Find("prlimit") is null)
        {
            LogWords(NoneWords);
            return SandboxKind.None;
        }

        if (Find(options.Value.Bubblewrap) is not null)
        {
            var trial = new ToolRun("ffprobe", ["-version"], ToolLimits.Probe);
            var tried = await ToolProcess.RunAsync(Wrap(SandboxKind.Full, probe, trial), trial, options.Value.Patience, CancellationToken.None);
            if (tried.End is ToolEnd.Stalled or ToolEnd.OverLimit) throw new ToolFailedException(tried);
            if (tried.End == ToolEnd.Done) return SandboxKind.Full;
        }

        LogWords(LimitsOnlyWords);
        return SandboxKind.LimitsOnly;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Words}")]
    private partial void LogWords(string words);
}
