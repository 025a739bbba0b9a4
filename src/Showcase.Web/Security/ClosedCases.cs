using Showcase.Domain.Judging;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;

namespace Showcase.Web.Security;

/// <summary>Films that somebody must not judge or decide on, whatever role they hold.</summary>
public static class ClosedCases
{
    /// <summary>Their own films, and those with which they have a conflict in force. Part of every query, so that a conflict holds at once.</summary>
    public static IQueryable<Submission> ClosedTo(this ShowcaseDbContext db, Guid userId)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.Submissions.Where(s => s.ArtistId == userId
            || db.Films.Any(film => film.Id == s.FilmId && film.OwnerId == userId)
            || db.CoAuthors.Any(author => author.FilmId == s.FilmId && author.UserId == userId)
            || db.JurorConflicts.Any(conflict => conflict.SubmissionId == s.Id && conflict.UserId == userId && conflict.InForce));
    }
}
