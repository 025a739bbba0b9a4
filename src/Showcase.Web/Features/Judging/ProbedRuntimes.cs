using Microsoft.EntityFrameworkCore;
using Showcase.Web.Data;

namespace Showcase.Web.Features.Judging;

/// <summary>How long the videos of films run. What an artist stated is only for films whose video was not measured.</summary>
internal static class ProbedRuntimes
{
    /// <summary>The measured runtimes, by submission; without those whose video is missing or not measured yet.</summary>
    public static async Task<IReadOnlyDictionary<Guid, TimeSpan>> ProbedRuntimesAsync(this ShowcaseDbContext db, IReadOnlyCollection<Guid> submissionIds, CancellationToken token)
    {
        var rows = await (
            from submission in db.Submissions
            join film in db.Films on submission.FilmId equals film.Id
            join video in db.MediaAssets on film.VideoId equals video.Id
            where submissionIds.Contains(submission.Id)
            select new { submission.Id, video.Facts }).AsNoTracking().ToListAsync(token);
        return rows.Where(row => row.Facts is not null).ToDictionary(row => row.Id, row => row.Facts!.Duration);
    }
}
