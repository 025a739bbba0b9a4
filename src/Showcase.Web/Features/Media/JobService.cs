using Microsoft.EntityFrameworkCore;
using Showcase.Web.Data;
using Showcase.Web.Features.Media.Processing;
using Showcase.Web.Security;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Media;

/// <summary>What administrators do about processing.</summary>
public sealed class JobService(IDbContextFactory<ShowcaseDbContext> contexts, ProcessingWake wake, ChangeFeed feed)
{
    /// <summary>Gives a failed upload another round of attempts.</summary>
    public async Task<Result> RunAgainAsync(Actor actor, Guid assetId, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        if (!await db.Administrators().AnyAsync(user => user.Id == actor.UserId, token)) return Refusals.Forbidden;
        if (await db.MediaAssets.FirstOrDefaultAsync(asset => asset.Id == assetId, token) is not { } asset) return Refusals.NotFound;

        var again = asset.RunAgain();
        if (!again.Succeeded) return again;

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
