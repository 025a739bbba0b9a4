using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Calls;
using Showcase.Domain.Media;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;

namespace Showcase.Web.Features.Media.Processing;

/// <summary>Which film comes next.</summary>
internal static class ProcessingQueue
{
    private static readonly TimeSpan Soon = TimeSpan.FromDays(1);

    /// <summary>Categories of which a deadline, be it the early one, falls within a day.</summary>
    public static async Task<List<Guid>> UrgentCategoriesAsync(this ShowcaseDbContext db, DateTimeOffset now, CancellationToken token)
    {
        var open = await db.Categories.AsNoTracking().Where(category => category.Deadline >= now && db.Calls.Any(call => call.Id == category.CallId && call.State == CallState.Open)).ToListAsync(token);
        return [.. open.Where(category => category.Tiers.Any(tier => tier.Until >= now && tier.Until <= now + Soon)).Select(category => category.Id)];
    }

    /// <summary>Films with an entry in one of these categories.</summary>
    public static IQueryable<Guid> UrgentFilms(this ShowcaseDbContext db, IReadOnlyCollection<Guid> categories) =>
        db.Submissions.Where(entry => entry.State != SubmissionState.Withdrawn && categories.Contains(entry.CategoryId)).Select(entry => entry.FilmId);

    /// <summary>What waits: deadlines first, then what does not play yet, then what came first.</summary>
    public static IQueryable<MediaAsset> Waiting(this ShowcaseDbContext db, IReadOnlyCollection<Guid> urgentCategories, DateTimeOffset now)
    {
        // Those in a pause would otherwise stand before the others, and only so many are looked at.
        var latest = now + RetryPlan.LongestPause;
        var urgent = db.UrgentFilms(urgentCategories);
        return db.MediaAssets
            .Where(asset => !asset.Stages.Any(stage => stage.State == StageState.Waiting && stage.LeaseUntil > now && stage.LeaseUntil <= latest))
            .Where(asset => asset.State == MediaState.Processing
                || (asset.State == MediaState.Ready && asset.Stages.Any(stage => stage.State == StageState.Waiting || stage.State == StageState.Running)))
            .OrderBy(asset => urgent.Contains(asset.FilmId) ? 0 : 1)
            .ThenBy(asset => asset.State == MediaState.Processing ? 0 : 1)
            .ThenBy(asset => asset.CreatedAt)
            .ThenBy(asset => asset.Id);
    }

    /// <summary>Films that play and are works of an installation, whose file for gallery screens nobody has asked for.</summary>
    public static IQueryable<MediaAsset> WithoutGalleryFile(this ShowcaseDbContext db)
    {
        var installed = db.Schedules.SelectMany(schedule => schedule.Installations).SelectMany(installation => installation.Works).Select(work => work.SubmissionId);
        var shown = db.Submissions.Where(entry => installed.Contains(entry.Id)).Join(db.Films, entry => entry.FilmId, film => film.Id, (_, film) => film.VideoId);
        return db.MediaAssets.Where(asset => asset.State == MediaState.Ready && shown.Contains(asset.Id) && asset.Stages.All(stage => stage.Name != ProcessingStages.Gallery)).OrderBy(asset => asset.Id);
    }

    /// <summary>
    /// Newer files of the same film, or of its description in the same language, that are whole: this one's work is for nothing. What waits to take the
    /// place of a film that was sent in is newer than others that wait, and than the film once it has taken its place; what was refused never is.
    /// </summary>
    public static IQueryable<MediaAsset> NewerThan(this ShowcaseDbContext db, Guid filmId, string? describedIn, Guid assetId, DateTimeOffset createdAt) =>
        db.MediaAssets
            .Where(other => other.FilmId == filmId && other.DescribedIn == describedIn && other.Id != assetId && other.CreatedAt > createdAt && (other.State == MediaState.Processing || other.State == MediaState.Ready))
            .Where(other => !db.VideoReplacements.Any(replacement => replacement.NewId == other.Id && replacement.ShownAt == null)
                || (db.VideoReplacements.Any(replacement => replacement.NewId == other.Id && replacement.RefusedFor == null) && db.VideoReplacements.Any(replacement => replacement.NewId == assetId && replacement.ShownAt == null)));
}
