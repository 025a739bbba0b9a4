using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Films;
using Showcase.Domain.Media;
using Showcase.Domain.Media.Captions;
using Showcase.Web.Data;
using Showcase.Web.Features.Films;
using Showcase.Web.Security;
using Showcase.Web.Storage;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Media;

/// <summary>What a player needs to know of a film, and what a viewer watched of it. The latter is the viewer's own affair: others learn of it only where the viewer is told so.</summary>
public sealed class ViewingQueries(IDbContextFactory<ShowcaseDbContext> contexts, IMediaStorage storage, SiteTexts texts)
{
    /// <summary>Which parts of the file this person watched.</summary>
    public async Task<Coverage> CoverageAsync(Actor actor, Guid assetId, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        var played = await db.Viewings.Where(viewing => viewing.ViewerId == actor.UserId && viewing.AssetId == assetId).Select(viewing => viewing.Played).SingleOrDefaultAsync(token);
        if (played is null) return Coverage.None;

        var facts = await db.MediaAssets.AsNoTracking().Where(asset => asset.Id == assetId).Select(asset => asset.Facts).SingleOrDefaultAsync(token);
        if (facts is null || facts.Duration <= TimeSpan.Zero) return Coverage.None;

        var length = facts.Duration.TotalMilliseconds;
        return new Coverage(played.PercentOf(facts.Duration), [.. played.Spans.Select(span => (Math.Min(1, span.From / length), Math.Min(1, span.To / length)))]);
    }

    internal async Task<PlayerInfo?> DescribeAsync(OpenedGrant grant, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var asset = await db.MediaAssets.AsNoTracking().Where(a => a.Id == grant.AssetId).Select(a => new { a.FilmId, a.Facts, IsGrowing = a.Renditions.Any(made => made.Kind == RenditionKind.HlsBeginning) }).SingleOrDefaultAsync(token);
        if (asset?.Facts is not { } facts) return null;

        var isKept = grant.ViewerId != Guid.Empty;
        var place = isKept
            ? await db.Viewings.Where(viewing => viewing.ViewerId == grant.ViewerId && viewing.AssetId == grant.AssetId).Select(viewing => viewing.Place).SingleOrDefaultAsync(token)
            : TimeSpan.Zero;
        var tracks = await db.CaptionTracks
            .Where(track => track.FilmId == asset.FilmId)
            .OrderBy(track => track.Id)
            .Take(CaptionTrack.MostPerFilm)
            .Select(track => new { track.Id, track.Language, track.Kind })
            .ToListAsync(token);
        var captions = tracks.ConvertAll(track => Describe(track.Id, track.Language, track.Kind));
        var hasStoryboard = await storage.LengthAsync($"{MediaPaths.Made(grant.AssetId)}/storyboard/index.vtt", token) is not null;
        return new PlayerInfo(facts.Duration.TotalSeconds, place.TotalSeconds, isKept, asset.IsGrowing, hasStoryboard, [.. captions.OrderBy(caption => caption.Label, StringComparer.CurrentCulture)]);
    }

    /// <summary>The address names the text: another file is another track, so that no cache shows the old one.</summary>
    private PlayerCaptions Describe(Guid trackId, string language, CaptionKind kind) => new(
        kind == CaptionKind.Captions ? "captions" : "subtitles", language, texts[$"Captions.Label_{kind}", Languages.Name(language)], $"captions/{trackId:N}.vtt");

    /// <summary>The name of the file as it was sent; null for those who may not change the film, and where the file is gone.</summary>
    internal async Task<string?> OriginalNameAsync(Guid viewerId, Guid assetId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var films = db.FilmsOf(viewerId, CoAuthorRole.Edit);
        return await db.MediaAssets
            .Where(asset => asset.Id == assetId && films.Any(film => film.Id == asset.FilmId) && asset.State != MediaState.Uploading && asset.State != MediaState.Expired)
            .Select(asset => asset.FileName)
            .SingleOrDefaultAsync(token);
    }
}

/// <summary>What was watched of a film: per cent of it, and the parts, from 0 to 1, in order.</summary>
public sealed record Coverage(int Percent, IReadOnlyList<(double From, double To)> Spans)
{
    public static readonly Coverage None = new(0, []);
}

/// <summary>Seconds of the film and of the place where the viewer stopped; whether a part of it is still being made; which extras there are.</summary>
internal sealed record PlayerInfo(double Duration, double Place, bool KeepsPlace, bool Growing, bool Storyboard, IReadOnlyList<PlayerCaptions> Captions);

/// <summary>Kind and language as HTML's track element has them; the address starts where the playlist's folder does.</summary>
internal sealed record PlayerCaptions(string Kind, string Language, string Label, string Address);
