using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Media;
using Showcase.Web.Data;
using Showcase.Web.Features.Media.Processing;
using Showcase.Web.Security;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Media;

/// <summary>What administrators do about processing.</summary>
public sealed class JobService(IDbContextFactory<ShowcaseDbContext> contexts, ProcessingWake wake, ChangeFeed feed, TimeProvider clock)
{
    /// <summary>Gives what failed or was cancelled another round of attempts.</summary>
    public Task<Result> RunAgainAsync(Actor actor, Guid assetId, CancellationToken token) => AgainAsync(actor, assetId, asset => asset.RunAgain(), token);

    /// <summary>Does one stage again, whatever became of it.</summary>
    public Task<Result> RunAgainAsync(Actor actor, Guid assetId, string stage, CancellationToken token) => AgainAsync(actor, assetId, asset => asset.RunAgain(stage), token);

    /// <summary>Does every stage again; what plays goes on playing meanwhile.</summary>
    public Task<Result> RunAllAgainAsync(Actor actor, Guid assetId, CancellationToken token) => AgainAsync(actor, assetId, asset => asset.RunAllAgain(), token);

    /// <summary>Does the stages again that an older version of this application did; what plays goes on playing meanwhile.</summary>
    public Task<Result> BringUpToDateAsync(Actor actor, Guid assetId, CancellationToken token) => AgainAsync(actor, assetId, asset => asset.BringUpToDate(ProcessingStages.VersionOf), token);

    /// <summary>Ends what runs or waits. What runs hears of it within seconds.</summary>
    public Task<Result> CancelAsync(Actor actor, Guid assetId, CancellationToken token) => ChangeAsync(actor, assetId, asset => asset.Cancel(clock.GetUtcNow()), token);

    /// <summary>Nothing is made again of a file that is not the one it was: that is looked at first.</summary>
    private Task<Result> AgainAsync(Actor actor, Guid assetId, Func<MediaAsset, Result> again, CancellationToken token) =>
        ChangeAsync(
            actor,
            assetId,
            asset =>
            {
                var due = again(asset);
                if (due.Succeeded) asset.CheckFirst(ProcessingStages.Verify);
                return due;
            },
            token);

    private async Task<Result> ChangeAsync(Actor actor, Guid assetId, Func<MediaAsset, Result> change, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        if (!await db.Administrators().AnyAsync(user => user.Id == actor.UserId, token)) return Refusals.Forbidden;
        if (await db.MediaAssets.FirstOrDefaultAsync(asset => asset.Id == assetId, token) is not { } asset) return Refusals.NotFound;

        var changed = change(asset);
        if (!changed.Succeeded) return changed;

        asset.Touch();
        try
        {
            await db.SaveChangesAsync(token);
        }
        catch (DbUpdateConcurrencyException)
        {
            return Refusals.Conflict;
        }

        feed.TellFilm(asset.FilmId);
        await wake.NowAsync(token);
        return Result.Ok;
    }
}
