using Microsoft.EntityFrameworkCore;
using Showcase.Web.Data;
using Showcase.Web.Features.Messages.Batches;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Submissions.Inbox;

/// <summary>Begins a message to the artists of chosen submissions. Who gets it is fixed then; it is written and looked at on a page of its own.</summary>
public sealed class ComposeService(IDbContextFactory<ShowcaseDbContext> contexts, BatchService messages)
{
    public async Task<Result<Guid>> BeginAsync(Actor actor, Guid editionId, BulkSelection selection, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(selection);
        if (selection.Ids.Count > BulkService.Most) return BulkService.TooMany;

        await using var db = await contexts.CreateDbContextAsync(token);
        var chosen = await db.Chosen(actor, editionId, selection).OrderBy(submission => submission.Id).Select(submission => submission.Id).Take(BulkService.Most + 1).ToListAsync(token);
        if (chosen.Count == 0) return BulkRefusals.NothingChosen;
        if (chosen.Count > BulkService.Most) return BulkService.TooMany;

        return await messages.BeginAsync(actor, editionId, chosen, selection.Matching?.ToQuery(), token);
    }
}
