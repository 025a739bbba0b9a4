namespace Showcase.Web.Features.Media.Processing;

/// <summary>One run of ffmpeg or ffprobe: what it is told, what it may read and write, and how much it may use.</summary>
internal sealed record ToolRun(string Program, IReadOnlyList<string> Arguments, ToolLimits Limits)
{
    /// <summary>Files and folders that it sees, and cannot change. It sees nothing else of this installation.</summary>
    public IReadOnlyList<string> Reads { get; init; } = [];

    /// <summary>The one folder it may write into.</summary>
    public string? Writes { get; init; }

    /// <summary>Hears how far into the film ffmpeg is.</summary>
    public Action<TimeSpan> Progress { get; init; } = _ => { };

    /// <summary>Frames a second of what is encoded: its place in the film is counted in frames then. The clock of HLS output stands still for long.</summary>
    public double FrameRate { get; init; }

    public bool IsFfmpeg => Program == "ffmpeg";

    /// <summary>Characters of what it says on the error stream that are kept, the last ones.</summary>
    public int KeptErrors { get; init; } = 2000;
}

/// <summary>What a run may use before it is ended. A film that a stranger made to cost more than it is worth ends here.</summary>
internal sealed record ToolLimits(TimeSpan Wall, TimeSpan Processor, long AddressSpace, long FileSize)
{
    private const long Gigabyte = 1024L * 1024 * 1024;
    private const long SmallestFile = 64 * 1024 * 1024;
    private const int LargePicture = 1920 * 1200;

    /// <summary>Reading headers takes a fraction of a second. What keeps it busy is to meet this limit before it seems to hang.</summary>
    public static ToolLimits Probe { get; } = new(TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(20), 2 * Gigabyte, SmallestFile);

    /// <summary>For one picture of the most pixels that are taken, sixteen bits a colour.</summary>
    public static ToolLimits Picture { get; } = new(TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(60), 2 * Gigabyte, SmallestFile);

    /// <summary>For work on so much of a film of this picture and file size.</summary>
    public static ToolLimits For(TimeSpan duration, int width, int height, long size) => new(
        TimeSpan.FromMinutes(5) + (60 * duration),
        TimeSpan.FromSeconds(60) + (30 * duration),
        ((long)width * height > LargePicture ? 4 : 2) * Gigabyte,
        Math.Max(SmallestFile, 2 * size));

    /// <summary>For the one more attempt that a run gets that was ended by its limits.</summary>
    public ToolLimits Doubled() => this with { Wall = 2 * Wall, Processor = 2 * Processor, AddressSpace = 2 * AddressSpace, FileSize = 2 * FileSize };
}

internal enum ToolEnd
{
    Done,

    /// <summary>It gave up by itself and said why: the file is to blame.</summary>
    Failed,

    /// <summary>It went over a limit, or was killed for want of memory.</summary>
    OverLimit,

    /// <summary>It hung: it gave no sign of life for as long as it may.</summary>
    Stalled,

    /// <summary>This machine let it down: no room, a disk that fails, a sandbox that does not start, somebody who ended it.</summary>
    Hindered,
}

/// <summary>What a tool said: how it ended, its exit code, what it wrote, and the end of its complaints.</summary>
internal sealed record ToolOutcome(ToolEnd End, int ExitCode, string Output, string Errors)
{
    private const int Killed = 128 + 9;

    // A shell's way to tell that a signal ended a child: 128 and the signal's number; KILL (also at the processor limit), XCPU, XFSZ.
    private static readonly int[] LimitSignals = [Killed, 128 + 24, 128 + 25];

    private static readonly string[] LimitWords = ["Cannot allocate memory", "malloc of size", "File too large"];

    private static readonly string[] MachineWords =
    [
        "No space left", "Input/output error", "Resource temporarily unavailable", "Disk quota", "bwrap: ", "prlimit: ", "received signal",
    ];

    // HUP, INT and TERM, which nothing in a film can cause.
    private static readonly int[] MachineSignals = [128 + 1, 128 + 2, 128 + 15];

    /// <summary>By its limit of processor time, by the system, or by somebody: nobody can tell.</summary>
    public bool WasKilled => ExitCode == Killed;

    public static ToolOutcome Of(int exitCode, string output, string errors) => new(EndOf(exitCode, errors), exitCode, output, $"{WordsOf(exitCode)}{errors}".Trim());

    /// <summary>What is killed says nothing itself.</summary>
    private static string WordsOf(int exitCode) =>
        exitCode == Killed ? "It was killed: by its limit of processor time, by the system for want of memory, or by somebody. "
        : LimitSignals.Contains(exitCode) || MachineSignals.Contains(exitCode) ? $"It was ended by signal {exitCode - 128}. " : "";

    /// <summary>A decoder that found no memory for a picture, or takes it to be damaged, left it out, and the run succeeded nevertheless.</summary>
    public bool LeftOut => End == ToolEnd.Done && Errors.Contains("get_buffer() failed", StringComparison.Ordinal);

    private static ToolEnd EndOf(int exitCode, string errors) =>
        exitCode == 0 ? ToolEnd.Done
        : LimitSignals.Contains(exitCode) || LimitWords.Any(words => errors.Contains(words, StringComparison.Ordinal)) ? ToolEnd.OverLimit
        : MachineSignals.Contains(exitCode) || MachineWords.Any(words => errors.Contains(words, StringComparison.Ordinal)) ? ToolEnd.Hindered
        : ToolEnd.Failed;
}
