using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Media;
using Showcase.Web.Data;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Judging.Reviews;

/// <summary>One film of a round for its organisers; one that is closed to the actor does not exist.</summary>
public sealed class RoundFilmQueries(IDbContextFactory<ShowcaseDbContext> contexts)
{
    public async Task<RoundFilmView?> FindAsync(Actor actor, Guid editionId, Guid roundId, Guid submissionId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var editions = db.EditionsOf(actor, EditionRole.Organiser);
        var round = await db.JudgingRounds.Where(r => r.Id == roundId && r.EditionId == editionId && editions.Contains(r.EditionId)).Select(r => new { r.Films }).SingleOrDefaultAsync(token);
        if (round is null) return null;

        var closed = db.ClosedTo(actor.UserId);
        var taken = db.FilmsIn(roundId, editionId, round.Films).Select(submission => submission.Id);
        var row = await db.Submissions
            .Where(submission => submission.Id == submissionId && submission.EditionId == editionId && !closed.Any(c => c.Id == submission.Id))
            .Where(submission => taken.Contains(submission.Id) || db.Assignments.Any(a => a.RoundId == roundId && a.SubmissionId == submission.Id))
            .Join(db.Films, submission => submission.FilmId, film => film.Id, (submission, film) => new { film.Title, film.StatedRuntime, film.VideoId })
            .Select(film => new
            {
                film.Title, film.StatedRuntime,
                Video = db.MediaAssets.Where(asset => asset.Id == film.VideoId && asset.State == MediaState.Ready).Select(asset => (Guid?)asset.Id).FirstOrDefault(),
                Facts = db.MediaAssets.Where(asset => asset.Id == film.VideoId).Select(asset => asset.Facts).FirstOrDefault(),
            })
            .AsNoTracking()
            .SingleOrDefaultAsync(token);
        return row is null ? null : new RoundFilmView(row.Title, row.Facts?.Duration ?? row.StatedRuntime, row.Video);
    }
}

/// <summary>VideoId is null where there is nothing to watch.</summary>
public sealed record RoundFilmView(string Title, TimeSpan Runtime, Guid? VideoId);
