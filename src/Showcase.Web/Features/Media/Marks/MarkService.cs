using Microsoft.EntityFrameworkCore;
using Showcase.Web.Data;
using Showcase.Web.Features.Media.Processing;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Media.Marks;

/// <summary>What administrators do about copies that carry jurors' marks.</summary>
public sealed class MarkService(IDbContextFactory<ShowcaseDbContext> contexts, MarkReports reports, ProcessingWake wake)
{
    /// <summary>Tries the copies that failed again now, whichever server makes them.</summary>
    public async Task<Result> TryAgainAsync(Actor actor, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        if (!await db.Administrators().AnyAsync(user => user.Id == actor.UserId, token)) return Refusals.Forbidden;

        await reports.AskAgainAsync(token);
        await wake.MarksNowAsync(token);
        return Result.Ok;
    }
}
