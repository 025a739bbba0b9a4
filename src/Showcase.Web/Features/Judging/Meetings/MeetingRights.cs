using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Judging.Meetings;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Features.Judging.Planning;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Judging.Meetings;

/// <summary>Who sits in a meeting, and who may do and see what in it.</summary>
internal static class MeetingRights
{
    /// <summary>
    /// The meeting with its agenda, tracked, for those who sit in it now: the edition's organisers, and jurors while they are on the round's panel. For
    /// anybody else it does not exist.
    /// </summary>
    public static async Task<Result<Seat>> SeatAsync(this ShowcaseDbContext db, Actor actor, Guid meetingId, CancellationToken token)
    {
        var meeting = await db.Meetings.Include(m => m.Items).SingleOrDefaultAsync(m => m.Id == meetingId, token);
        if (meeting is null) return Refusals.NotFound;

        var roles = await db.EditionMembers.Where(m => m.EditionId == meeting.EditionId && m.UserId == actor.UserId).Select(m => m.Role).ToListAsync(token);
        var isJuror = roles.Contains(EditionRole.Juror) && await db.JudgingRounds.AnyAsync(r => r.Id == meeting.RoundId && r.Panel.Any(m => m.UserId == actor.UserId), token);
        var isOrganiser = roles.Contains(EditionRole.Organiser);
        return isJuror || isOrganiser ? new Seat(meeting, actor.UserId, isOrganiser, isJuror) : Refusals.NotFound;
    }

    /// <summary>Everybody who sits in meetings of the round.</summary>
    public static IQueryable<Guid> SeatedIn(this ShowcaseDbContext db, Guid editionId, Guid roundId) => db.EditionMembers
        .Where(m => m.EditionId == editionId && (m.Role == EditionRole.Organiser
            || (m.Role == EditionRole.Juror && db.JudgingRounds.Any(r => r.Id == roundId && r.Panel.Any(seat => seat.UserId == m.UserId)))))
        .Select(m => m.UserId)
        .Distinct();

    /// <summary>Films that somebody leaves the room for: those that are closed to them, and those that they recused themselves from in this round.</summary>
    public static IQueryable<Submission> OutOfRoomFor(this ShowcaseDbContext db, Guid userId, Guid roundId)
    {
        var closed = db.ClosedTo(userId);
        return db.Submissions.Where(s => closed.Any(c => c.Id == s.Id)
            || db.Assignments.Any(a => a.RoundId == roundId && a.JurorId == userId && a.SubmissionId == s.Id && db.Scorecards.Any(c => c.AssignmentId == a.Id && c.RecusedAt != null)));
    }

    /// <summary>By film, who of these people leaves the room for it.</summary>
    public static async Task<ILookup<Guid, Guid>> AwayAsync(this ShowcaseDbContext db, Guid editionId, Guid roundId, IReadOnlyCollection<Guid> people, CancellationToken token)
    {
        var conflicts = await PlanFacts.ConflictsAsync(db, editionId, [.. people], token);
        var recused = await db.Assignments.Where(a => a.RoundId == roundId && people.Contains(a.JurorId) && db.Scorecards.Any(c => c.AssignmentId == a.Id && c.RecusedAt != null))
            .Select(a => new { a.SubmissionId, a.JurorId }).ToListAsync(token);
        return conflicts.Concat(recused.Select(row => (Film: row.SubmissionId, Juror: row.JurorId))).Distinct().ToLookup(pair => pair.Film, pair => pair.Juror);
    }

    /// <summary>
    /// Why the actor does not steer at this film; null where they do. It is the chair, unless the chair is out of the room for it: then any organiser who is not.
    /// </summary>
    public static async Task<Refusal?> CheckChairAsync(this ShowcaseDbContext db, Seat seat, Guid submissionId, CancellationToken token)
    {
        var meeting = seat.Meeting;
        if (await db.OutOfRoomFor(seat.UserId, meeting.RoundId).AnyAsync(s => s.Id == submissionId, token)) return MeetingRefusals.LeaveTheRoom;
        if (seat.IsChair) return null;

        var chairIsOut = seat.IsOrganiser && await db.OutOfRoomFor(meeting.ChairId, meeting.RoundId).AnyAsync(s => s.Id == submissionId, token);
        return chairIsOut ? null : MeetingRefusals.NotChair;
    }

    /// <summary>Writes that these people had to leave for the film, as far as they are there and it is not written yet.</summary>
    public static async Task AskOutAsync(this ShowcaseDbContext db, Meeting meeting, Guid submissionId, Guid by, DateTimeOffset now, CancellationToken token)
    {
        var present = await db.MeetingAttendances.Where(a => a.MeetingId == meeting.Id && a.LeftAt == null).Select(a => a.UserId).ToListAsync(token);
        var away = (await db.AwayAsync(meeting.EditionId, meeting.RoundId, present, token))[submissionId];
        var written = await db.MeetingEntries.Where(e => e.MeetingId == meeting.Id && e.Event == MeetingEvent.AskedOut && e.SubmissionId == submissionId).Select(e => e.AboutId).ToListAsync(token);
        foreach (var person in away.Where(person => !written.Contains(person)).Order()) db.Add(MeetingEntry.Of(meeting.Id, MeetingEvent.AskedOut, by, now, submissionId, person));
    }
}

/// <summary>A meeting and how the actor sits in it. Only jurors of the panel vote.</summary>
internal sealed record Seat(Meeting Meeting, Guid UserId, bool IsOrganiser, bool IsJuror)
{
    public bool IsChair => Meeting.ChairId == UserId;
}
