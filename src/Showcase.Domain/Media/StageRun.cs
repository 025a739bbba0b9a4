namespace Showcase.Domain.Media;

public enum RunOutcome
{
    Running,
    Done,

    /// <summary>The file is no good.</summary>
    Refused,

    /// <summary>Tried again later.</summary>
    Retried,

    Failed,

    /// <summary>The server was stopped.</summary>
    Interrupted,

    /// <summary>The worker went silent: its server was killed or lost.</summary>
    Lost,

    Cancelled,
}

/// <summary>One attempt at a stage, for whoever must find out what went wrong.</summary>
public sealed class StageRun : Entity
{
    public const int ComplaintLength = 2000;

    private StageRun()
    {
    }

    public StageRun(Guid assetId, ProcessingStage stage)
    {
        ArgumentNullException.ThrowIfNull(stage);
        (AssetId, Stage, StageVersion, Attempt, BeganAt) = (assetId, stage.Name, stage.StageVersion, stage.Attempts, stage.StartedAt!.Value);
    }

    public Guid AssetId { get; private set; }

    public string Stage { get; private set; } = "";

    public int StageVersion { get; private set; }

    public int Attempt { get; private set; }

    public DateTimeOffset BeganAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public RunOutcome Outcome { get; private set; }

    /// <summary>Of the last tool that ran; null where none did.</summary>
    public int? ExitCode { get; private set; }

    /// <summary>A refusal's code, or the last lines of what went wrong.</summary>
    public string? Complaint { get; private set; }

    public void End(RunOutcome outcome, int? exitCode, string? complaint, DateTimeOffset now)
    {
        (Outcome, ExitCode, EndedAt) = (outcome, exitCode, now);
        Complaint = complaint is { Length: > ComplaintLength } ? complaint[^ComplaintLength..] : complaint;
    }
}
