using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Films;
using Showcase.Domain.Media;
using Showcase.Domain.Media.Captions;
using Showcase.Web.Data;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Media.Captions;

/// <summary>A film's captions, for its owner and for those who watch it.</summary>
public sealed class CaptionQueries(IDbContextFactory<ShowcaseDbContext> contexts)
{
    /// <summary>What the actor's film has; null where it is somebody else's.</summary>
    public async Task<FilmCaptions?> FindAsync(Actor actor, Guid filmId, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        var film = await db.FilmsOf(actor, CoAuthorRole.View).Where(f => f.Id == filmId).Select(f => new { f.VideoId }).SingleOrDefaultAsync(token);
        if (film is null) return null;

        var tracks = await db.CaptionTracks.AsNoTracking()
            .Where(track => track.FilmId == filmId)
            .OrderBy(track => track.Language).ThenBy(track => track.Kind).ThenBy(track => track.Id)
            .Take(CaptionTrack.MostPerFilm)
            .Select(track => new CaptionLine(track.Id, track.Language, track.Kind, track.FileName, track.CueCount, track.Until))
            .ToListAsync(token);
        return new FilmCaptions(tracks, await RuntimeAsync(db, film.VideoId, token), await CaptionService.IsChosenAsync(db, filmId, token));
    }

    /// <summary>The WebVTT file of captions that belong to the film of that video; null for any other.</summary>
    internal async Task<byte[]?> ContentAsync(Guid assetId, Guid trackId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        return await db.CaptionTracks
            .Where(track => track.Id == trackId && db.MediaAssets.Any(asset => asset.Id == assetId && asset.FilmId == track.FilmId))
            .Select(track => track.Content)
            .SingleOrDefaultAsync(token);
    }

    /// <summary>The runtime of a video that plays; null where there is none yet.</summary>
    internal static async Task<TimeSpan?> RuntimeAsync(ShowcaseDbContext db, Guid? videoId, CancellationToken token)
    {
        var facts = await db.MediaAssets.AsNoTracking().Where(asset => asset.Id == videoId && asset.State == MediaState.Ready).Select(asset => asset.Facts).SingleOrDefaultAsync(token);
        return facts?.Duration;
    }
}

/// <summary>A film's captions; the runtime of its video, once it has one; and whether they stay as they are.</summary>
public sealed record FilmCaptions(IReadOnlyList<CaptionLine> Tracks, TimeSpan? Runtime, bool IsFrozen);

/// <summary>Captions in one language, and when the last of them goes.</summary>
public sealed record CaptionLine(Guid Id, string Language, CaptionKind Kind, string FileName, int CueCount, TimeSpan Until);
