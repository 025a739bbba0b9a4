using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Submissions.Inbox;

/// <summary>Keeps views of the inbox. What one organiser shares, another uses and cannot change.</summary>
public sealed class InboxViewService(IDbContextFactory<ShowcaseDbContext> contexts, EditionAccess access)
{
    private static readonly Refusal TooMany = new("Submissions.TooManyViews", SavedView.MostPerPerson);

    /// <summary>Keeps what the filter shows under a name; the same name again keeps what it shows now.</summary>
    public async Task<Result> SaveAsync(Actor actor, Guid editionId, string? name, InboxFilter filter, bool isShared, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(filter);
        if (await access.CheckAsync(actor, editionId, token, EditionRole.Organiser) is { } refusal) return refusal;

        var query = (filter with { Page = 1 }).ToQuery();
        var made = SavedView.Create(editionId, actor.UserId, name, query, isShared);
        if (!made.Succeeded) return made;

        await using var db = await contexts.CreateDbContextAsync(token);
        var own = await db.SavedViews.Where(view => view.EditionId == editionId && view.OwnerId == actor.UserId).ToListAsync(token);
        if (own.Find(view => view.Name == made.Value.Name) is { } same)
        {
            if (same.Change(query, isShared) is { Succeeded: false } bad) return bad;
        }
        else if (own.Count >= SavedView.MostPerPerson)
        {
            return TooMany;
        }
        else
        {
            db.SavedViews.Add(made.Value);
        }

        return await db.TrySaveAsync(Refusals.Conflict, token);
    }

    /// <summary>Forgets a view of the actor's own.</summary>
    public async Task<Result> RemoveAsync(Actor actor, Guid viewId, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        if (await db.SavedViews.SingleOrDefaultAsync(view => view.Id == viewId && view.OwnerId == actor.UserId, token) is not { } view) return Refusals.NotFound;

        db.SavedViews.Remove(view);
        return await db.TrySaveAsync(Refusals.Conflict, token);
    }
}
