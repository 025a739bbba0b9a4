using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Films;
using Showcase.Domain.Judging.Reviews;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Judging.Comments;

/// <summary>What jurors wrote for an artist: all of it for organisers, what they let out for the artist.</summary>
public sealed class CommentQueries(IDbContextFactory<ShowcaseDbContext> contexts)
{
    private const int Most = 200;

    /// <summary>What was handed in for the artist of an entry, with what was let out of it; empty for those who do not organise the edition, and where the case is closed to the actor.</summary>
    public async Task<IReadOnlyList<JurorComment>> OfEntryAsync(Actor actor, Guid editionId, Guid submissionId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var editions = db.EditionsOf(actor, EditionRole.Organiser);
        var closed = db.ClosedTo(actor.UserId);
        return await (
            from assignment in db.Assignments.AsNoTracking()
            join card in db.Scorecards on assignment.Id equals card.AssignmentId
            join round in db.JudgingRounds on assignment.RoundId equals round.Id
            join juror in db.Users on assignment.JurorId equals juror.Id
            where assignment.SubmissionId == submissionId && round.EditionId == editionId && editions.Contains(round.EditionId) && !closed.Any(entry => entry.Id == submissionId)
            where card.ScoredAt != null && card.ToArtist != ""
            orderby card.ScoredAt, card.Id
            select new JurorComment(
                card.Id, round.Name, juror.DisplayName, card.ToArtist,
                db.ReleasedComments.Where(comment => comment.ScorecardId == card.Id).Select(comment => comment.Text).FirstOrDefault(),
                db.ReleasedComments.Where(comment => comment.ScorecardId == card.Id).Select(comment => (DateTimeOffset?)comment.ReleasedAt).FirstOrDefault(),
                db.ReviewMarks.Any(mark => mark.ScorecardId == card.Id && mark.Quality == ReviewQuality.Inappropriate)))
            .Take(Most)
            .ToListAsync(token);
    }

    /// <summary>What was let out to the artist of an entry, without names and in no juror's order, and does not stand in the packet that came with the letter; empty for everybody else.</summary>
    public async Task<IReadOnlyList<string>> ReleasedAsync(Actor actor, Guid submissionId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var own = db.EntriesOf(actor, CoAuthorRole.View)
            .Where(entry => entry.State == SubmissionState.Selected || entry.State == SubmissionState.Waitlisted || entry.State == SubmissionState.Declined);
        var released = await (
            from comment in db.ReleasedComments
            join card in db.Scorecards on comment.ScorecardId equals card.Id
            join assignment in db.Assignments on card.AssignmentId equals assignment.Id
            where assignment.SubmissionId == submissionId && own.Any(entry => entry.Id == submissionId)
            where !db.ReviewMarks.Any(mark => mark.ScorecardId == card.Id && mark.Quality == ReviewQuality.Inappropriate)
            orderby comment.Id
            select comment.Text)
            .Take(Most)
            .ToListAsync(token);
        var packet = await db.CommentPackets.Where(sent => sent.SubmissionId == submissionId && sent.SentAt != null).Select(sent => sent.Text).FirstOrDefaultAsync(token);
        return packet is null ? released : released.FindAll(text => !packet.Contains(text, StringComparison.Ordinal));
    }
}

/// <summary>A juror's words for the artist. <see cref="Released"/> is what the artist reads; null where nothing was let out. IsInappropriate: an organiser marked it so, and it stays here.</summary>
public sealed record JurorComment(Guid ScorecardId, string Round, string Juror, string Text, string? Released, DateTimeOffset? ReleasedAt, bool IsInappropriate);
