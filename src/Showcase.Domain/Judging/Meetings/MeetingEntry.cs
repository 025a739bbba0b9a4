namespace Showcase.Domain.Judging.Meetings;

/// <summary>What can happen in a meeting, and before it.</summary>
public enum MeetingEvent
{
    Planned,
    Changed,
    AgendaMade,
    Added,
    Removed,
    Arranged,
    Opened,
    Arrived,
    Left,
    Called,

    /// <summary>Somebody had to leave the room for a film.</summary>
    AskedOut,
    VoteOpened,
    VoteClosed,
    Minuted,
    Staged,
    Closed,
}

/// <summary>
/// A line of a meeting's log: who did what, and when. Lines are added in the save that they tell of, and never changed. There is none for a vote that
/// somebody casts.
/// </summary>
public sealed class MeetingEntry : Entity
{
    private MeetingEntry()
    {
    }

    public Guid MeetingId { get; private set; }

    public DateTimeOffset At { get; private set; }

    public MeetingEvent Event { get; private set; }

    public Guid ById { get; private set; }

    /// <summary>The film; null where it is about none.</summary>
    public Guid? SubmissionId { get; private set; }

    /// <summary>The person whom it is about, where that is not who did it.</summary>
    public Guid? AboutId { get; private set; }

    /// <summary>Of a minute: the outcome as it was written then.</summary>
    public MeetingOutcome? Outcome { get; private set; }

    /// <summary>Of a minute: the reason as it was written then.</summary>
    public string Text { get; private set; } = "";

    public static MeetingEntry Of(Guid meetingId, MeetingEvent what, Guid by, DateTimeOffset now, Guid? submissionId = null, Guid? about = null) =>
        new() { MeetingId = meetingId, Event = what, ById = by, At = now, SubmissionId = submissionId, AboutId = about };

    public static MeetingEntry OfMinute(MeetingItem item, Guid by, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(item);
        return new MeetingEntry { MeetingId = item.MeetingId, Event = MeetingEvent.Minuted, ById = by, At = now, SubmissionId = item.SubmissionId, Outcome = item.Outcome, Text = item.Reason };
    }
}
