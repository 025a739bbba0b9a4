namespace Showcase.Domain.Judging.Meetings;

/// <summary>Somebody who came to a meeting. There is one for each meeting and person; who went and came back is there.</summary>
public sealed class MeetingAttendance : Entity
{
    private MeetingAttendance()
    {
    }

    public Guid MeetingId { get; private set; }

    public Guid UserId { get; private set; }

    public DateTimeOffset ArrivedAt { get; private set; }

    public DateTimeOffset? LeftAt { get; private set; }

    public static MeetingAttendance Of(Guid meetingId, Guid userId, DateTimeOffset now) => new() { MeetingId = meetingId, UserId = userId, ArrivedAt = now };

    public void Leave(DateTimeOffset now) => LeftAt = now;

    public void Return() => LeftAt = null;
}
