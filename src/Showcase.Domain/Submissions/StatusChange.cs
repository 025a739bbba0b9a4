namespace Showcase.Domain.Submissions;

/// <summary>One step in a submission's life.</summary>
public sealed class StatusChange(SubmissionState state, DateTimeOffset at, Guid by, string? reason = null) : Entity
{
    public SubmissionState State { get; private set; } = state;

    public DateTimeOffset At { get; private set; } = at;

    /// <summary>The person who took the step.</summary>
    public Guid By { get; private set; } = by;

    public string? Reason { get; private set; } = reason;
}
