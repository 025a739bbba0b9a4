using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Showcase.Domain.Media;
using Showcase.Web.Data;
using Showcase.Web.Shared;
using Showcase.Web.Storage;

namespace Showcase.Web.Features.Media;

/// <summary>Clears the media storage of what nobody will ask for again. May run as often as it likes.</summary>
public sealed partial class MediaSweep(
    IDbContextFactory<ShowcaseDbContext> contexts,
    IMediaStorage storage,
    Vault vault,
    ChangeFeed feed,
    TimeProvider clock,
    IOptions<MediaOptions> options,
    ILogger<MediaSweep> log)
{
    /// <summary>
    /// Drops uploads that nobody goes on with, videos and descriptions that were replaced, those that we failed at and that came again, and objects whose
    /// asset is gone. What was a film's video after it was sent in stays.
    /// </summary>
    public async Task SweepAsync(CancellationToken token)
    {
        var now = clock.GetUtcNow();
        var abandoned = now.AddDays(-options.Value.AbandonedAfterDays);
        var replaced = now.AddDays(-1);
        await using var db = await contexts.CreateDbContextAsync(token);
        var stale = await Stale(db, abandoned, replaced)
            .OrderBy(asset => asset.Id)
            .Take(200)
            .ToListAsync(token);
        foreach (var asset in stale)
        {
            // Somebody may have gone on with it since the question.
            if (asset.State == MediaState.Uploading && await db.MediaAssets.AnyAsync(asked => asked.Id == asset.Id && asked.AskedForAt >= abandoned, token)) continue;

            asset.Expire();
            await db.SaveChangesAsync(token);
            await vault.DropAsync(asset.Id, token);
            feed.TellFilm(asset.FilmId);
            LogExpired(asset.Id);
        }

        await SweepFolderAsync(db.MediaAssets.Where(UploadService.IsArriving), MediaPaths.Incoming, token);
        var kept = db.MediaAssets.Where(asset => asset.State != MediaState.Expired && asset.State != MediaState.Rejected);
        foreach (var folder in new[] { MediaPaths.Originals, MediaPaths.Renditions }) await SweepFolderAsync(kept, folder, token);
    }

    /// <summary>What was begun and left before <paramref name="abandoned"/>, and what another file took the place of before <paramref name="replaced"/>.</summary>
    private static IQueryable<MediaAsset> Stale(ShowcaseDbContext db, DateTimeOffset abandoned, DateTimeOffset replaced)
    {
        var shown = db.VideoReplacements.Where(version => version.ShownAt != null);
        var ready = db.MediaAssets.Where(asset => asset.State == MediaState.Ready);
        return db.MediaAssets.Where(asset =>
            (asset.State == MediaState.Uploading && asset.AskedForAt < abandoned)
            || (asset.State == MediaState.Ready && asset.ReadyAt < replaced && asset.DescribedIn == null
                && !db.Films.Any(film => film.VideoId == asset.Id) && !shown.Any(version => version.NewId == asset.Id || version.OldId == asset.Id))
            || (asset.State == MediaState.Ready && asset.ReadyAt < replaced && asset.DescribedIn != null
                && ready.Any(newer => newer.FilmId == asset.FilmId && newer.DescribedIn == asset.DescribedIn && newer.CreatedAt > asset.CreatedAt))
            || (asset.State == MediaState.Failed
                && !db.Films.Any(film => film.VideoId == asset.Id) && !shown.Any(version => version.NewId == asset.Id || version.OldId == asset.Id)
                && ready.Any(newer => newer.FilmId == asset.FilmId && newer.DescribedIn == asset.DescribedIn && newer.CreatedAt > asset.CreatedAt && newer.ReadyAt < replaced)));
    }

    private async Task SweepFolderAsync(IQueryable<MediaAsset> kept, string folder, CancellationToken token)
    {
        var seen = new HashSet<Guid>();
        await foreach (var name in storage.ListAsync(folder, token))
        {
            if (MediaPaths.AssetOf(name) is not { } id || !seen.Add(id)) continue;

            if (!await kept.AnyAsync(asset => asset.Id == id, token)) await storage.DeleteAsync($"{folder}/{id:N}", token);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Asset {AssetId} expired")]
    private partial void LogExpired(Guid assetId);
}
