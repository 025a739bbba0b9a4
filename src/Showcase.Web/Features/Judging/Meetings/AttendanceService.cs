using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Judging.Meetings;
using Showcase.Web.Data;
using Showcase.Web.Security;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Judging.Meetings;

/// <summary>Who is in a meeting: whoever opens its page while it is open, until they say that they go.</summary>
public sealed class AttendanceService(IDbContextFactory<ShowcaseDbContext> contexts, TimeProvider clock, ChangeFeed feed)
{
    /// <summary>Somebody opened the page. The second window of one person changes nothing.</summary>
    public async Task<Result> ArriveAsync(Actor actor, Guid meetingId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var seat = await db.SeatAsync(actor, meetingId, token);
        if (!seat.Succeeded) return seat.Refusal;

        var (meeting, now) = (seat.Value.Meeting, clock.GetUtcNow());
        if (meeting.State != MeetingState.Open) return MeetingRefusals.NotOpen;

        var attendance = await db.MeetingAttendances.SingleOrDefaultAsync(a => a.MeetingId == meetingId && a.UserId == actor.UserId, token);
        if (attendance is { LeftAt: null }) return Result.Ok;

        if (attendance is null) db.Add(MeetingAttendance.Of(meetingId, actor.UserId, now));
        attendance?.Return();
        db.Add(MeetingEntry.Of(meetingId, MeetingEvent.Arrived, actor.UserId, now));
        if (meeting.Current is { } item && await db.OutOfRoomFor(actor.UserId, meeting.RoundId).AnyAsync(s => s.Id == item.SubmissionId, token))
        {
            db.Add(MeetingEntry.Of(meetingId, MeetingEvent.AskedOut, actor.UserId, now, item.SubmissionId, actor.UserId));
        }

        try
        {
            await db.SaveChangesAsync(token);
        }
        catch (DbUpdateException exception) when (db.IsDuplicate(exception))
        {
            return Result.Ok;
        }

        feed.Tell(meeting.EditionId);
        return Result.Ok;
    }

    /// <summary>Somebody goes before the end. They have no vote until they are back.</summary>
    public async Task<Result> LeaveAsync(Actor actor, Guid meetingId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var seat = await db.SeatAsync(actor, meetingId, token);
        if (!seat.Succeeded) return seat.Refusal;
        if (seat.Value.Meeting.State != MeetingState.Open) return MeetingRefusals.NotOpen;

        var (attendance, now) = (await db.MeetingAttendances.SingleOrDefaultAsync(a => a.MeetingId == meetingId && a.UserId == actor.UserId && a.LeftAt == null, token), clock.GetUtcNow());
        if (attendance is null) return Result.Ok;

        attendance.Leave(now);
        db.Add(MeetingEntry.Of(meetingId, MeetingEvent.Left, actor.UserId, now));
        var saved = await db.TrySaveAsync(Refusals.Conflict, token);
        if (saved.Succeeded) feed.Tell(seat.Value.Meeting.EditionId);
        return saved;
    }
}
