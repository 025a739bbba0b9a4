using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;

namespace Showcase.Web.Features.Judging.Progress;

/// <summary>A film that a juror of the panel still has to judge.</summary>
internal sealed record OpenFilm(Guid JurorId, DateTimeOffset AssignedAt, TimeSpan Runtime);

internal static class OpenWork
{
    /// <summary>
    /// What the round's jurors have left: given, neither handed in nor recused, still judged, and neither their own nor closed to them by a conflict. For code that has checked
    /// who asks, or that writes to the jurors themselves.
    /// </summary>
    public static async Task<IReadOnlyList<OpenFilm>> OpenWorkAsync(this ShowcaseDbContext db, Guid roundId, CancellationToken token)
    {
        var rows = await (
            from assignment in db.Assignments
            join card in db.Scorecards on assignment.Id equals card.AssignmentId
            join submission in db.Submissions on assignment.SubmissionId equals submission.Id
            join film in db.Films on submission.FilmId equals film.Id
            where assignment.RoundId == roundId && card.ScoredAt == null && card.RecusedAt == null
            where submission.State == SubmissionState.InReview || submission.State == SubmissionState.Shortlisted
            where db.JudgingRounds.Any(round => round.Id == roundId && round.Panel.Any(member => member.UserId == assignment.JurorId))
            where submission.ArtistId != assignment.JurorId && film.OwnerId != assignment.JurorId
            where !db.CoAuthors.Any(author => author.FilmId == film.Id && author.UserId == assignment.JurorId)
            where !db.JurorConflicts.Any(conflict => conflict.SubmissionId == submission.Id && conflict.UserId == assignment.JurorId && conflict.InForce)
            orderby assignment.Id
            select new { assignment.JurorId, assignment.AssignedAt, film.StatedRuntime, Facts = db.MediaAssets.Where(asset => asset.Id == film.VideoId).Select(asset => asset.Facts).FirstOrDefault() })
            .AsNoTracking()
            .ToListAsync(token);
        return rows.ConvertAll(row => new OpenFilm(row.JurorId, row.AssignedAt, row.Facts?.Duration ?? row.StatedRuntime));
    }
}
