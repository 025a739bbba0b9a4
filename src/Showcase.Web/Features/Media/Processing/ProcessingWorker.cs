using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Showcase.Domain.Media;
using Showcase.Web.Data;
using Showcase.Web.Features.Media.Captions;
using Showcase.Web.Shared;
using Showcase.Web.Storage;

namespace Showcase.Web.Features.Media.Processing;

/// <summary>
/// Does what the stage rows say is due. A stage is claimed with a lease, which is renewed while the work goes on: when a worker dies,
/// the lease runs out and another one goes on where it stopped. Each attempt leaves a line in the log of runs.
/// </summary>
public sealed partial class ProcessingWorker(
    IDbContextFactory<ShowcaseDbContext> contexts,
    StageWork work,
    GalleryOrders galleries,
    FfmpegTool ffmpeg,
    Vault vault,
    ChangeFeed feed,
    TimeProvider clock,
    IOptions<MediaOptions> options,
    ILogger<ProcessingWorker> log)
{
    private const int MostLooked = 100;

    private volatile bool isMissing;

    private TimeSpan Lease => TimeSpan.FromSeconds(options.Value.LeaseSeconds);

    /// <summary>Works until nothing is due.</summary>
    public async Task RunAsync(CancellationToken token)
    {
        // Said when it begins, not at each look.
        var wasMissing = isMissing;
        isMissing = !ffmpeg.IsAvailable;
        if (isMissing)
        {
            if (!wasMissing) LogNoFfmpeg();
            return;
        }

        await galleries.AskAsync(token);
        while (await ClaimAsync(token) is { } claimed) await DoAsync(claimed, token);
    }

    private async Task<ClaimedStage?> ClaimAsync(CancellationToken token)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(token);
        foreach (var asset in await db.Waiting(now).Take(MostLooked).ToListAsync(token))
        {
            try
            {
                if (await db.NewerThan(asset.FilmId, asset.DescribedIn, asset.Id, asset.CreatedAt).AnyAsync(token))
                {
                    await SupersedeAsync(db, asset, token);
                    continue;
                }

                if (asset.NextStage(now) is not { } stage) continue;

                // A silent worker's run never said how it ended.
                var silent = await db.StageRuns.Where(lost => lost.AssetId == asset.Id && lost.Outcome == RunOutcome.Running).ToListAsync(token);
                foreach (var lost in silent) lost.End(RunOutcome.Lost, null, null, now);
                stage.Claim(ProcessingStages.Version, asset.Sha256, now, Lease);
                var run = new StageRun(asset.Id, stage);
                db.Add(run);
                asset.Touch();
                await db.SaveChangesAsync(token);
                feed.TellFilm(asset.FilmId);
                var order = new StageOrder(asset.Id, stage.Name, asset.Size, asset.Sha256)
                {
                    NeedsMore = stage.NeedsMore,
                    FilmRuntime = asset.DescribedIn is null ? null : await RuntimeAsync(db, asset.FilmId, token),
                    Heard = asset.DescribedIn is null ? null : asset.Facts?.Duration,
                };
                return new ClaimedStage(order, asset.FilmId, asset.DescribedIn, asset.CreatedAt, stage.Attempts, run.Id);
            }
            catch (DbUpdateConcurrencyException)
            {
                // Another worker was faster: what was read is old.
                return await ClaimAsync(token);
            }
        }

        return null;
    }

    private static async Task<TimeSpan?> RuntimeAsync(ShowcaseDbContext db, Guid filmId, CancellationToken token) =>
        await CaptionQueries.RuntimeAsync(db, await db.Films.Where(film => film.Id == filmId).Select(film => film.VideoId).SingleOrDefaultAsync(token), token);

    private async Task SupersedeAsync(ShowcaseDbContext db, MediaAsset asset, CancellationToken token)
    {
        asset.Supersede(clock.GetUtcNow());
        asset.Touch();
        await db.SaveChangesAsync(token);
        LogSuperseded(asset.Id);
        await DropAsync(asset.Id, asset.State == MediaState.Expired);
        feed.TellFilm(asset.FilmId);
    }

    private async Task DoAsync(ClaimedStage stage, CancellationToken token)
    {
        LogBegan(stage.Order.Stage, stage.Order.AssetId, stage.Attempt);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(token);
        var percent = 0;
        var order = stage.Order with { Report = now => percent = Math.Clamp(now, 0, 100) };
        stage = stage with { Order = order };
        var heartbeat = BeatAsync(stage, () => percent, ending);
        try
        {
            var result = await work.RunAsync(order, ending.Token);
            await EndAsync(heartbeat, ending);
            if (result.Succeeded) await FinishAsync(stage, result.Value);
            else await RefuseAsync(stage, result.Refusal);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            await EndAsync(heartbeat, ending);
            var isOurs = await ChangeAsync(stage, RunOutcome.Interrupted, null, (_, row) => row.PutBack(clock.GetUtcNow()));
            if (!isOurs) await DropAsync(order.AssetId, isExpired: false);
        }
#pragma warning disable CA1031 // Whatever a stage fails with, the row must say so, and the next asset must have its turn.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            await EndAsync(heartbeat, ending);
            await FailAsync(stage, failure);
        }

        feed.TellFilm(stage.FilmId);
    }

    private async Task FinishAsync(ClaimedStage stage, Action<MediaAsset> record)
    {
        var (isPlayable, isThrough) = (stage.Order.Stage is ProcessingStages.First or ProcessingStages.Describe, false);
        var isThere = await ChangeAsync(stage, RunOutcome.Done, null, (asset, row) =>
        {
            var now = clock.GetUtcNow();
            record(asset);
            row.Finish(now);
            isThrough = asset.Stages.All(each => !each.IsOpen);
            if (isPlayable) asset.MarkReady(now);
        }, showVideo: isPlayable && stage.DescribedIn is null);
        LogEnded(stage.Order.Stage, stage.Order.AssetId);
        if (isThrough || !isThere) work.Clean(stage.Order.AssetId);
        else work.Clean(stage.Order);
    }

    /// <summary>The file is no good: it goes, unless it plays already.</summary>
    private async Task RefuseAsync(ClaimedStage stage, Refusal reason)
    {
        LogRejected(stage.Order.AssetId, reason.Code);
        var isRejected = false;
        await ChangeAsync(stage, RunOutcome.Refused, reason.Code, (asset, row) =>
        {
            row.Fail(FailureKind.Permanent, reason.Code, clock.GetUtcNow());
            isRejected = asset.State == MediaState.Processing;
            if (isRejected) asset.Reject(reason.Code);
        });
        await DropAsync(stage.Order.AssetId, isRejected);
    }

    private async Task FailAsync(ClaimedStage stage, Exception failure)
    {
        LogFailed(failure, stage.Order.Stage, stage.Order.AssetId, stage.Attempt);
        var kind = FailureKinds.Of(failure);
        var error = failure.Message.Length > StageRun.ComplaintLength ? failure.Message[^StageRun.ComplaintLength..] : failure.Message;
        var hasHope = false;
        await ChangeAsync(stage, () => hasHope ? RunOutcome.Retried : RunOutcome.Failed, error, (asset, row) =>
        {
            hasHope = row.Fail(kind, error, clock.GetUtcNow());
            if (!hasHope && asset.State == MediaState.Processing) asset.Fail("Media.ProcessingFailed");
        });
    }

    /// <summary>Renews the lease and shows progress; stops the work where the row is gone or another's, or a newer file has come.</summary>
    private async Task BeatAsync(ClaimedStage stage, Func<int> percent, CancellationTokenSource ending)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        var shown = -1;
        var beats = 0;
        try
        {
            while (await timer.WaitForNextTickAsync(ending.Token))
            {
                var now = percent();
                if (++beats < options.Value.LeaseSeconds / 3 && now == shown) continue;

                (shown, beats) = (now, 0);
                if (!await IsWantedAsync(stage) || !await ChangeAsync(stage, (_, row) => row.Report(now, clock.GetUtcNow(), Lease)))
                {
                    await ending.CancelAsync();
                    return;
                }

                feed.TellFilm(stage.FilmId);
            }
        }
        catch (OperationCanceledException)
        {
            // The work has ended.
        }
    }

    private async Task<bool> IsWantedAsync(ClaimedStage stage)
    {
        await using var db = await contexts.CreateDbContextAsync();
        return !await db.NewerThan(stage.FilmId, stage.DescribedIn, stage.Order.AssetId, stage.CreatedAt).AnyAsync();
    }

    private static async Task EndAsync(Task heartbeat, CancellationTokenSource ending)
    {
        await ending.CancelAsync();
        await heartbeat;
    }

    /// <summary>Removes the work folder, and all files of an asset that is no more.</summary>
    private async Task DropAsync(Guid assetId, bool isExpired)
    {
        if (isExpired) await vault.DropAsync(assetId, CancellationToken.None);
        work.Clean(assetId);
    }

    private Task<bool> ChangeAsync(ClaimedStage stage, RunOutcome outcome, string? complaint, Action<MediaAsset, ProcessingStage> change, bool showVideo = false) =>
        ChangeAsync(stage, () => outcome, complaint, change, showVideo);

    /// <summary>Ends the run with the change; where the stage is no longer ours, the run was cancelled.</summary>
    private async Task<bool> ChangeAsync(ClaimedStage stage, Func<RunOutcome> outcome, string? complaint, Action<MediaAsset, ProcessingStage> change, bool showVideo = false)
    {
        var isOurs = await ChangeAsync(stage, change, showVideo);
        await using var db = await contexts.CreateDbContextAsync();
        if (await db.StageRuns.FirstOrDefaultAsync(run => run.Id == stage.RunId && run.Outcome == RunOutcome.Running) is { } run)
        {
            var said = stage.Order.Said;
            run.End(isOurs ? outcome() : RunOutcome.Cancelled, said?.ExitCode, complaint ?? (said is { End: not ToolEnd.Done } ? said.Errors : null), clock.GetUtcNow());
            await db.SaveChangesAsync();
        }

        return isOurs;
    }

    /// <summary>Changes the stage's row in one transaction, again where somebody else changed the asset meanwhile; false where it is no longer ours.</summary>
    private async Task<bool> ChangeAsync(ClaimedStage stage, Action<MediaAsset, ProcessingStage> change, bool showVideo = false)
    {
        while (true)
        {
            await using var db = await contexts.CreateDbContextAsync();
            var asset = await db.MediaAssets.FirstOrDefaultAsync(candidate => candidate.Id == stage.Order.AssetId);
            var row = asset?.Stages.FirstOrDefault(candidate => candidate.Name == stage.Order.Stage);
            if (asset is not { State: MediaState.Processing or MediaState.Ready } || row is not { State: StageState.Running } || row.Attempts != stage.Attempt) return false;

            change(asset, row);
            asset.Touch();
            if (showVideo) await ShowAsync(db, stage.FilmId, asset.Id);
            try
            {
                await db.SaveChangesAsync();
                return true;
            }
            catch (DbUpdateConcurrencyException)
            {
                // Read again: the film's form or another stage's report was saved between.
            }
        }
    }

    /// <summary>The film shows the new video, unless it was sent in with another one meanwhile.</summary>
    private static async Task ShowAsync(ShowcaseDbContext db, Guid filmId, Guid assetId)
    {
        var film = await db.Films.FirstOrDefaultAsync(candidate => candidate.Id == filmId);
        if (film is null || (film.VideoId is not null && await UploadService.IsSentInAsync(db, filmId, CancellationToken.None))) return;

        film.ShowVideo(assetId);
    }

    private sealed record ClaimedStage(StageOrder Order, Guid FilmId, string? DescribedIn, DateTimeOffset CreatedAt, int Attempt, Guid RunId);

    [LoggerMessage(Level = LogLevel.Error, Message = FfmpegTool.Missing)]
    private partial void LogNoFfmpeg();

    [LoggerMessage(Level = LogLevel.Information, Message = "Stage {Stage} of {AssetId} begins, attempt {Attempt}")]
    private partial void LogBegan(string stage, Guid assetId, int attempt);

    [LoggerMessage(Level = LogLevel.Information, Message = "Stage {Stage} of {AssetId} is done")]
    private partial void LogEnded(string stage, Guid assetId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Asset {AssetId} rejected: {Reason}")]
    private partial void LogRejected(Guid assetId, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Asset {AssetId} has a newer file in its place: its work is dropped")]
    private partial void LogSuperseded(Guid assetId);

    [LoggerMessage(Level = LogLevel.Error, Message = "Stage {Stage} of {AssetId} failed in attempt {Attempt}")]
    private partial void LogFailed(Exception failure, string stage, Guid assetId, int attempt);
}
