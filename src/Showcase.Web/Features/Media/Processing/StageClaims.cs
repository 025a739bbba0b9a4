using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Media;
using Showcase.Web.Data;
using Showcase.Web.Features.Media.Captions;

namespace Showcase.Web.Features.Media.Processing;

/// <summary>
/// Takes stages that are due, and changes their rows only while they are still taken. A claim is a run in the log: it holds until that run has
/// ended, whoever ended it. So a worker that was away for a while changes nothing of what another one does by now.
/// </summary>
internal sealed class StageClaims(IDbContextFactory<ShowcaseDbContext> contexts, TimeProvider clock, TimeSpan lease)
{
    /// <summary>Said of a stage whose workers went silent as often as it may be tried.</summary>
    public const string WorkersLost = "Media.WorkersLost";

    private const int MostLooked = 100;

    private readonly Dictionary<Guid, (DateTimeOffset? Lease, long Since)> watched = [];

    /// <summary>The next stage that is due; null where none is.</summary>
    /// <param name="supersede">Ends the work on a file in whose place a newer one has come.</param>
    /// <param name="token">Ends the look.</param>
    public async Task<ClaimedStage?> TakeAsync(Func<ShowcaseDbContext, MediaAsset, Task> supersede, CancellationToken token)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(token);
        var assets = await db.Waiting(await db.UrgentCategoriesAsync(now, token), now).Take(MostLooked).ToListAsync(token);
        foreach (var asset in assets)
        {
            try
            {
                if (await db.NewerThan(asset.FilmId, asset.DescribedIn, asset.Id, asset.CreatedAt).AnyAsync(token))
                {
                    await supersede(db, asset);
                    continue;
                }

                if (asset.NextStage(now) is not { } stage || (stage.State == StageState.Running && !IsSilent(stage))) continue;

                // A silent worker's run never said how it ended.
                var silent = await db.StageRuns.Where(lost => lost.AssetId == asset.Id && lost.Outcome == RunOutcome.Running).ToListAsync(token);
                foreach (var lost in silent) lost.End(RunOutcome.Lost, null, null, now);
                watched.Remove(stage.Id);
                var claimed = stage.IsLostForGood ? GiveUp(asset, stage, now) : await ClaimAsync(db, asset, stage, now, token);
                asset.Touch();
                await db.SaveChangesAsync(token);
                if (claimed is not null) return claimed;
            }
            catch (DbUpdateConcurrencyException)
            {
                // Another worker was faster: what was read is old.
                return await TakeAsync(supersede, token);
            }
        }

