using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Media;
using Showcase.Web.Data;
using Showcase.Web.Features.Media.Processing;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Media;

/// <summary>What administrators see of processing.</summary>
public sealed class JobQueries(IDbContextFactory<ShowcaseDbContext> contexts, TimeProvider clock)
{
    public const int PageSize = 50;
    public const int MostRuns = 100;

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
        var urgent = await db.UrgentFilms(await db.UrgentCategoriesAsync(clock.GetUtcNow(), token)).Where(film => ids.Contains(film)).Distinct().ToListAsync(token);
        return [.. rows.Select(asset => new MediaJob(
            asset.Id, titles.GetValueOrDefault(asset.FilmId, asset.FileName), asset.DescribedIn, asset.State, asset.IsUnderWay, asset.IsUnderWay && urgent.Contains(asset.FilmId), asset.CreatedAt,
            [.. asset.Stages.OrderBy(stage => stage.Position).Select(stage => new JobStage(stage.Name, stage.State, stage.Progress, stage.Attempts, stage.Error, stage.StartedAt, asset.IsOutdated(stage, ProcessingStages.VersionOf)))]))];
    }

    /// <summary>The log of an upload's runs, the last first. Empty for anyone but administrators.</summary>
    public async Task<IReadOnlyList<JobRun>> RunsAsync(Actor actor, Guid assetId, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        var administrators = db.Administrators();
        return await db.StageRuns.AsNoTracking()
            .Where(run => run.AssetId == assetId && administrators.Any(user => user.Id == actor.UserId))
            .OrderByDescending(run => run.BeganAt).ThenByDescending(run => run.Id)
            .Take(MostRuns)
            .Select(run => new JobRun(run.Id, run.Stage, run.Attempt, run.BeganAt, run.EndedAt, run.Outcome, run.ExitCode, run.Complaint))
            .ToListAsync(token);
    }
}

/// <param name="AssetId">The upload.</param>
/// <param name="Film">Its film's title.</param>
/// <param name="DescribedIn">The language, where it is not the film but its audio description.</param>
/// <param name="State">What became of it so far.</param>
/// <param name="IsUnderWay">Stages wait or run.</param>
/// <param name="IsUrgent">A deadline of a category that the film is entered in falls within a day: it goes first.</param>
/// <param name="CreatedAt">When it was announced.</param>
/// <param name="Stages">In their order.</param>
public sealed record MediaJob(Guid AssetId, string Film, string? DescribedIn, MediaState State, bool IsUnderWay, bool IsUrgent, DateTimeOffset CreatedAt, IReadOnlyList<JobStage> Stages);

public sealed record JobStage(string Name, StageState State, int Progress, int Attempts, string? Error, DateTimeOffset? StartedAt, bool IsOutdated);

/// <summary>One attempt at a stage.</summary>
public sealed record JobRun(Guid Id, string Stage, int Attempt, DateTimeOffset BeganAt, DateTimeOffset? EndedAt, RunOutcome Outcome, int? ExitCode, string? Complaint);
