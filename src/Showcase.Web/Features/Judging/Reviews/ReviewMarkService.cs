using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Judging.Auditing;
using Showcase.Domain.Judging;
using Showcase.Domain.Judging.Reviews;
using Showcase.Web.Data;
using Showcase.Web.Features.Media;
using Showcase.Web.Security;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Judging.Reviews;

/// <summary>
/// Marks reviews, for the organisers alone, and sends them back to their jurors with a request. To those with a conflict the review does not exist, and nobody marks their own.
/// </summary>
public sealed partial class ReviewMarkService(IDbContextFactory<ShowcaseDbContext> contexts, EditionAccess access, TimeProvider clock, ChangeFeed feed, ILogger<ReviewMarkService> log)
{
    /// <summary>Marks it; null takes the mark back. Words that are out to the artist already are taken back where the mark is <see cref="ReviewQuality.Inappropriate"/>.</summary>
    public Task<Result> MarkAsync(Actor actor, Guid scorecardId, ReviewQuality? quality, CancellationToken token) => ChangeAsync(
        actor,
        scorecardId,
        AuditAct.ReviewMarked,
        async (db, found) =>
        {
            if (quality is { } named && !Enum.IsDefined(named)) return Refusals.NotFound;

            found.Mark.Mark(quality, actor.UserId, clock.GetUtcNow());
            if (quality == ReviewQuality.Inappropriate) db.RemoveRange(await db.ReleasedComments.Where(comment => comment.ScorecardId == scorecardId).ToListAsync(token));
            return Result.Ok;
        },
        () => LogMarked(scorecardId, quality, actor.UserId),
        token);

    /// <summary>Asks the juror for more; they read it on their desk and beside the card, without a name.</summary>
    public Task<Result> AskAsync(Actor actor, Guid scorecardId, string? request, CancellationToken token) => ChangeAsync(
        actor,
        scorecardId,
        AuditAct.ReviewSentBack,
        (_, found) => Task.FromResult(Assignment.IsScored(found.State) ? found.Mark.Ask(request, found.Window, actor.UserId, clock.GetUtcNow()) : ReviewRefusals.RoundTakesNone),
        () => LogAsked(scorecardId, actor.UserId),
        token);

    public Task<Result> TakeRequestBackAsync(Actor actor, Guid scorecardId, CancellationToken token) => ChangeAsync(
        actor,
        scorecardId,
        AuditAct.ReviewMarked,
        (_, found) =>
        {
            found.Mark.TakeRequestBack();
            return Task.FromResult(Result.Ok);
        },
        () => LogTakenBack(scorecardId, actor.UserId),
        token);

    private async Task<Result> ChangeAsync(Actor actor, Guid scorecardId, AuditAct act, Func<ShowcaseDbContext, Found, Task<Result>> change, Action tell, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        var row = await (
            from card in db.Scorecards
            join assignment in db.Assignments on card.AssignmentId equals assignment.Id
            join round in db.JudgingRounds on assignment.RoundId equals round.Id
            join submission in db.Submissions on assignment.SubmissionId equals submission.Id
            where card.Id == scorecardId
            select new { card, assignment.JurorId, assignment.RoundId, round.EditionId, round.OpensAt, round.ClosesAt, submission.State, submission.FilmId, SubmissionId = submission.Id }).SingleOrDefaultAsync(token);
        if (row is null || await access.CheckAsync(actor, row.EditionId, token, EditionRole.Organiser) is not null) return Refusals.NotFound;
        if (await db.ClosedTo(actor.UserId).AnyAsync(entry => entry.Id == row.SubmissionId, token)) return Refusals.NotFound;
        if (row.JurorId == actor.UserId) return ReviewRefusals.OwnReview;

        var mark = await db.ReviewMarks.SingleOrDefaultAsync(known => known.ScorecardId == scorecardId, token);
        if (mark is null)
        {
            var made = ReviewMark.On(row.card);
            if (!made.Succeeded) return made;

            db.ReviewMarks.Add(mark = made.Value);
        }

        if (await change(db, new Found(mark, new JudgingWindow(row.OpensAt, row.ClosesAt), row.State)) is { Succeeded: false } refused) return refused;
        db.Add(AuditEntry.Of(row.EditionId, act, actor.UserId, clock.GetUtcNow(), row.RoundId, row.SubmissionId, row.JurorId));
        if (mark.IsIdle) db.ReviewMarks.Remove(mark);
        if (await db.TrySaveAsync(Refusals.Conflict, token) is { Succeeded: false } lost) return lost;

        tell();
        feed.Tell(row.EditionId);
        feed.TellFilm(row.FilmId);
        return Result.Ok;
    }

    [LoggerMessage(LogLevel.Information, "Card {ScorecardId} was marked {Quality} by {UserId}")]
    private partial void LogMarked(Guid scorecardId, ReviewQuality? quality, Guid userId);

    [LoggerMessage(LogLevel.Information, "The juror of card {ScorecardId} was asked for more by {UserId}")]
    private partial void LogAsked(Guid scorecardId, Guid userId);

    [LoggerMessage(LogLevel.Information, "What the juror of card {ScorecardId} was asked was taken back by {UserId}")]
    private partial void LogTakenBack(Guid scorecardId, Guid userId);

    private sealed record Found(ReviewMark Mark, JudgingWindow Window, Domain.Submissions.SubmissionState State);
}

internal static class ReviewRequests
{
    /// <summary>With a card that is handed in again the request is answered; with a recusal it goes, and the mark with it.</summary>
    public static async Task SettleReviewAsync(this ShowcaseDbContext db, Scorecard card, DateTimeOffset now, CancellationToken token)
    {
        if (await db.ReviewMarks.SingleOrDefaultAsync(mark => mark.ScorecardId == card.Id, token) is not { } known) return;

        if (card.Recused) db.ReviewMarks.Remove(known);
        else if (card.ScoredAt == now) known.Answer(now);
    }
}
