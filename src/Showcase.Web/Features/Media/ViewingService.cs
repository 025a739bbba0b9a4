using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Media;
using Showcase.Web.Data;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Media;

/// <summary>Keeps what viewers watched of a film, and where they stopped. Whoever holds a grant speaks for its viewer, and for nobody else.</summary>
public sealed class ViewingService(IDbContextFactory<ShowcaseDbContext> contexts, TimeProvider clock, ChangeFeed feed)
{
    private const int Attempts = 3;

    /// <summary>Adds a report; two windows may report at once. A report without a place opens a viewing and starts its clock.</summary>
    internal async Task<Result> ReportAsync(OpenedGrant grant, ViewingReport report, CancellationToken token)
    {
        if (grant.ViewerId == Guid.Empty || grant.Purpose == PlaybackPurpose.Public) return Refusals.NotFound;

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryReportAsync(grant, report, token);
            }
            catch (DbUpdateConcurrencyException) when (attempt < Attempts)
            {
                // The other window's report came first: this one is added to it.
            }
            catch (DuplicateViewingException) when (attempt < Attempts)
            {
                // The other window began the viewing.
            }
        }
    }

    private async Task<Result> TryReportAsync(OpenedGrant grant, ViewingReport report, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var asset = await db.MediaAssets.AsNoTracking().Where(a => a.Id == grant.AssetId).Select(a => new { a.Facts }).SingleOrDefaultAsync(token);
        if (asset?.Facts is not { } facts || !await db.Users.AnyAsync(user => user.Id == grant.ViewerId, token)) return Refusals.NotFound;

        var now = clock.GetUtcNow();
        var viewing = await db.Viewings.SingleOrDefaultAsync(v => v.ViewerId == grant.ViewerId && v.AssetId == grant.AssetId, token);
        if (viewing is null) db.Viewings.Add(viewing = Viewing.Begin(grant.ViewerId, grant.AssetId, now));
        if (report.Played is not { } played || played.Any(span => span is not { Length: 2 })) return MediaRefusals.PlayedOutside;

        var before = viewing.Played.PercentOf(facts.Duration);
        var place = report.Place is { } at ? TimeSpan.FromMilliseconds(at) : (TimeSpan?)null;
        var result = viewing.Report([.. played.Select(span => new PlayedSpan(span[0], span[1]))], place, facts.Duration, now);
        if (!result.Succeeded) return result;

        try
        {
            await db.SaveChangesAsync(token);
        }
        catch (DbUpdateException exception) when (db.IsDuplicate(exception))
        {
            throw new DuplicateViewingException(exception);
        }

        if (viewing.Played.PercentOf(facts.Duration) != before) feed.Tell(grant.ViewerId);
        return Result.Ok;
    }

    private sealed class DuplicateViewingException(Exception cause) : Exception("Another request began the same viewing.", cause);
}

/// <summary>What a player reports: its place, and the spans that were played since it last did, in milliseconds.</summary>
public sealed record ViewingReport(int? Place, int[][]? Played);
