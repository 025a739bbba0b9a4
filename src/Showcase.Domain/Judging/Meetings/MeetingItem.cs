namespace Showcase.Domain.Judging.Meetings;

/// <summary>A film on the agenda of a meeting, and how the talk about it ended.</summary>
public sealed class MeetingItem : Entity
{
    public const int ReasonLength = 2_000;

    private MeetingItem()
    {
    }

    internal MeetingItem(Guid meetingId, Guid submissionId) => (MeetingId, SubmissionId) = (meetingId, submissionId);

    public Guid MeetingId { get; private set; }

    public Guid SubmissionId { get; private set; }

    /// <summary>Items come up by it, the lowest first; there may be gaps.</summary>
    public int Position { get; private set; }

    /// <summary>From 0 to 1, as it was when the agenda was made; null where somebody put the film there by hand.</summary>
    public double? Priority { get; private set; }

    public MeetingOutcome? Outcome { get; private set; }

    public string Reason { get; private set; } = "";

    public Guid? MinutedBy { get; private set; }

    public DateTimeOffset? MinutedAt { get; private set; }

    /// <summary>When an organiser staged what was proposed; null while it is a proposal, or where it is none.</summary>
    public DateTimeOffset? StagedAt { get; private set; }

    public Guid? StagedBy { get; private set; }

    /// <summary>The decision that the outcome proposes; null where there is no outcome or it was postponed.</summary>
    public DecisionOutcome? Proposal => Outcome switch
    {
        MeetingOutcome.Selected => DecisionOutcome.Selected,
        MeetingOutcome.Shortlisted => DecisionOutcome.Shortlisted,
        MeetingOutcome.Waitlisted => DecisionOutcome.Waitlisted,
        MeetingOutcome.Declined => DecisionOutcome.Declined,
        _ => null,
    };

    internal void PutAt(int position, double? priority) => (Position, Priority) = (position, priority);

    internal void Minute(MeetingOutcome outcome, string reason, Guid by, DateTimeOffset now) =>
        (Outcome, Reason, MinutedBy, MinutedAt, StagedBy, StagedAt) = (outcome, reason, by, now, null, null);

    internal void Stage(Guid by, DateTimeOffset now) => (StagedBy, StagedAt) = (by, now);
}
