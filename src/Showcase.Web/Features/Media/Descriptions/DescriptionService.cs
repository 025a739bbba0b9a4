using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Films;
using Showcase.Domain.Media;
using Showcase.Domain.Media.Descriptions;
using Showcase.Web.Data;
using Showcase.Web.Features.Films;
using Showcase.Web.Features.Media.Captions;
using Showcase.Web.Features.Media.Processing;
using Showcase.Web.Security;
using Showcase.Web.Shared;
using Showcase.Web.Storage;

namespace Showcase.Web.Features.Media.Descriptions;

/// <summary>
/// What an artist does with the audio description of a film: one sound file a language. It may change for as long as captions may.
/// Somebody else's film does not exist for them.
/// </summary>
public sealed partial class DescriptionService(
    IDbContextFactory<ShowcaseDbContext> contexts,
    IMediaStorage storage,
    Vault vault,
    UploadRoom room,
    ProcessingWake wake,
    ChangeFeed feed,
    TimeProvider clock,
    ILogger<DescriptionService> log)
{
    /// <summary>
    /// Takes a sound file in and hands it to processing; what is heard in that language is replaced once the new one can be. A file that
    /// is refused, or breaks off, leaves nothing and changes nothing.
    /// </summary>
    public async Task<Result> AddAsync(Actor actor, Guid filmId, string language, SoundUpload file, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(file);
        var announced = await AnnounceAsync(actor, filmId, language, file, token);
        if (!announced.Succeeded) return announced;

        var asset = announced.Value;
        var isTaken = false;
        try
        {
            await storage.WriteAsync(MediaPaths.Arrival(asset.Id), file.Content, token);
            var taken = await TakeAsync(asset, token);
            isTaken = taken.Succeeded;
            return taken;
        }
        finally
        {
            if (!isTaken) await ForgetAsync(asset.Id);
        }
    }

    /// <summary>Takes the description in that language away, with what is still made of it.</summary>
    public async Task<Result> RemoveAsync(Actor actor, Guid filmId, string language, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        var films = db.FilmsOf(actor, CoAuthorRole.Edit);
        var files = await db.MediaAssets
            .Where(asset => asset.FilmId == filmId && asset.DescribedIn == language && asset.State != MediaState.Expired && asset.State != MediaState.Uploading)
            .Where(asset => films.Any(film => film.Id == asset.FilmId))
            .ToListAsync(token);
        if (files.Count == 0) return Refusals.NotFound;
        if (await CaptionService.IsChosenAsync(db, filmId, token)) return FilmRefusals.Chosen;

        foreach (var file in files) file.Expire();
        if (await db.TrySaveAsync(Refusals.Conflict, token) is { Succeeded: false } lost) return lost;

        foreach (var file in files) await vault.DropAsync(file.Id, CancellationToken.None);
        LogRemoved(language, filmId);
        feed.TellFilm(filmId);
        return Result.Ok;
    }

    /// <summary>Checks everything that can be checked before the first byte, and writes down that the file is coming.</summary>
    private async Task<Result<MediaAsset>> AnnounceAsync(Actor actor, Guid filmId, string language, SoundUpload file, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var film = await db.FilmsOf(actor, CoAuthorRole.Edit).Where(f => f.Id == filmId).Select(f => new { f.VideoId, f.OwnerId }).SingleOrDefaultAsync(token);
        if (film is null) return Refusals.NotFound;
        if (await CaptionService.IsChosenAsync(db, filmId, token)) return FilmRefusals.Chosen;
        if (!Languages.IsKnown(language)) return DescriptionRefusals.LanguageMissing;

        var facts = await db.MediaAssets.AsNoTracking().Where(asset => asset.Id == film.VideoId && asset.State == MediaState.Ready).Select(asset => asset.Facts).SingleOrDefaultAsync(token);
        if (facts is null) return DescriptionRefusals.NoFilm;
        if (facts.AudioCodec is null) return DescriptionRefusals.SilentFilm;

        var announced = MediaAsset.AnnounceDescription(filmId, film.OwnerId, language, file.Name, file.Size, clock.GetUtcNow());
        if (!announced.Succeeded) return announced;

        var others = db.MediaAssets.Where(asset => asset.FilmId == filmId && asset.DescribedIn != null && asset.DescribedIn != language && asset.State != MediaState.Expired);
        if (await others.Select(asset => asset.DescribedIn).Distinct().CountAsync(token) >= AudioDescription.MostPerFilm) return DescriptionRefusals.TooMany;
        if (await room.RefusalOfAsync(db, announced.Value, token) is { } full) return full;

        db.Add(announced.Value);
        await db.SaveChangesAsync(token);
        LogAnnounced(announced.Value.Id, language, filmId, file.Size);
        return announced;
    }

    /// <summary>The bytes are there: they are looked at, and processing gets its rows in one transaction.</summary>
    private async Task<Result> TakeAsync(MediaAsset announced, CancellationToken token)
    {
        var path = MediaPaths.Arrival(announced.Id);
        if (await storage.LengthAsync(path, token) != announced.Size) return DescriptionRefusals.Incomplete;
        if (!await IsSoundAsync(path, token)) return DescriptionRefusals.NotSound;

        await using var db = await contexts.CreateDbContextAsync(token);
        if (await CaptionService.IsChosenAsync(db, announced.FilmId, token)) return FilmRefusals.Chosen;
        if (await db.MediaAssets.SingleOrDefaultAsync(asset => asset.Id == announced.Id, token) is not { } asset) return Refusals.NotFound;

        // A file that was refused before in this language has nothing more to say.
        await foreach (var refused in db.MediaAssets
            .Where(other => other.FilmId == asset.FilmId && other.DescribedIn == asset.DescribedIn && (other.State == MediaState.Rejected || other.State == MediaState.Failed)).AsAsyncEnumerable().WithCancellation(token))
        {
            refused.Expire();
        }

        var completed = asset.Complete(ProcessingStages.Describing);
        if (!completed.Succeeded) return completed;
        if (await db.TrySaveAsync(Refusals.Conflict, token) is { Succeeded: false } lost) return lost;

        LogTaken(asset.Id);
        feed.TellFilm(asset.FilmId);
        await wake.NowAsync(CancellationToken.None);
        return Result.Ok;
    }

    private async Task<bool> IsSoundAsync(string path, CancellationToken token)
    {
        await using var content = await storage.OpenAsync(path, 0, Containers.HeadLength, token) ?? throw new FileNotFoundException("The upload is gone from the storage.", path);
        var head = new byte[Containers.HeadLength];
        var length = await content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, token);
        return SoundFiles.Sniff(head.AsSpan(0, length)) is not null;
    }

    private async Task ForgetAsync(Guid assetId)
    {
        await using var db = await contexts.CreateDbContextAsync(CancellationToken.None);
        await db.MediaAssets.Where(asset => asset.Id == assetId).ExecuteDeleteAsync(CancellationToken.None);
        await vault.DropAsync(assetId, CancellationToken.None);
    }

    [LoggerMessage(LogLevel.Information, "Description {AssetId} in {Language} of film {FilmId} announced: {Size} bytes")]
    private partial void LogAnnounced(Guid assetId, string language, Guid filmId, long size);

    [LoggerMessage(LogLevel.Information, "Description {AssetId} is complete")]
    private partial void LogTaken(Guid assetId);

    [LoggerMessage(LogLevel.Information, "Description in {Language} of film {FilmId} removed")]
    private partial void LogRemoved(string language, Guid filmId);
}

/// <summary>A sound file on its way: its name is shown, never used as a path.</summary>
public sealed record SoundUpload(string Name, long Size, Stream Content);
