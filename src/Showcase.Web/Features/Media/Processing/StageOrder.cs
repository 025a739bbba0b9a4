namespace Showcase.Web.Features.Media.Processing;

/// <summary>One attempt at a stage: of which asset, under which rules, and who hears how far it is.</summary>
internal sealed record StageOrder(Guid AssetId, string Stage, long Size, string? Digest)
{
    /// <summary>Names the folder in which another attempt at the same work goes on, and the ladder goes on from the first version.</summary>
    public string Key => $"{(Stage == ProcessingStages.First ? ProcessingStages.Ladder : Stage)}-{ProcessingStages.VersionOf(Stage)}-{Digest?[..16] ?? "new"}";

    /// <summary>Which set of folders the film is put into.</summary>
    public int Making { get; init; } = ProcessingStages.Making;

    /// <summary>An attempt before was ended by its limits.</summary>
    public bool NeedsMore { get; init; }

    /// <summary>The probe saw that the film's pictures are made of fields, whatever the file says.</summary>
    public bool IsInterlaced { get; init; }

    /// <summary>How long the film runs that a sound file describes; null where it does not play, and for films themselves.</summary>
    public TimeSpan? FilmRuntime { get; init; }

    /// <summary>How long a sound file was when it was listened to; null before, and for films.</summary>
    public TimeSpan? Heard { get; init; }

    public Action<int> Report { get; init; } = _ => { };

    /// <summary>What the last tool said, for the log of the run.</summary>
    public ToolOutcome? Said { get; set; }
}

/// <summary>A tool that ended otherwise than it should.</summary>
internal sealed class ToolFailedException(ToolOutcome outcome) : Exception($"ended with {outcome.ExitCode} ({outcome.End}): {outcome.Errors}")
{
    public ToolOutcome Outcome { get; } = outcome;
}

/// <summary>The file is not the one whose digest is known: somebody has put another into its place, or it has rotted.</summary>
internal sealed class SourceChangedException() : Exception("Media.SourceChanged");

/// <summary>The uploaded file on this machine, and what the probe says of it.</summary>
internal sealed record SourceFile(string Path, SourceProbe Probe)
{
    public TimeSpan Duration => Probe.Facts.Duration;

    public ToolLimits LimitsFor(TimeSpan duration) => ToolLimits.For(duration, Probe.Facts.Width, Probe.Facts.Height, new FileInfo(Path).Length);
}
