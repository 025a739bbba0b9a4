using Showcase.Domain.Submissions;
using Showcase.Web.Data;

namespace Showcase.Web.Features.Judging.Meetings;

internal static class MeetingFilms
{
    /// <summary>The films that a meeting of the round may talk about: those that were given to its jurors and are still in the running, or were decided.</summary>
    public static IQueryable<Submission> ForMeeting(this ShowcaseDbContext db, Guid roundId) => db.Submissions
        .Where(s => s.State != SubmissionState.Draft && s.State != SubmissionState.Withdrawn && s.State != SubmissionState.Disqualified)
        .Where(s => db.Assignments.Any(a => a.RoundId == roundId && a.SubmissionId == s.Id));
}
