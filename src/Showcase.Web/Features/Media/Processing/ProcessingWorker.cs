using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Showcase.Domain.Media;
using Showcase.Domain.Messages;
using Showcase.Web.Data;
using Showcase.Web.Features.Eligibility;
using Showcase.Web.Features.Media.Versions;
using Showcase.Web.Features.Messages.Notices;
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
    VersionMails versions,
    ChangeFeed feed,
    TimeProvider clock,
    IOptions<MediaOptions> options,
    ILogger<ProcessingWorker> log)
{
    private readonly StageClaims claims = new(contexts, clock, TimeSpan.FromSeconds(options.Value.LeaseSeconds));
    private volatile bool isMissing;
    private int asked;

    /// <summary>
    /// Works until nothing is due, one at a time in a process: a transcode uses every core it finds. Asked while it works, it looks once more
    /// before it ends.
    /// </summary>
    public async Task RunAsync(CancellationToken token)
    {
        if (Interlocked.Increment(ref asked) > 1) return;

        try
        {
            int answered;
            do
            {
                answered = Volatile.Read(ref asked);
                await WorkAsync(token);
            }
            while (Interlocked.CompareExchange(ref asked, 0, answered) != answered);
        }
        catch
        {
            Volatile.Write(ref asked, 0);
            throw;
        }
    }

    private async Task WorkAsync(CancellationToken token)
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
        while (await claims.TakeAsync((db, asset) => SupersedeAsync(db, asset, token), token) is { } claimed)
        {
            feed.TellFilm(claimed.FilmId);
            await DoAsync(claimed, token);
        }

        await work.SweepAsync(claims.OpenAsync, token);
    }

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
            var isOurs = await EndRunAsync(stage, () => RunOutcome.Interrupted, null, (_, row) => row.PutBack(clock.GetUtcNow()));
            if (!isOurs && !await claims.IsTakenAsync(order.AssetId)) work.Clean(order.AssetId);
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
        // A film that grew may have failed and been taken up again: it plays anew when it is whole.
        var (isPlayable, isThrough) = (stage.Order.Stage is ProcessingStages.First or ProcessingStages.Ladder or ProcessingStages.Describe, false);
        var told = new List<Guid>();
        var (isOfFilm, isMeasured) = (stage.DescribedIn is null, stage.Order.Stage is ProcessingStages.Probe or ProcessingStages.Quality);
        var isThere = await EndRunAsync(stage, () => RunOutcome.Done, null, (asset, row) =>
        {
            var now = clock.GetUtcNow();
            record(asset);
            row.Finish(now);
            isThrough = asset.Stages.All(each => !each.IsOpen);
            if (isPlayable) asset.MarkReady(now);
        }, isOfFilm && (isPlayable || isMeasured) ? SettleAsync : null);
        LogEnded(stage.Order.Stage, stage.Order.AssetId);
        if (isThere && told.Count > 0) TellOf(stage, told);
        if (isThere && !isThrough) work.Clean(stage.Order);
        else if (isThrough || !await claims.IsTakenAsync(stage.Order.AssetId)) work.Clean(stage.Order.AssetId);

        async Task SettleAsync(ShowcaseDbContext db)
        {
            told.Clear();
            if (isPlayable) told.AddRange(await db.ShowAsync(stage.FilmId, stage.Order.AssetId, versions, clock.GetUtcNow()));
            told.AddRange(await db.NotifyBrokenRulesAsync(stage.FilmId, stage.Order.AssetId, clock.GetUtcNow()));
        }
    }

    private void TellOf(ClaimedStage stage, IReadOnlyList<Guid> topics)
    {
        LogTold(stage.FilmId, stage.Order.AssetId);
        foreach (var topic in topics) feed.Tell(topic);
    }

    /// <summary>The file is no good: it goes, unless all of it plays already.</summary>
    private async Task RefuseAsync(ClaimedStage stage, Refusal reason)
    {
        LogRejected(stage.Order.AssetId, reason.Code);
        var (isRejected, owner) = (false, (Guid?)null);
        await EndRunAsync(stage, () => RunOutcome.Refused, reason.Code, (asset, row) =>
        {
            row.Fail(FailureKind.Permanent, reason.Code, clock.GetUtcNow());
            isRejected = asset.IsUnfinished;
            if (isRejected) asset.Reject(reason.Code);
            else Stop(asset, stage);
        }, async db =>
        {
            if (!isRejected || await db.Films.FirstOrDefaultAsync(candidate => candidate.Id == stage.FilmId) is not { } film) return;

            owner = film.OwnerId;
            db.Notify(film.OwnerId, NoticeTopic.FilmRejected, film.Title, $"/workspace/films/{film.Id}", clock.GetUtcNow());
        });
        if (owner is { } told) feed.Tell(told);
        await DropAsync(stage.Order.AssetId, isRejected);
    }

    private async Task FailAsync(ClaimedStage stage, Exception failure)
    {
        LogFailed(failure, stage.Order.Stage, stage.Order.AssetId, stage.Attempt);
        var kind = FailureKinds.Of(failure);
        var error = failure.Message.Length > StageRun.ComplaintLength ? failure.Message[^StageRun.ComplaintLength..] : failure.Message;
        var hasHope = false;
        await EndRunAsync(stage, () => hasHope ? RunOutcome.Retried : RunOutcome.Failed, error, (asset, row) =>
        {
            hasHope = row.Fail(kind, error, clock.GetUtcNow());
            if (hasHope) return;

            asset.GiveUp("Media.ProcessingFailed");
            Stop(asset, stage);
        });
    }

    /// <summary>Of a file that did not pass its check nothing more is made; what plays was made of the right one.</summary>
    private void Stop(MediaAsset asset, ClaimedStage stage)
    {
        if (stage.Order.Stage is ProcessingStages.Structure or ProcessingStages.Verify) asset.Cancel(clock.GetUtcNow());
    }

    /// <summary>
    /// Renews the lease and shows progress; stops the work where the claim is void or a newer file has come. Where the database is away for
    /// longer than the lease, somebody else may have taken the stage: it stops too.
    /// </summary>
    private async Task BeatAsync(ClaimedStage stage, Func<int> percent, CancellationTokenSource ending)
    {
        var lease = TimeSpan.FromSeconds(options.Value.LeaseSeconds);
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        var (shown, beats, renewed) = (-1, 0, clock.GetTimestamp());
        try
        {
            while (await timer.WaitForNextTickAsync(ending.Token))
            {
                var now = percent();
                if (++beats < options.Value.LeaseSeconds / 3 && now == shown) continue;

                try
                {
                    if (!await claims.IsWantedAsync(stage) || !await claims.ChangeAsync(stage, (_, row) => row.Report(now, clock.GetUtcNow(), lease)))
                    {
                        await ending.CancelAsync();
                        return;
                    }

                    (shown, beats, renewed) = (now, 0, clock.GetTimestamp());
                    feed.TellFilm(stage.FilmId);
                }
                catch (Exception failure) when (failure is not OperationCanceledException)
                {
                    LogUnrenewed(failure, stage.Order.Stage, stage.Order.AssetId);
                    if (clock.GetElapsedTime(renewed) > lease)
                    {
                        await ending.CancelAsync();
                        return;
                    }
                }
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

    /// <summary>Removes the work folder, and all files of an asset that is no more.</summary>
    private async Task DropAsync(Guid assetId, bool isExpired)
    {
        if (isExpired) await vault.DropAsync(assetId, CancellationToken.None);
        work.Clean(assetId);
    }

    /// <summary>Ends the run with the change; false where the claim was void.</summary>
    private Task<bool> EndRunAsync(ClaimedStage stage, Func<RunOutcome> outcome, string? complaint, Action<MediaAsset, ProcessingStage> change, Func<ShowcaseDbContext, Task>? also = null)
    {
        var said = stage.Order.Said;
        return claims.ChangeAsync(stage, change, run => run.End(outcome(), said?.ExitCode, complaint ?? (said is { End: not ToolEnd.Done } ? said.Errors : null), clock.GetUtcNow()), also);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = FfmpegTool.Missing)]
    private partial void LogNoFfmpeg();

    [LoggerMessage(Level = LogLevel.Information, Message = "Stage {Stage} of {AssetId} begins, attempt {Attempt}")]
    private partial void LogBegan(string stage, Guid assetId, int attempt);

    [LoggerMessage(Level = LogLevel.Information, Message = "Stage {Stage} of {AssetId} is done")]
    private partial void LogEnded(string stage, Guid assetId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Those whom film {FilmId} concerns were told of the file {AssetId}")]
    private partial void LogTold(Guid filmId, Guid assetId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Asset {AssetId} rejected: {Reason}")]
    private partial void LogRejected(Guid assetId, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Asset {AssetId} has a newer file in its place: its work is dropped")]
    private partial void LogSuperseded(Guid assetId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The lease of stage {Stage} of {AssetId} could not be renewed; it is tried again in a second")]
    private partial void LogUnrenewed(Exception failure, string stage, Guid assetId);

    [LoggerMessage(Level = LogLevel.Error, Message = "Stage {Stage} of {AssetId} failed in attempt {Attempt}")]
    private partial void LogFailed(Exception failure, string stage, Guid assetId, int attempt);
}
