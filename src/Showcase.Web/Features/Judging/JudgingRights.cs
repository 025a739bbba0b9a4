using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Films;
using Showcase.Domain.Judging;
using Showcase.Web.Data;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Judging;

/// <summary>Who may read and change what of judging.</summary>
internal static class JudgingRights
{
    /// <summary>The editions in which the actor holds that role; part of every query, so that a right and its rows are read at once.</summary>
    public static IQueryable<Guid> EditionsOf(this ShowcaseDbContext db, Actor actor, EditionRole role) =>
        db.EditionMembers.Where(member => member.UserId == actor.UserId && member.Role == role).Select(member => member.EditionId);

    /// <summary>The round, tracked, for an organiser of its edition; to anybody else it does not exist.</summary>
    public static async Task<Result<JudgingRound>> RoundForOrganiserAsync(this EditionAccess access, ShowcaseDbContext db, Actor actor, Guid roundId, CancellationToken token)
    {
        var round = await db.JudgingRounds.Include(r => r.Criteria).Include(r => r.Panel).SingleOrDefaultAsync(r => r.Id == roundId, token);
        if (round is null || await access.CheckAsync(actor, round.EditionId, token, EditionRole.Organiser) is not null) return Refusals.NotFound;
        return round;
    }

    /// <summary>
    /// A juror's own assignment with its round and its card, tracked, while they may judge the film. Somebody else's does not exist; a role, a seat
    /// on the panel or a film that changed hands is told as such.
    /// </summary>
    public static async Task<Result<JurorCase>> CaseForJurorAsync(this EditionAccess access, ShowcaseDbContext db, Actor actor, Guid assignmentId, CancellationToken token)
    {
        var assignment = await db.Assignments.SingleOrDefaultAsync(a => a.Id == assignmentId && a.JurorId == actor.UserId, token);
        if (assignment is null) return Refusals.NotFound;

        var round = await db.JudgingRounds.Include(r => r.Criteria).Include(r => r.Panel).SingleAsync(r => r.Id == assignment.RoundId, token);
        if (await access.CheckAsync(actor, round.EditionId, token, EditionRole.Juror) is { } refused) return refused;
        if (!round.HasJuror(actor.UserId)) return JudgingRefusals.NotOnPanel;

        var films = db.FilmsOf(actor, CoAuthorRole.View);
        var entry = await db.Submissions.Where(s => s.Id == assignment.SubmissionId).Select(s => new { s.State, IsOwn = s.ArtistId == actor.UserId || films.Any(f => f.Id == s.FilmId) }).SingleAsync(token);
        if (entry.IsOwn) return JudgingRefusals.OwnFilm;
        if (await db.JurorConflicts.AnyAsync(c => c.SubmissionId == assignment.SubmissionId && c.UserId == actor.UserId && c.InForce, token)) return JudgingRefusals.Conflicted;
        if (!Assignment.IsScored(entry.State)) return JudgingRefusals.NoLongerScored;

        return new JurorCase(assignment, round, await db.Scorecards.SingleAsync(c => c.AssignmentId == assignmentId, token));
    }
}

/// <summary>A film of a juror's, while they may judge it.</summary>
internal sealed record JurorCase(Assignment Assignment, JudgingRound Round, Scorecard Card)
{
    /// <summary>Why nothing can be written now; null where it can.</summary>
    public Refusal? CheckOpen(DateTimeOffset now) =>
        Card.Recused ? JudgingRefusals.Recused
        : Round.Window.IsOverAt(now) ? JudgingRefusals.WindowClosed
        : Round.Window.IsOpenAt(now) ? null
        : JudgingRefusals.WindowNotOpen;
}
