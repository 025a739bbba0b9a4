using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Films;
using Showcase.Domain.Media;
using Showcase.Domain.Media.Descriptions;
using Showcase.Web.Data;
using Showcase.Web.Features.Media.Captions;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Media.Descriptions;

/// <summary>A film's audio description, for its owner and for those who watch it.</summary>
public sealed class DescriptionQueries(IDbContextFactory<ShowcaseDbContext> contexts)
{
    // Files that were replaced or refused stay for a day or less beside those that are heard.
    private const int MostFiles = 4 * AudioDescription.MostPerFilm;

    /// <summary>What the actor's film has; null where it is somebody else's.</summary>
    public async Task<FilmDescriptions?> FindAsync(Actor actor, Guid filmId, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        var film = await db.FilmsOf(actor, CoAuthorRole.View).Where(f => f.Id == filmId).Select(f => new { f.VideoId }).SingleOrDefaultAsync(token);
        if (film is null) return null;

        var files = await db.MediaAssets.AsNoTracking()
            .Where(asset => asset.FilmId == filmId && asset.DescribedIn != null && asset.State != MediaState.Expired && asset.State != MediaState.Uploading)
            .OrderByDescending(asset => asset.CreatedAt).ThenByDescending(asset => asset.Id)
            .Take(MostFiles)
            .ToListAsync(token);
        var lines = files.GroupBy(file => file.DescribedIn!, StringComparer.Ordinal)
            .Select(group => new DescriptionLine(group.Key, Describe(group.First()), group.FirstOrDefault(file => file.State == MediaState.Ready) is { } heard ? Describe(heard) : null));
        return new FilmDescriptions([.. lines], await CaptionQueries.RuntimeAsync(db, film.VideoId, token), await CaptionService.IsChosenAsync(db, filmId, token));
    }

    /// <summary>The descriptions that fit the video, the newest of each language; none for a video that does not play.</summary>
    internal async Task<IReadOnlyList<OfferedDescription>> OfferedAsync(Guid videoId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var ready = db.MediaAssets.AsNoTracking().Where(asset => asset.State == MediaState.Ready);
        var video = await ready.Where(asset => asset.Id == videoId && asset.DescribedIn == null).Select(asset => new { asset.FilmId, asset.Facts }).SingleOrDefaultAsync(token);
        if (video?.Facts is not { } film) return [];

        var sounds = await ready
            .Where(asset => asset.FilmId == video.FilmId && asset.DescribedIn != null)
            .OrderByDescending(asset => asset.CreatedAt).ThenByDescending(asset => asset.Id)
            .Take(MostFiles)
            .Select(asset => new { asset.Id, Language = asset.DescribedIn!, asset.Facts })
            .ToListAsync(token);
        return
        [
            .. sounds.DistinctBy(sound => sound.Language, StringComparer.Ordinal)
                .Where(sound => sound.Facts is { } facts && AudioDescription.Fits(facts.Duration, film.Duration))
                .Select(sound => new OfferedDescription(sound.Id, sound.Language)),
        ];
    }

    /// <summary>Whether that sound can be heard and describes the film of that video.</summary>
    internal async Task<bool> BelongsAsync(Guid soundId, Guid videoId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        return await db.MediaAssets.AnyAsync(
            sound => sound.Id == soundId && sound.DescribedIn != null && sound.State == MediaState.Ready && db.MediaAssets.Any(video => video.Id == videoId && video.FilmId == sound.FilmId), token);
    }

    private static DescriptionFile Describe(MediaAsset asset) => new(
        asset.FileName, asset.State, asset.Facts?.Duration, asset.Problem, asset.Stages.OrderBy(stage => stage.Position).FirstOrDefault(stage => stage.IsOpen) is { } stage ? new StageStatus(stage.Name, stage.State, stage.Progress, stage.Attempts) : null);
}

/// <summary>A film's descriptions; the runtime of its video, once it has one; and whether they stay as they are.</summary>
public sealed record FilmDescriptions(IReadOnlyList<DescriptionLine> Lines, TimeSpan? Runtime, bool IsFrozen);

/// <summary>In one language: the newest file, whatever became of it, and the one that is heard.</summary>
public sealed record DescriptionLine(string Language, DescriptionFile Newest, DescriptionFile? Heard);

/// <summary>A sound file, how long it was when it was listened to, and the stage that it is in.</summary>
public sealed record DescriptionFile(string FileName, MediaState State, TimeSpan? Length, string? Problem, StageStatus? Stage);

internal sealed record OfferedDescription(Guid Id, string Language);
