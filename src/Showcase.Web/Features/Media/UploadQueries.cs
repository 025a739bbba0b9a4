using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Films;
using Showcase.Domain.Media;
using Showcase.Web.Data;
using Showcase.Web.Features.Media.Processing;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Media;

/// <summary>What a film's owner sees of its video.</summary>
public sealed class UploadQueries(IDbContextFactory<ShowcaseDbContext> contexts)
{
    /// <summary>The film's newest upload and the video it shows; null for those whose film it is not.</summary>
    public async Task<FilmVideo?> FindAsync(Actor actor, Guid filmId, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        var film = await db.FilmsOf(actor, CoAuthorRole.View).Where(f => f.Id == filmId).Select(f => new { f.Title, f.VideoId }).FirstOrDefaultAsync(token);
        if (film is null) return null;

        var newest = await db.MediaAssets.AsNoTracking()
            .Where(asset => asset.FilmId == filmId && asset.DescribedIn == null && asset.State != MediaState.Expired)
            .OrderByDescending(asset => asset.CreatedAt).ThenByDescending(asset => asset.Id)
            .FirstOrDefaultAsync(token);
        var shown = film.VideoId is { } id ? await db.MediaAssets.AsNoTracking().FirstOrDefaultAsync(asset => asset.Id == id && asset.State == MediaState.Ready, token) : null;
        return new FilmVideo(film.Title, newest is null ? null : Describe(newest), shown is null ? null : Describe(shown));
    }

    private static VideoUpload Describe(MediaAsset asset) => new(
        asset.Id, asset.FileName, asset.Size, asset.State, asset.IsUnderWay, asset.IsGrowing, asset.Problem, asset.Facts, [.. asset.Findings],
        [.. asset.Stages.OrderBy(stage => stage.Position).Select(stage => new StageStatus(stage.Name, stage.State, stage.Progress, stage.Attempts))],
        asset.Sha256, asset.Sha256 is null ? null : asset.Stages.FirstOrDefault(stage => stage.Name == ProcessingStages.Verify)?.EndedAt);
}

/// <summary>A film's newest upload, whatever became of it, and the video that is shown.</summary>
public sealed record FilmVideo(string Title, VideoUpload? Newest, VideoUpload? Shown);

/// <summary>A file and how far it is; its SHA-256 and when all of it was checked, once that is done.</summary>
public sealed record VideoUpload(
    Guid Id, string FileName, long Size, MediaState State, bool IsUnderWay, bool IsGrowing, string? Problem, MediaFacts? Facts, IReadOnlyList<MediaFinding> Findings, IReadOnlyList<StageStatus> Stages,
    string? Sha256, DateTimeOffset? CheckedAt);

public sealed record StageStatus(string Name, StageState State, int Progress, int Attempts);
