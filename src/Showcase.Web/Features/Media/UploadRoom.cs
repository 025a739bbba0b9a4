using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Showcase.Domain.Media;
using Showcase.Web.Data;
using Showcase.Web.Storage;

namespace Showcase.Web.Features.Media;

/// <summary>
/// Whether there is room for a film, before its first byte comes: in its owner's share, and on the disk beside everything that other
/// uploads have announced and not yet sent. Who was let in finds room until the end.
/// </summary>
public sealed partial class UploadRoom(IMediaStorage storage, IOptions<MediaOptions> options, ILogger<UploadRoom> log)
{
    private const double Gigabyte = 1e9;

    private static readonly MediaState[] Kept = [MediaState.Uploading, MediaState.Uploaded, MediaState.Processing, MediaState.Ready, MediaState.Failed];

    /// <summary>Why this newly announced file cannot come, with figures; null where it can. Another unfinished upload of the same film does not count: it makes way.</summary>
    public async Task<Refusal?> RefusalOfAsync(ShowcaseDbContext db, MediaAsset asset, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(asset);
        var others = db.MediaAssets.AsNoTracking().Where(other => other.Id != asset.Id);
        if (asset.DescribedIn is null) others = others.Where(other => !(other.FilmId == asset.FilmId && other.DescribedIn == null && other.State == MediaState.Uploading));
        var used = await others.Where(other => other.OwnerId == asset.OwnerId && Kept.Contains(other.State)).SumAsync(other => other.Size, token) + await SmallFilesOfAsync(db, asset.OwnerId, token);
        var share = options.Value.PersonGigabytes * Gigabyte;
        if (used + asset.Size > share) return new Refusal("Media.ShareFull", asset.Size / Gigabyte, used / Gigabyte, share / Gigabyte);

        return await DiskRefusalOfAsync(others.Where(other => other.State == MediaState.Uploading), asset, token);
    }

    /// <summary>The same for a picture or another small file: what other uploads have announced is not asked for.</summary>
    public async Task<Refusal?> RefusalOfSmallAsync(ShowcaseDbContext db, Guid ownerId, long size, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(db);
        var used = await db.MediaAssets.Where(asset => asset.OwnerId == ownerId && Kept.Contains(asset.State)).SumAsync(asset => asset.Size, token) + await SmallFilesOfAsync(db, ownerId, token);
        var share = options.Value.PersonGigabytes * Gigabyte;
        if (used + size > share) return new Refusal("Stills.ShareFull", used / Gigabyte, share / Gigabyte);
        if (storage.FreeBytes() is not { } free || size <= free - (long)(options.Value.ReserveGigabytes * Gigabyte)) return null;

        LogDiskFull(size, free);
        return new Refusal("Stills.DiskFull");
    }

    private static async Task<long> SmallFilesOfAsync(ShowcaseDbContext db, Guid ownerId, CancellationToken token)
    {
        var sets = db.FilmPictures.Where(set => db.Films.Any(film => film.Id == set.FilmId && film.OwnerId == ownerId));
        var answers = db.Answers.Where(answer => answer.File != null && db.Submissions.Any(entry => entry.Id == answer.SubmissionId && entry.ArtistId == ownerId));
        return await db.Pictures.Where(picture => sets.Any(set => set.Id == picture.SetId)).SumAsync(picture => picture.Bytes, token)
            + await answers.SumAsync(answer => answer.File!.Size, token)
            + await sets.Where(set => set.Poster != null).SumAsync(set => set.Poster!.Bytes, token);
    }

    private async Task<Refusal?> DiskRefusalOfAsync(IQueryable<MediaAsset> unfinished, MediaAsset asset, CancellationToken token)
    {
        if (storage.FreeBytes() is not { } free) return null;

        var usable = free - (long)(options.Value.ReserveGigabytes * Gigabyte);
        if (await unfinished.SumAsync(other => other.Size, token) + asset.Size <= usable) return null;

        // What has arrived of them takes its place on the disk already. It is asked for only where it decides.
        foreach (var other in await unfinished.ToListAsync(token))
        {
            var staged = await storage.StagedBlocksAsync(MediaPaths.Arrival(other.Id), token);
            usable -= Math.Max(0, other.Size - staged.Values.Sum());
        }

        if (asset.Size <= usable) return null;

        LogDiskFull(asset.Size, usable);
        return new Refusal("Media.DiskFull", asset.Size / Gigabyte, Math.Max(0, usable) / Gigabyte);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "An upload of {Size} bytes was refused: {Usable} bytes are left on the disk beside what is announced and the reserve")]
    private partial void LogDiskFull(long size, long usable);
}
