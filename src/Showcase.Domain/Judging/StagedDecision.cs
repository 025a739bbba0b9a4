using Showcase.Domain.Submissions;

namespace Showcase.Domain.Judging;

public enum DecisionOutcome
{
    Shortlisted,
    Selected,
    Waitlisted,
    Declined,
}

/// <summary>
/// What the organisers mean to decide on a submission. It is a note until it is applied, together with all others, once; then it waits with the
/// batch's letters, and the submission takes its state when these leave. A later decision on the same submission replaces it.
/// </summary>
public sealed class StagedDecision : AggregateRoot
{
    private StagedDecision()
    {
    }

    public Guid EditionId { get; private set; }

    public Guid SubmissionId { get; private set; }

    public DecisionOutcome Outcome { get; private set; }

    public DateTimeOffset StagedAt { get; private set; }

    public Guid StagedBy { get; private set; }

    public DateTimeOffset? AppliedAt { get; private set; }

    /// <summary>With which others it was applied; null while it is a note.</summary>
    public Guid? BatchId { get; private set; }

    /// <summary>When the submission took its state.</summary>
    public DateTimeOffset? ReleasedAt { get; private set; }

    /// <summary>Applied, and not to be read by the artist yet.</summary>
    public bool IsWaiting => AppliedAt is not null && ReleasedAt is null;

    public static Result<StagedDecision> Stage(Submission submission, DecisionOutcome outcome, Guid by, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(submission);
        var decision = new StagedDecision { EditionId = submission.EditionId, SubmissionId = submission.Id };
        var staged = decision.Restage(submission, outcome, by, now);
        return staged.Succeeded ? decision : staged.Refusal;
    }

    public Result Restage(Submission submission, DecisionOutcome outcome, Guid by, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(submission);
        if (IsWaiting) return LetterRefusals.WaitsForRelease;
        if (!submission.CanMoveTo(StateOf(outcome))) return new Refusal("Submissions.StepNotAllowed", submission.State, StateOf(outcome));

        (Outcome, StagedBy, StagedAt, AppliedAt, BatchId, ReleasedAt) = (outcome, by, now, null, null, null);
        return Result.Ok;
    }

    /// <summary>Seals it with the others of a batch. Refused the second time, and where the submission has moved on since.</summary>
    public Result Apply(Submission submission, Guid batchId, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(submission);
        if (AppliedAt is not null) return JudgingRefusals.AlreadyApplied;
        if (!submission.CanMoveTo(StateOf(Outcome))) return new Refusal("Submissions.StepNotAllowed", submission.State, StateOf(Outcome));

        (AppliedAt, BatchId) = (now, batchId);
        return Result.Ok;
    }

    /// <summary>Moves the submission, in the name of whoever applied it. Refused where the submission was withdrawn or moved while it waited.</summary>
    public Result Release(Submission submission, Guid by, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(submission);
        if (!IsWaiting) throw new InvalidOperationException("Only what was applied, and not released, is released.");
        if (submission.Move(StateOf(Outcome), now, by) is { Succeeded: false } refused) return refused;

        ReleasedAt = now;
        return Result.Ok;
    }

    /// <summary>Makes it a note again.</summary>
    public void Reopen()
    {
        if (!IsWaiting) throw new InvalidOperationException("What artists may have read is not taken back.");

        (AppliedAt, BatchId) = (null, null);
    }

    public static SubmissionState StateOf(DecisionOutcome outcome) => outcome switch
    {
        DecisionOutcome.Shortlisted => SubmissionState.Shortlisted,
        DecisionOutcome.Selected => SubmissionState.Selected,
        DecisionOutcome.Waitlisted => SubmissionState.Waitlisted,
        DecisionOutcome.Declined => SubmissionState.Declined,
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, null),
    };
}
