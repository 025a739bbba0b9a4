using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Films;
using Showcase.Domain.Judging;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Submissions;

/// <summary>What artists are told of who watched what they sent in.</summary>
public sealed class ReceiptQueries(IDbContextFactory<ShowcaseDbContext> contexts, TimeProvider clock)
{
    /// <summary>
    /// How many jurors watched the actor's entry; null for a draft and for somebody else's. While the jury is at work, what a juror began
    /// today is counted from midnight at the edition's place: whoever reads the page every minute learns no times.
    /// </summary>
    public async Task<ViewingReceiptView?> FindAsync(Actor actor, Guid submissionId, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        var entry = await (
            from submission in db.EntriesOf(actor, CoAuthorRole.View).AsNoTracking()
            join edition in db.Editions on submission.EditionId equals edition.Id
            where submission.Id == submissionId && submission.State != SubmissionState.Draft
            select new { submission.State, submission.FilmId, Edition = edition }).SingleOrDefaultAsync(token);
        if (entry is null) return null;

        var now = clock.GetUtcNow();
        var given = await db.Assignments
            .Where(assignment => assignment.SubmissionId == submissionId)
            .Join(db.JudgingRounds, assignment => assignment.RoundId, round => round.Id, (assignment, round) => new { assignment.JurorId, round.OpensAt, round.ClosesAt })
            .ToListAsync(token);
        var isOver = !(Assignment.IsOpenTo(entry.State) || Assignment.IsScored(entry.State)) || given.TrueForAll(one => new JudgingWindow(one.OpensAt, one.ClosesAt).IsOverAt(now));
        if (!WatchCount.IsShown(given.DistinctBy(one => one.JurorId).Count(), isOver)) return new ViewingReceiptView(given.Count > 0, Count: null);

        var until = isOver ? now : entry.Edition.AtLocal(entry.Edition.ToLocal(now).Date).AddTicks(-1);
        var viewings = await (
            from viewing in db.Viewings.AsNoTracking()
            join asset in db.MediaAssets on viewing.AssetId equals asset.Id
            where asset.FilmId == entry.FilmId && asset.DescribedIn == null && viewing.StartedAt <= until
                && db.Assignments.Any(assignment => assignment.SubmissionId == submissionId && assignment.JurorId == viewing.ViewerId)
            select new { viewing.ViewerId, viewing.Played, asset.Facts }).ToListAsync(token);
        var percents = viewings
            .GroupBy(viewing => viewing.ViewerId)
            .Select(versions => versions.Max(version => version.Facts is { } facts ? version.Played.PercentOf(facts.Duration) : 0));
        return new ViewingReceiptView(IsGiven: true, WatchCount.Of(percents));
    }
}

/// <summary>Whether the film was given to jurors, and how many of them watched it; the count is null while it is not shown.</summary>
public sealed record ViewingReceiptView(bool IsGiven, WatchCount? Count);
