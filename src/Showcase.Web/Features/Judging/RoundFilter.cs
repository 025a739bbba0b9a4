using Showcase.Domain.Judging;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;

namespace Showcase.Web.Features.Judging;

internal static class RoundFilter
{
    /// <summary>The edition's submissions that a round with that filter takes.</summary>
    public static IQueryable<Submission> FilmsTakenBy(this ShowcaseDbContext db, Guid editionId, FilmFilter filter)
    {
        List<SubmissionState> states = [.. filter.TakenStates()];
        List<Guid> categories = [.. filter.Categories];
        List<string> tags = [.. filter.Tags];
        var films = db.Submissions.Where(s => s.EditionId == editionId && states.Contains(s.State));
        if (categories.Count > 0) films = films.Where(s => categories.Contains(s.CategoryId));
        if (tags.Count > 0) films = films.Where(s => db.SubmissionTags.Any(tag => tag.SubmissionId == s.Id && tags.Contains(tag.Name)));
        return films;
    }

    /// <summary>What the round takes, and what was given to its jurors and is still judged: giving a film moves it on.</summary>
    public static IQueryable<Submission> FilmsIn(this ShowcaseDbContext db, Guid roundId, Guid editionId, FilmFilter filter)
    {
        var taken = db.FilmsTakenBy(editionId, filter).Select(s => s.Id);
        return db.Submissions.Where(s => taken.Contains(s.Id)
            || (s.EditionId == editionId && (s.State == SubmissionState.InReview || s.State == SubmissionState.Shortlisted) && db.Assignments.Any(a => a.RoundId == roundId && a.SubmissionId == s.Id)));
    }
}
