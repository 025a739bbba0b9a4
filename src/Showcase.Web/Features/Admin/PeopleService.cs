using System.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Showcase.Web.Data;
using Showcase.Web.Features.Account;
using Showcase.Web.Features.Media;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Admin;

/// <summary>
/// What administrators do to accounts. A lock ends the person's sign-ins and what they are watching; a role that is given or taken leaves them signed in, because
/// pages and services ask the store for it.
/// </summary>
public sealed partial class PeopleService(IDbContextFactory<ShowcaseDbContext> contexts, AdministratorAccess access, PlaybackRevocations playback, ILogger<PeopleService> logger)
{
    public Task<Result> LockAsync(Actor actor, Guid userId, CancellationToken token) => ChangeAsync(actor, userId, "locked", async (db, person) =>
    {
        if (await db.IsLastAdministratorAsync(userId, token)) return AccountRefusals.LastAdministrator;

        playback.RevokeViewer(db, userId);
        (person.LockoutEnabled, person.LockoutEnd, person.SecurityStamp) = (true, DateTimeOffset.MaxValue, Guid.CreateVersion7().ToString());
        return Result.Ok;
    }, token);

    public Task<Result> UnlockAsync(Actor actor, Guid userId, CancellationToken token) => ChangeAsync(actor, userId, "unlocked", (_, person) =>
    {
        (person.LockoutEnd, person.AccessFailedCount) = (null, 0);
        return Task.FromResult(Result.Ok);
    }, token);

    public Task<Result> PromoteAsync(Actor actor, Guid userId, CancellationToken token) => ChangeAsync(actor, userId, "made an administrator", async (db, person) =>
    {
        if (!person.EmailConfirmed || person.IsLockedByAdministrator()) return PeopleRefusals.NotUsable;

        var role = await db.Roles.SingleAsync(r => r.Name == Actor.AdministratorRole, token);
        if (!await db.UserRoles.AnyAsync(held => held.UserId == userId && held.RoleId == role.Id, token))
        {
            db.UserRoles.Add(new IdentityUserRole<Guid> { UserId = userId, RoleId = role.Id });
        }

        return Result.Ok;
    }, token);

    public Task<Result> DemoteAsync(Actor actor, Guid userId, CancellationToken token) => ChangeAsync(actor, userId, "administrator no more", async (db, _) =>
    {
        if (await db.IsLastAdministratorAsync(userId, token)) return AccountRefusals.LastAdministrator;

        var held = await db.UserRoles.Where(h => h.UserId == userId && db.Roles.Any(r => r.Id == h.RoleId && r.Name == Actor.AdministratorRole)).ToListAsync(token);
        db.UserRoles.RemoveRange(held);
        playback.RevokeViewer(db, userId);
        return Result.Ok;
    }, token);

    private async Task<Result> ChangeAsync(Actor actor, Guid userId, string change, Func<ShowcaseDbContext, ApplicationUser, Task<Result>> act, CancellationToken token)
    {
        if (await access.CheckAsync(actor, token) is { } refused) return refused;

        await using var db = await contexts.CreateDbContextAsync(token);
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.Serializable, token);
        if (await db.Users.SingleOrDefaultAsync(user => user.Id == userId && user.Email != null, token) is not { } person) return Refusals.NotFound;
        if (await act(db, person) is { Succeeded: false } no) return no;

        person.ConcurrencyStamp = Guid.CreateVersion7().ToString();
        try
        {
            await db.SaveChangesAsync(token);
            await transaction.CommitAsync(token);
        }
        catch (DbUpdateConcurrencyException)
        {
            return Refusals.Conflict;
        }

        LogChanged(logger, userId, change, actor.UserId);
        return Result.Ok;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Account {UserId} {Change} by {ActorId}")]
    private static partial void LogChanged(ILogger logger, Guid userId, string change, Guid actorId);
}

public static class PeopleRefusals
{
    public static readonly Refusal NotUsable = new("Admin.NotUsable");
}
