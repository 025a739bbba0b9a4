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
/// What the organisers mean to decide on a submission. It is a note until it is applied, together with all others, once; a
/// later decision on the same submission replaces it.
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
        if (!submission.CanMoveTo(StateOf(outcome))) return new Refusal("Submissions.StepNotAllowed", submission.State, StateOf(outcome));

        (Outcome, StagedBy, StagedAt, AppliedAt) = (outcome, by, now, null);
        return Result.Ok;
    }

    /// <summary>Moves the submission. Refused the second time, and where the submission has moved on since.</summary>
    public Result Apply(Submission submission, Guid by, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(submission);
        if (AppliedAt is not null) return JudgingRefusals.AlreadyApplied;
        if (submission.Move(StateOf(Outcome), now, by) is { Succeeded: false } refused) return refused;

        AppliedAt = now;
        return Result.Ok;
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