        foreach (var id in watched.Keys.Except(assets.SelectMany(asset => asset.Stages).Select(stage => stage.Id)).ToList()) watched.Remove(id);
        return null;
    }

    /// <summary>
    /// Changes the stage's row, and ends its run where that is said, in one transaction; again where somebody else changed the asset meanwhile.
    /// False where the claim is void: then nothing is changed, and the run, where it is to end, was cancelled.
    /// </summary>
    public async Task<bool> ChangeAsync(ClaimedStage stage, Action<MediaAsset, ProcessingStage> change, Action<StageRun>? end = null, Func<ShowcaseDbContext, Task>? also = null)
    {
        while (true)
        {
            // The asset comes first: whoever takes the stage after that makes the save fail, whoever took it before has ended the run.
            await using var db = await contexts.CreateDbContextAsync();
            var asset = await db.MediaAssets.FirstOrDefaultAsync(candidate => candidate.Id == stage.Order.AssetId);
            var row = asset?.Stages.FirstOrDefault(candidate => candidate.Name == stage.Order.Stage);
            if (await db.StageRuns.FirstOrDefaultAsync(candidate => candidate.Id == stage.RunId && candidate.Outcome == RunOutcome.Running) is not { } run) return false;

            var isOurs = asset is { State: MediaState.Processing or MediaState.Ready } && row is { State: StageState.Running } && row.Attempts == stage.Attempt;
            if (isOurs)
            {
                change(asset!, row!);
                asset!.Touch();
                if (also is not null) await also(db);
            }

            if (isOurs) end?.Invoke(run);
            else if (end is not null) run.End(RunOutcome.Cancelled, stage.Order.Said?.ExitCode, null, clock.GetUtcNow());
            try
            {
                await db.SaveChangesAsync();
                return isOurs;
            }
            catch (DbUpdateConcurrencyException)
            {
                // Read again: the film's form was saved between, or the stage was taken.
            }
        }
    }

    /// <summary>Whether nobody has put a newer file in this one's place.</summary>
    public async Task<bool> IsWantedAsync(ClaimedStage stage)
    {
        await using var db = await contexts.CreateDbContextAsync();
        return !await db.NewerThan(stage.FilmId, stage.DescribedIn, stage.Order.AssetId, stage.CreatedAt).AnyAsync();
    }

    /// <summary>Whether another worker is at this asset by now.</summary>
    public async Task<bool> IsTakenAsync(Guid assetId)
    {
        await using var db = await contexts.CreateDbContextAsync();
        return await db.StageRuns.AnyAsync(run => run.AssetId == assetId && run.Outcome == RunOutcome.Running);
    }

    /// <summary>Of these assets, those that have stages to do.</summary>
    public async Task<HashSet<Guid>> OpenAsync(IReadOnlyList<Guid> assetIds, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        return await db.MediaAssets
            .Where(asset => assetIds.Contains(asset.Id) && asset.Stages.Any(stage => stage.State == StageState.Waiting || stage.State == StageState.Running))
            .Select(asset => asset.Id)
            .ToHashSetAsync(token);
    }

    private async Task<ClaimedStage> ClaimAsync(ShowcaseDbContext db, MediaAsset asset, ProcessingStage stage, DateTimeOffset now, CancellationToken token)
    {
        var order = new StageOrder(asset.Id, stage.Name, asset.Size, asset.Sha256)
        {
            NeedsMore = stage.NeedsMore,
            IsInterlaced = asset.Facts is { IsInterlaced: true },
            FilmRuntime = asset.DescribedIn is null ? null : await RuntimeAsync(db, asset.FilmId, token),
            Heard = asset.DescribedIn is null ? null : asset.Facts?.Duration,
        };
        stage.Claim(ProcessingStages.VersionOf(stage.Name), asset.Sha256, now, lease);
        var run = new StageRun(asset.Id, stage);
        db.Add(run);
        return new ClaimedStage(order, asset.FilmId, asset.DescribedIn, asset.CreatedAt, stage.Attempts, run.Id);
    }

    private static async Task<TimeSpan?> RuntimeAsync(ShowcaseDbContext db, Guid filmId, CancellationToken token) =>
        await CaptionQueries.RuntimeAsync(db, await db.Films.Where(film => film.Id == filmId).Select(film => film.VideoId).SingleOrDefaultAsync(token), token);

    /// <summary>A film that takes its server down each time must not do so for ever.</summary>
    private static ClaimedStage? GiveUp(MediaAsset asset, ProcessingStage stage, DateTimeOffset now)
    {
        stage.Fail(FailureKind.Permanent, WorkersLost, now);
        asset.GiveUp("Media.ProcessingFailed");
        return null;
    }

    /// <summary>
    /// A lease that nobody has renewed for its own length. How long that is, this process measures itself: the clocks of servers differ, and are moved.
    /// </summary>
    private bool IsSilent(ProcessingStage stage)
    {
        if (watched.TryGetValue(stage.Id, out var seen) && seen.Lease == stage.LeaseUntil) return clock.GetElapsedTime(seen.Since) > lease;

        watched[stage.Id] = (stage.LeaseUntil, clock.GetTimestamp());
        return false;
    }
}

/// <summary>A stage that this worker does: what is to be done, and the run that stands for the claim.</summary>
internal sealed record ClaimedStage(StageOrder Order, Guid FilmId, string? DescribedIn, DateTimeOffset CreatedAt, int Attempt, Guid RunId);
