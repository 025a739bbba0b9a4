using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Showcase.Domain.Media;
using Showcase.Web.Data;
using Showcase.Web.Shared;
using Showcase.Web.Storage;

namespace Showcase.Web.Features.Media.Processing;

/// <summary>
/// Does what the stage rows say is due. A stage is claimed with a lease, which is renewed while the work goes on: when a worker dies,
/// the lease runs out and another one begins again.
/// </summary>
public sealed partial class ProcessingWorker(
    IDbContextFactory<ShowcaseDbContext> contexts,
    StageWork work,
    FfmpegTool ffmpeg,
    IMediaStorage storage,
    ChangeFeed feed,
    TimeProvider clock,
    IOptions<MediaOptions> options,
    ILogger<ProcessingWorker> log)
{
    private const int MostAttempts = 3;
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromSeconds(20), TimeSpan.FromMinutes(5)];

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

        while (await ClaimAsync(token) is { } claimed) await DoAsync(claimed, token);
    }

    private async Task<ClaimedStage?> ClaimAsync(CancellationToken token)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(token);
        var waiting = await db.MediaAssets
            .Where(asset => asset.State == MediaState.Processing)
            .OrderBy(asset => asset.CreatedAt).ThenBy(asset => asset.Id)
            .Take(100)
            .ToListAsync(token);
        foreach (var asset in waiting)
        {
            if (asset.NextStage(now) is not { } stage) continue;

            stage.Claim(now, Lease);
            asset.Touch();
            try
            {
                await db.SaveChangesAsync(token);
                feed.TellFilm(asset.FilmId);
                return new ClaimedStage(asset.Id, asset.FilmId, asset.Size, stage.Name, stage.Attempts);
            }
            catch (DbUpdateConcurrencyException)
            {
                // Another worker was faster.
                db.ChangeTracker.Clear();
            }
        }

        return null;
    }

    private async Task DoAsync(ClaimedStage stage, CancellationToken token)
    {
        LogBegan(stage.Name, stage.AssetId, stage.Attempt);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(token);
        var percent = 0;
        var heartbeat = BeatAsync(stage, () => percent, ending);
        try
        {
            var result = await work.RunAsync(stage.Name, stage.AssetId, stage.Size, now => percent = Math.Clamp(now, 0, 100), ending.Token);
            await EndAsync(heartbeat, ending);
            if (result.Succeeded) await FinishAsync(stage, result.Value);
            else await RejectAsync(stage, result.Refusal);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The server stops, or the asset was taken away: the lease runs out by itself.
            await EndAsync(heartbeat, ending);
            await ChangeAsync(stage, (_, row) => row.RetryAfter("Interrupted", clock.GetUtcNow()));
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
        var isReady = false;
        var isThere = await ChangeAsync(stage, (asset, row) =>
        {
            record(asset);
            row.Finish(clock.GetUtcNow());
            isReady = asset.Stages.All(each => each.State == StageState.Done);
            if (isReady) asset.MarkReady(clock.GetUtcNow());
        }, showVideo: () => isReady);
        LogEnded(stage.Name, stage.AssetId);
        if (isReady || !isThere) work.Clean(stage.AssetId);
    }

    private async Task RejectAsync(ClaimedStage stage, Refusal reason)
    {
        LogRejected(stage.AssetId, reason.Code);
        await ChangeAsync(stage, (asset, row) =>
        {
            row.Fail(reason.Code, clock.GetUtcNow());
            asset.Reject(reason.Code);
        });
        await storage.DeleteAsync(MediaPaths.Arrivals(stage.AssetId), CancellationToken.None);
        await storage.DeleteAsync(MediaPaths.Original(stage.AssetId), CancellationToken.None);
        await storage.DeleteAsync(MediaPaths.Made(stage.AssetId), CancellationToken.None);
        work.Clean(stage.AssetId);
    }

    private async Task FailAsync(ClaimedStage stage, Exception failure)
    {
        LogFailed(failure, stage.Name, stage.AssetId, stage.Attempt);
        await ChangeAsync(stage, (asset, row) =>
        {
            var now = clock.GetUtcNow();
            var error = failure.Message.Length > 1000 ? failure.Message[..1000] : failure.Message;
            if (row.Attempts < MostAttempts)
            {
                row.RetryAfter(error, now + Pauses[Math.Min(row.Attempts, Pauses.Length) - 1]);
                return;
            }

            row.Fail(error, now);
            asset.Fail("Media.ProcessingFailed");
        });
    }

    /// <summary>Renews the lease and shows progress; stops the work where the row is gone or another's.</summary>
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
                if (!await ChangeAsync(stage, (_, row) => row.Report(now, clock.GetUtcNow(), Lease)))
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

    private static async Task EndAsync(Task heartbeat, CancellationTokenSource ending)
    {
        await ending.CancelAsync();
        await heartbeat;
    }

    /// <summary>Changes the stage's row in one transaction, again where somebody else changed the asset meanwhile; false where it is no longer ours.</summary>
    private async Task<bool> ChangeAsync(ClaimedStage stage, Action<MediaAsset, ProcessingStage> change, Func<bool>? showVideo = null)
    {
        while (true)
        {
            await using var db = await contexts.CreateDbContextAsync();
            var asset = await db.MediaAssets.FirstOrDefaultAsync(candidate => candidate.Id == stage.AssetId);
            var row = asset?.Stages.FirstOrDefault(candidate => candidate.Name == stage.Name);
            if (asset is not { State: MediaState.Processing } || row is not { State: StageState.Running } || row.Attempts != stage.Attempt) return false;

            change(asset, row);
            asset.Touch();
            if (showVideo?.Invoke() == true) await ShowAsync(db, stage.FilmId, asset.Id);
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

    private sealed record ClaimedStage(Guid AssetId, Guid FilmId, long Size, string Name, int Attempt);

    [LoggerMessage(Level = LogLevel.Error, Message = FfmpegTool.Missing)]
    private partial void LogNoFfmpeg();

    [LoggerMessage(Level = LogLevel.Information, Message = "Stage {Stage} of {AssetId} begins, attempt {Attempt}")]
    private partial void LogBegan(string stage, Guid assetId, int attempt);

    [LoggerMessage(Level = LogLevel.Information, Message = "Stage {Stage} of {AssetId} is done")]
    private partial void LogEnded(string stage, Guid assetId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Asset {AssetId} rejected: {Reason}")]
    private partial void LogRejected(Guid assetId, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Stage {Stage} of {AssetId} failed in attempt {Attempt}")]
    private partial void LogFailed(Exception failure, string stage, Guid assetId, int attempt);
}
