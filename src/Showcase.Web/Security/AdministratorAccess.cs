using Microsoft.EntityFrameworkCore;
using Showcase.Web.Data;

namespace Showcase.Web.Security;

/// <summary>The truth about who administers the installation: read from the store at each write, so that a lost role is lost at once.</summary>
public sealed class AdministratorAccess(IDbContextFactory<ShowcaseDbContext> contexts)
{
    /// <summary>Null where the actor is an administrator, else the refusal to return.</summary>
    public async Task<Refusal?> CheckAsync(Actor actor, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        return await db.Administrators().AnyAsync(user => user.Id == actor.UserId, token) ? null : Refusals.Forbidden;
    }
}

public static class AdministratorRows
{
    /// <summary>The people who hold the administrator's role.</summary>
    public static IQueryable<ApplicationUser> Administrators(this ShowcaseDbContext db)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.Users.Where(user => db.UserRoles.Any(held =>
            held.UserId == user.Id && db.Roles.Any(role => role.Id == held.RoleId && role.Name == Actor.AdministratorRole)));
    }

    /// <summary>Whether nobody else could administer: locked administrators do not count. Two at once are kept apart by the transaction that this is asked in.</summary>
    internal static async Task<bool> IsLastAdministratorAsync(this ShowcaseDbContext db, Guid userId, CancellationToken token) =>
        await db.Administrators().AnyAsync(user => user.Id == userId, token)
        && !(await db.Administrators().Where(user => user.Id != userId).ToListAsync(token)).Exists(user => !user.IsLockedByAdministrator());
}
