using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Media;
using Showcase.Web.Data;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Media;

/// <summary>What administrators see of processing.</summary>
public sealed class JobQueries(IDbContextFactory<ShowcaseDbContext> contexts)
{
    public const int PageSize = 50;

    /// <summary>Uploads that were processed or are, newest first, those that failed before all others. Empty for anyone but administrators.</summary>
    public async Task<IReadOnlyList<MediaJob>> ListAsync(Actor actor, int page, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        var administrators = db.Administrators();
        var rows = await db.MediaAssets.AsNoTracking()
            .Where(_ => administrators.Any(user => user.Id == actor.UserId))
            .Where(asset => asset.State == MediaState.Processing || asset.State == MediaState.Failed || asset.State == MediaState.Ready || asset.State == MediaState.Rejected)
            .OrderBy(asset => asset.State == MediaState.Failed ? 0 : asset.State == MediaState.Processing ? 1 : 2).ThenByDescending(asset => asset.CreatedAt).ThenBy(asset => asset.Id)
            .Skip(Math.Max(0, page) * PageSize)
            .Take(PageSize)
            .ToListAsync(token);
        var ids = rows.ConvertAll(row => row.FilmId);
        var titles = await db.Films.Where(film => ids.Contains(film.Id)).Select(film => new { film.Id, film.Title }).ToDictionaryAsync(film => film.Id, film => film.Title, token);
        return [.. rows.Select(asset => new MediaJob(asset.Id, titles.GetValueOrDefault(asset.FilmId, asset.FileName), asset.State, asset.CreatedAt, [.. asset.Stages
            .OrderBy(stage => stage.Position)
            .Select(stage => new JobStage(stage.Name, stage.State, stage.Progress, stage.Attempts, stage.Error, stage.StartedAt))]))];
    }
}

public sealed record MediaJob(Guid AssetId, string Film, MediaState State, DateTimeOffset CreatedAt, IReadOnlyList<JobStage> Stages);

public sealed record JobStage(string Name, StageState State, int Progress, int Attempts, string? Error, DateTimeOffset? StartedAt);
