using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Web.Data;

namespace Showcase.Web.Security;

/// <summary>The truth about who may do what in an edition: read from the store at each call, so that a lost role is lost at once.</summary>
public sealed class EditionAccess(IDbContextFactory<ShowcaseDbContext> contexts)
{
    /// <summary>Null where the actor holds one of <paramref name="roles"/> in the edition, else the refusal to return.</summary>
    public async Task<Refusal?> CheckAsync(Actor actor, Guid editionId, CancellationToken token, params EditionRole[] roles)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        return await db.EditionMembers.AnyAsync(m => m.EditionId == editionId && m.UserId == actor.UserId && roles.Contains(m.Role), token)
            ? null
            : Refusals.Forbidden;
    }

    /// <summary>The actor's roles in the edition with that slug; empty where there are none or there is no such edition.</summary>
    public async Task<IReadOnlySet<EditionRole>> RolesAsync(Guid userId, string slug, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var roles = await db.EditionMembers
            .Where(m => m.UserId == userId && db.Editions.Any(e => e.Id == m.EditionId && e.Slug == slug))
            .Select(m => m.Role)
            .ToListAsync(token);
        return roles.ToHashSet();
    }
}
