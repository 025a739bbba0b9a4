using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Media;
using Showcase.Web.Data;
using Showcase.Web.Features.Films;
using Showcase.Web.Security;
using Showcase.Web.Storage;

namespace Showcase.Web.Features.Media;

/// <summary>What a player needs to know of a film, and what a viewer watched of it. The latter is the viewer's own affair: nobody else is told.</summary>
public sealed class ViewingQueries(IDbContextFactory<ShowcaseDbContext> contexts, IMediaStorage storage)
{
    private const int MostCaptions = 40;

    /// <summary>How much of the file this person watched, in per cent.</summary>
    public async Task<int> PercentAsync(Actor actor, Guid assetId, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        var played = await db.Viewings.Where(viewing => viewing.ViewerId == actor.UserId && viewing.AssetId == assetId).Select(viewing => viewing.Played).SingleOrDefaultAsync(token);
        if (played is null) return 0;

        var facts = await db.MediaAssets.AsNoTracking().Where(asset => asset.Id == assetId).Select(asset => asset.Facts).SingleOrDefaultAsync(token);
        return facts is null ? 0 : played.PercentOf(facts.Duration);
    }

    internal async Task<PlayerInfo?> DescribeAsync(OpenedGrant grant, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var facts = await db.MediaAssets.AsNoTracking().Where(asset => asset.Id == grant.AssetId).Select(asset => asset.Facts).SingleOrDefaultAsync(token);
        if (facts is null) return null;

        var isKept = grant.ViewerId != Guid.Empty;
        var place = isKept
            ? await db.Viewings.Where(viewing => viewing.ViewerId == grant.ViewerId && viewing.AssetId == grant.AssetId).Select(viewing => viewing.Place).SingleOrDefaultAsync(token)
            : TimeSpan.Zero;
        var made = MediaPaths.Made(grant.AssetId);
        var captions = new List<PlayerCaptions>();
        await foreach (var name in storage.ListAsync($"{made}/captions", token))
        {
            if (captions.Count == MostCaptions || !name.EndsWith(".vtt", StringComparison.Ordinal)) continue;

            var language = Path.GetFileNameWithoutExtension(name);
            captions.Add(new PlayerCaptions(language, Languages.Name(language)));
        }

        var hasStoryboard = await storage.LengthAsync($"{made}/storyboard/index.vtt", token) is not null;
        return new PlayerInfo(facts.Duration.TotalSeconds, place.TotalSeconds, isKept, hasStoryboard, [.. captions.OrderBy(caption => caption.Label, StringComparer.Ordinal)]);
    }

    /// <summary>The name of the owner's file; null for anybody else, and where the file is gone.</summary>
    internal async Task<string?> OriginalNameAsync(Guid ownerId, Guid assetId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        return await db.MediaAssets
            .Where(asset => asset.Id == assetId && asset.OwnerId == ownerId && asset.State != MediaState.Uploading && asset.State != MediaState.Expired)
            .Select(asset => asset.FileName)
            .SingleOrDefaultAsync(token);
    }
}

/// <summary>Seconds of the film and of the place where the viewer stopped; which extras there are.</summary>
internal sealed record PlayerInfo(double Duration, double Place, bool KeepsPlace, bool Storyboard, IReadOnlyList<PlayerCaptions> Captions);

internal sealed record PlayerCaptions(string Language, string Label);
