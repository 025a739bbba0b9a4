using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Films;
using Showcase.Domain.Media;
using Showcase.Domain.Media.Structure;
using Showcase.Web.Data;
using Showcase.Web.Features.Media.Processing;
using Showcase.Web.Features.Media.Versions;
using Showcase.Web.Security;
using Showcase.Web.Shared;
using Showcase.Web.Storage;

namespace Showcase.Web.Features.Media;

/// <summary>
/// Takes films in: announces, resumes, completes and drops uploads. The bytes go from the browser to the media storage; every call
/// here may be repeated.
/// </summary>
public sealed partial class UploadService(
    IDbContextFactory<ShowcaseDbContext> contexts,
    IMediaStorage storage,
    Vault vault,
    UploadRoom room,
    UploadTickets tickets,
    ProcessingWake wake,
    ChangeFeed feed,
    TimeProvider clock,
    ILogger<UploadService> log) : IDisposable
{
    private readonly SemaphoreSlim announcing = new(1, 1);

    /// <summary>Assets whose bytes are where uploads arrive, or are to come there.</summary>
    internal static readonly Expression<Func<MediaAsset, bool>> IsArriving = asset =>
        asset.State == MediaState.Uploading || asset.State == MediaState.Uploaded || (asset.Sha256 == null && (asset.State == MediaState.Processing || asset.State == MediaState.Failed));

    /// <summary>Announces a file for a film of the actor's, or goes on with the same file's upload. Another unfinished upload of the film is dropped.</summary>
    public async Task<Result<UploadTicket>> BeginAsync(Actor actor, Guid filmId, string fileName, long size, string fingerprint, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (string.IsNullOrEmpty(fingerprint) || fingerprint.Length > 200) return Refusals.Required("Fingerprint");

        await using var db = await contexts.CreateDbContextAsync(token);
        var announced = await AnnounceInTurnAsync(db, actor, filmId, fileName, size, fingerprint, token);
        return announced.Succeeded ? await IssueAsync(db, announced.Value, token) : announced.Refusal;
    }

    /// <summary>A new ticket for an upload of the actor's that is under way.</summary>
    public async Task<Result<UploadTicket>> RenewAsync(Actor actor, Guid assetId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        if (await FindAsync(db, actor, assetId, token) is not { } asset) return Refusals.NotFound;

        return asset.State == MediaState.Uploading ? await IssueAsync(db, asset, token) : RefusalOf(asset);
    }

    /// <summary>
    /// Looks at a file of the actor's that is still to be sent, by the pieces of it that are shown: which one is wanted next, null where no more need be seen.
    /// What is no film is rejected.
    /// </summary>
    public async Task<Result<FileRange?>> LookAsync(Actor actor, Guid assetId, IReadOnlyCollection<FilePiece> shown, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        if (await FindAsync(db, actor, assetId, token) is not { } asset) return Refusals.NotFound;
        if (asset.State != MediaState.Uploading) return RefusalOf(asset);

        var skeleton = Skeleton.Of(asset.Size, shown);
        if (!skeleton.Succeeded) return skeleton.Refusal;

        var next = await skeleton.Value.NextAsync();
        if (!next.Succeeded) await RejectAsync(db, asset, next.Refusal);
        return next;
    }

    /// <summary>
    /// Makes the blocks a file and hands it to processing. Refused while bytes are missing; nothing of what was sent is lost then. For a film that
    /// was sent in, this is the moment that decides whether the file came in time.
    /// </summary>
    public async Task<Result> CompleteAsync(Actor actor, Guid assetId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        if (await FindAsync(db, actor, assetId, token) is not { } asset) return Refusals.NotFound;
        if (asset.State != MediaState.Uploading) return asset.State is MediaState.Processing or MediaState.Ready ? Result.Ok : RefusalOf(asset);
        var now = clock.GetUtcNow();
        var holding = await db.HoldingAsync(asset.FilmId, token);
        if (holding.Refuse(now) is { } refusal) return refusal;

        var committed = await CommitAsync(asset, token);
        if (committed.Succeeded) return await ProcessAsync(db, asset, holding.Count == 0 ? null : VideoReplacement.Of(asset.FilmId, asset.Id, actor.UserId, now), token);

        // The same was said twice at once, and the other one did it.
        await db.Entry(asset).ReloadAsync(token);
        return asset.State is MediaState.Processing or MediaState.Ready ? Result.Ok : committed;
    }

    /// <summary>Stops an upload of the actor's and deletes what came of it.</summary>
    public async Task<Result> AbandonAsync(Actor actor, Guid assetId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        if (await FindAsync(db, actor, assetId, token) is not { } asset) return Refusals.NotFound;
        if (asset.State is not (MediaState.Uploading or MediaState.Rejected or MediaState.Failed)) return asset.State == MediaState.Expired ? Result.Ok : MediaRefusals.NotUploading;

        asset.Expire();
        if (!await TrySaveAsync(db, token)) return Refusals.Conflict;

        await DropAsync(asset, token);
        return Result.Ok;
    }

    /// <summary>Takes a finished file of this machine in as a film's video, without a browser. Answers the asset's id; processing follows.</summary>
    public async Task<Result<Guid>> ImportAsync(Guid filmId, Guid ownerId, string path, CancellationToken token)
    {
        var file = new FileInfo(path);
        var announced = MediaAsset.Announce(filmId, ownerId, file.Name, file.Exists ? file.Length : 0, $"import {file.Name} {file.LastWriteTimeUtc.Ticks}", clock.GetUtcNow());
        if (!announced.Succeeded) return announced.Refusal;

        var asset = announced.Value;
        await using var db = await contexts.CreateDbContextAsync(token);
        db.Add(asset);
        await db.SaveChangesAsync(token);
        await using (var content = file.OpenRead()) await storage.WriteAsync(MediaPaths.Arrival(asset.Id), content, token);

        var processed = await ProcessAsync(db, asset, replacement: null, token);
        return processed.Succeeded ? asset.Id : processed.Refusal;
    }

    public void Dispose() => announcing.Dispose();

    /// <summary>Refuses, as soon as its first blocks are there, what is no film; deletes it.</summary>
    internal async Task<Result> RejectAsync(Guid assetId, Refusal reason, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        if (await db.MediaAssets.FindAsync([assetId], token) is not { } asset) return Refusals.NotFound;

        if (asset.State is MediaState.Uploading or MediaState.Processing) await RejectAsync(db, asset, reason);
        return reason;
    }

    private async Task RejectAsync(ShowcaseDbContext db, MediaAsset asset, Refusal reason)
    {
        // Where it was dropped or completed at this moment, who did that deals with its bytes.
        asset.Reject(reason.Code);
        if (!await TrySaveAsync(db, CancellationToken.None)) return;

        LogRejected(asset.Id, reason.Code);
        await DropAsync(asset, CancellationToken.None);
    }

    /// <summary>One at a time: two announcements must not both take the room that is left, nor make two uploads of one film.</summary>
    private async Task<Result<MediaAsset>> AnnounceInTurnAsync(ShowcaseDbContext db, Actor actor, Guid filmId, string fileName, long size, string fingerprint, CancellationToken token)
    {
        await announcing.WaitAsync(token);
        try
        {
            return await AnnounceAsync(db, actor, filmId, fileName, size, fingerprint, token);
        }
        finally
        {
            announcing.Release();
        }
    }

    private async Task<Result<MediaAsset>> AnnounceAsync(ShowcaseDbContext db, Actor actor, Guid filmId, string fileName, long size, string fingerprint, CancellationToken token)
    {
        if (await db.FilmsOf(actor, CoAuthorRole.Edit).Where(film => film.Id == filmId).Select(film => (Guid?)film.OwnerId).SingleOrDefaultAsync(token) is not { } ownerId) return Refusals.NotFound;
        if ((await db.HoldingAsync(filmId, token)).Refuse(clock.GetUtcNow()) is { } refusal) return refusal;

        var unfinished = await db.MediaAssets.Where(asset => asset.FilmId == filmId && asset.DescribedIn == null && asset.State == MediaState.Uploading).ToListAsync(token);
        var asset = unfinished.Find(candidate => candidate.Fingerprint == fingerprint && candidate.Size == size);
        if (asset is null)
        {
            // The file that was announced last is the film's, also where the clock was put back between.
            var last = await db.MediaAssets.Where(other => other.FilmId == filmId).OrderByDescending(other => other.CreatedAt).Select(other => other.CreatedAt).FirstOrDefaultAsync(token);
            var now = clock.GetUtcNow();
            var announced = MediaAsset.Announce(filmId, ownerId, fileName, size, fingerprint, now > last ? now : last.AddMilliseconds(1));
            if (!announced.Succeeded) return announced.Refusal;

            asset = announced.Value;
            if (await room.RefusalOfAsync(db, asset, token) is { } full) return full;

            db.Add(asset);
            LogAnnounced(asset.Id, filmId, size);
        }

        foreach (var other in unfinished.Where(other => other != asset)) other.Expire();
        if (!await TrySaveAsync(db, token)) return Refusals.Conflict;

        foreach (var other in unfinished.Where(other => other != asset)) await vault.DropAsync(other.Id, token);
        feed.TellFilm(filmId);
        return asset;
    }

    /// <summary>A ticket, and a note that somebody goes on with it: that touches no version, because nothing that others look at changes.</summary>
    private async Task<UploadTicket> IssueAsync(ShowcaseDbContext db, MediaAsset asset, CancellationToken token)
    {
        var now = clock.GetUtcNow();
        await db.MediaAssets.Where(asked => asked.Id == asset.Id).ExecuteUpdateAsync(change => change.SetProperty(asked => asked.AskedForAt, now), token);
        return await tickets.IssueAsync(asset, token);
    }

    /// <summary>False where somebody else changed the same at this moment.</summary>
    private static async Task<bool> TrySaveAsync(ShowcaseDbContext db, CancellationToken token)
    {
        try
        {
            await db.SaveChangesAsync(token);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }
    }

    /// <summary>Makes the blocks one object, unless they are already; refused while some are missing.</summary>
    private async Task<Result> CommitAsync(MediaAsset asset, CancellationToken token)
    {
        var path = MediaPaths.Arrival(asset.Id);
        if (await storage.LengthAsync(path, token) is not null) return Result.Ok;

        var staged = await storage.StagedBlocksAsync(path, token);
        var missing = tickets.BlocksOf(asset).Count(block => !staged.TryGetValue(block.Index, out var length) || length != block.Length);
        if (missing == 0 && staged.Count == asset.BlockCount)
        {
            try
            {
                await storage.CommitBlocksAsync(path, asset.BlockCount, token);
                return Result.Ok;
            }
            catch (InvalidOperationException)
            {
                // A block is being sent again at this moment.
            }
        }

        return await storage.LengthAsync(path, token) is null ? MediaRefusals.Incomplete : Result.Ok;
    }

    private async Task<Result> ProcessAsync(ShowcaseDbContext db, MediaAsset asset, VideoReplacement? replacement, CancellationToken token)
    {
        var path = MediaPaths.Arrival(asset.Id);
        if (await storage.LengthAsync(path, token) is { } length && length != asset.Size) return MediaRefusals.Incomplete;
        if (!await IsFilmAsync(path, token)) return await RejectAsync(asset.Id, MediaRefusals.NotVideo, token);

        var completed = asset.Complete(ProcessingStages.Names);
        if (!completed.Succeeded) return completed;

        if (replacement is not null) db.Add(replacement);
        try
        {
            await db.SaveChangesAsync(token);
        }
        catch (DbUpdateConcurrencyException)
        {
            // The same was said twice at once; the other one did it.
            return Result.Ok;
        }
        catch (DbUpdateException exception) when (db.IsDuplicate(exception))
        {
            // So it was, and the row of the replacement met the other one's first.
            return Result.Ok;
        }

        LogCompleted(asset.Id);
        feed.TellFilm(asset.FilmId);
        await wake.NowAsync(token);
        return Result.Ok;
    }

    private async Task<bool> IsFilmAsync(string path, CancellationToken token)
    {
        // No more than is looked at: a store elsewhere would begin to send all of it.
        await using var content = await storage.OpenAsync(path, 0, Containers.HeadLength, token);

        // Checked and moved by now: the same was said twice at once.
        if (content is null) return true;

        var head = new byte[Containers.HeadLength];
        var length = await content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, token);
        return Containers.Sniff(head.AsSpan(0, length)) is not null;
    }

    private async Task DropAsync(MediaAsset asset, CancellationToken token)
    {
        await vault.DropAsync(asset.Id, token);
        feed.TellFilm(asset.FilmId);
    }

    private static Task<MediaAsset?> FindAsync(ShowcaseDbContext db, Actor actor, Guid assetId, CancellationToken token)
    {
        var films = db.FilmsOf(actor, CoAuthorRole.Edit);
        return db.MediaAssets.FirstOrDefaultAsync(asset => asset.Id == assetId && asset.DescribedIn == null && films.Any(film => film.Id == asset.FilmId), token);
    }

    /// <summary>Why an upload cannot go on: what the file was rejected for, or that it is over.</summary>
    private static Refusal RefusalOf(MediaAsset asset) => asset.State == MediaState.Rejected ? new Refusal(asset.Problem!) : MediaRefusals.NotUploading;

    [LoggerMessage(Level = LogLevel.Information, Message = "Upload {AssetId} of film {FilmId} announced: {Size} bytes")]
    private partial void LogAnnounced(Guid assetId, Guid filmId, long size);

    [LoggerMessage(Level = LogLevel.Information, Message = "Upload {AssetId} is complete")]
    private partial void LogCompleted(Guid assetId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Upload {AssetId} rejected: {Reason}")]
    private partial void LogRejected(Guid assetId, string reason);
}
