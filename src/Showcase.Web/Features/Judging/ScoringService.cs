using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Judging;
using Showcase.Domain.Judging.Auditing;
using Showcase.Web.Data;
using Showcase.Web.Features.Judging.Reviews;
using Showcase.Web.Features.Media;
using Showcase.Web.Security;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Judging;

/// <summary>
/// What a juror does with a film of theirs. Rights are read at each call: somebody else's assignment does not exist, and a role,
/// a seat on the panel or a film that changed hands while scoring is told as such.
/// </summary>
public sealed partial class ScoringService(
    IDbContextFactory<ShowcaseDbContext> contexts, EditionAccess access, TimeProvider clock, ChangeFeed feed, PlaybackRevocations playback, ILogger<ScoringService> log)
{
    /// <summary>Keeps an unfinished card; yields its new version.</summary>
    public Task<Result<Guid>> SaveDraftAsync(Actor actor, Guid assignmentId, Guid version, ScorecardEntry entry, CancellationToken token) =>
        SaveAsync(actor, assignmentId, version, act: null, (card, round, now) => card.Draft(entry, round, now), token);

    /// <summary>Hands the marks in; yields the card's new version.</summary>
    public Task<Result<Guid>> ScoreAsync(Actor actor, Guid assignmentId, Guid version, ScorecardEntry entry, CancellationToken token) =>
        SaveAsync(actor, assignmentId, version, AuditAct.CardHandedIn, (card, round, now) => card.Score(entry, round, now), token);

    /// <summary>The juror declares a conflict: from now on the film and what they wrote about it are hidden from them, and a player that is open stops.</summary>
    public Task<Result<Guid>> RecuseAsync(Actor actor, Guid assignmentId, string reason, CancellationToken token) =>
        SaveAsync(actor, assignmentId, version: null, AuditAct.Recused, (card, round, now) => card.Recuse(reason, round.Window, now), token);

    private async Task<Result<Guid>> SaveAsync(
        Actor actor, Guid assignmentId, Guid? version, AuditAct? act, Func<Scorecard, JudgingRound, DateTimeOffset, Result> change, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var found = await access.CaseForJurorAsync(db, actor, assignmentId, token);
        if (!found.Succeeded) return found.Refusal;

        var (assignment, round, card) = found.Value;
        if (version is not null && card.Version != version) return JudgingRefusals.CardChanged;

        var now = clock.GetUtcNow();
        var changed = change(card, round, now);
        if (!changed.Succeeded) return changed.Refusal;
        if (act is { } done) db.Add(AuditEntry.Of(round.EditionId, done, actor.UserId, now, round.Id, assignment.SubmissionId));
        await db.SettleReviewAsync(card, now, token);
        if (card.Recused) db.RemoveRange(await db.FilmNotes.Where(note => note.AssignmentId == assignmentId).ToListAsync(token));
        if (card.Recused) await playback.RevokeFilmsAsync(db, actor.UserId, db.Submissions.Where(s => s.Id == assignment.SubmissionId).Select(s => s.FilmId), token);

        try
        {
            await db.SaveChangesAsync(token);
        }
        catch (DbUpdateConcurrencyException)
        {
            return JudgingRefusals.CardChanged;
        }

        LogSaved(assignmentId, actor.UserId);
        feed.Tell(round.EditionId);
        return card.Version;
    }

    [LoggerMessage(LogLevel.Information, "The scorecard of assignment {AssignmentId} was saved by {UserId}")]
    private partial void LogSaved(Guid assignmentId, Guid userId);
}
