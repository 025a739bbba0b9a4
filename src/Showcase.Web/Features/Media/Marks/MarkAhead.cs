using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Quartz;
using Showcase.Domain.Media;
using Showcase.Web.Data;
using Showcase.Web.Features.Judging;
using Showcase.Web.Features.Media.Processing;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Media.Marks;

/// <summary>
/// Burns the marks of jurors into all of a film before they watch it, and throws marked copies away that nobody may watch any more. What
/// there is to do follows from open assignments, and how far it is from what is stored: work that broke off goes on with the next
/// segment, and what a viewer had made on demand is not made again.
/// </summary>
public sealed partial class MarkAhead(
    IDbContextFactory<ShowcaseDbContext> contexts,
    AwaitedFilms awaited,
    ScreenerFiles screeners,
    MarkBurner burner,
    MarkedCopies copies,
    PlaybackGrants grants,
    MarkReports reports,
    FfmpegTool ffmpeg,
    ChangeFeed feed,
    TimeProvider clock,
    ILogger<MarkAhead> log)
{
    // A viewer who watches without a round to judge in, an organiser, has on-demand copies for so long.
    private static readonly TimeSpan KeptOnDemand = TimeSpan.FromDays(7);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(6);

    private readonly Dictionary<AwaitedFilm, MarkFailure> failed = [];
    private readonly ConcurrentDictionary<AwaitedFilm, bool> made = new();
    private IReadOnlyList<AwaitedFilm> all = [];

    /// <summary>Works until all copies are made, or a film arrives that does not play yet. To be called by one at a time.</summary>
    public async Task RunAsync(CancellationToken token)
    {
        if (!ffmpeg.IsAvailable) return;

        if (await reports.TakeWishAsync(token)) failed.Clear();
        all = await awaited.ReadAsync(token);
        foreach (var each in all)
        {
            if (!made.ContainsKey(each) && await IsWholeAsync(each, token)) made[each] = true;
        }

        foreach (var each in all)
        {
            if (made.ContainsKey(each)) continue;
            if (failed.TryGetValue(each, out var before) && before.NotBefore > clock.GetUtcNow()) continue;

            try
            {
                if (!await MakeAsync(each, token)) return;

                failed.Remove(each);
            }
#pragma warning disable CA1031 // Whatever is wrong with this one, the next juror's film must have its turn. The burner has logged it.
            catch (Exception failure) when (failure is not OperationCanceledException)
#pragma warning restore CA1031
            {
                // Whoever watches meanwhile has it made on demand, or is told: it may always be tried again.
                var attempts = (before?.Attempts ?? 0) + 1;
                var pause = RetryPlan.PauseAfter(FailureKind.Transient, attempts, hadMore: false) ?? LongestPause;
                failed[each] = new MarkFailure(each.AssetId, each.JurorId, attempts, clock.GetUtcNow() + pause, failure.Message);
            }
        }

        await SayAsync(underWay: null, isWaiting: false, token);
    }

    /// <summary>Throws copies away whose viewer is gone or has nothing more to judge there.</summary>
    public async Task SweepAsync(CancellationToken token)
    {
        // What is there is looked at anew.
        made.Clear();
        var kept = (await awaited.ReadAsync(token)).Select(each => (each.AssetId, grants.CodeFor(each.JurorId, each.AssetId))).ToHashSet();
        await foreach (var copy in copies.ListAsync(token))
        {
            if (!kept.Contains((copy.AssetId, copy.Code)) && await IsOldAsync(copy, token)) await copies.DropAsync(copy, token);
        }
    }

    /// <summary>False where it was left because films wait to be processed.</summary>
    private async Task<bool> MakeAsync(AwaitedFilm each, CancellationToken token)
    {
        var code = grants.CodeFor(each.JurorId, each.AssetId);
        if (await screeners.FilmAsync(each.AssetId, token) is not { IsGrowing: false } film) return true;

        for (var position = 0; position < film.Segments.Count; position++)
        {
            if (position % ScreenerFilm.OneIn == 0)
            {
                var isBusy = await IsBusyAsync(token);
                await SayAsync(new MarkProgress(each.AssetId, each.JurorId, position, film.Segments.Count), isBusy, token);
                if (isBusy) return false;
            }

            await burner.EnsureAsync(film.ToMark(each.AssetId, each.JurorId, code, position), token);
        }

        await copies.SayWholeAsync(each.AssetId, code, film.Version.Index, token);
        made[each] = true;
        LogMade(each.AssetId, each.JurorId);
        return true;
    }

    private async Task<bool> IsWholeAsync(AwaitedFilm each, CancellationToken token) =>
        await screeners.FilmAsync(each.AssetId, token) is { IsGrowing: false } film
        && await copies.WholeSinceAsync(each.AssetId, grants.CodeFor(each.JurorId, each.AssetId), film.Version.Index, token) is not null;

    /// <summary>Says how far it is, where that is another than before.</summary>
    private async Task SayAsync(MarkProgress? underWay, bool isWaiting, CancellationToken token)
    {
        var failures = all.Where(failed.ContainsKey).Select(each => failed[each]).ToList();
        var report = new MarkReport(default, all.Count, all.Count(made.ContainsKey), underWay, isWaiting, failures);
        var last = await reports.ReadAsync(token);
        if (last is null ? all.Count == 0 : JsonSerializer.Serialize(last with { At = default }) == JsonSerializer.Serialize(report)) return;

        await reports.SayAsync(report with { At = clock.GetUtcNow() }, token);
        feed.Tell(MediaTopics.Jobs);
    }

    /// <summary>Whether a film's own stages are due: a film that plays for nobody yet comes before one that plays with less of a mark.</summary>
    private async Task<bool> IsBusyAsync(CancellationToken token)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(token);
        return await db.MediaAssets.AnyAsync(
            asset => (asset.State == MediaState.Processing || asset.State == MediaState.Ready)
                && asset.Stages.Any(stage => stage.State == StageState.Running || (stage.State == StageState.Waiting && (stage.LeaseUntil == null || stage.LeaseUntil < now))),
            token);
    }

    private async Task<bool> IsOldAsync(MarkedCopy copy, CancellationToken token)
    {
        if (copy.IsWhole || copy.MadeAt < clock.GetUtcNow() - KeptOnDemand) return true;

        await using var db = await contexts.CreateDbContextAsync(token);
        return !await db.Users.AnyAsync(user => user.Id == copy.ViewerId, token);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Asset {AssetId} carries the mark of {ViewerId} in all of it")]
    private partial void LogMade(Guid assetId, Guid viewerId);
}

/// <summary>Begins the work; one at a time, beside the processing of films.</summary>
[DisallowConcurrentExecution]
internal sealed class MarkJob(MarkAhead marks, IHostApplicationLifetime life) : ServerJob(life)
{
    public static readonly JobKey Key = new("mark", "media");

    protected override Task RunAsync(CancellationToken token) => marks.RunAsync(token);
}
