using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Web.Data;
using Showcase.Web.Features.Media;
using Showcase.Web.Security;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Editions;

/// <summary>Gives roles to members of an edition and takes them back. Newcomers are invited: <see cref="InvitationService"/>.</summary>
public sealed class MemberService(
    IDbContextFactory<ShowcaseDbContext> contexts, EditionAccess access, ChangeFeed feed, PlaybackRevocations playback, ILogger<MemberService> logger)
{
    /// <summary>Gives a further role to somebody who holds one in the edition already.</summary>
    public async Task<Result> AddRoleAsync(Actor actor, Guid editionId, Guid userId, EditionRole role, CancellationToken token)
    {
        if (await access.CheckAsync(actor, editionId, token, EditionRole.Organiser) is { } refused) return refused;

        await using var db = await contexts.CreateDbContextAsync(token);
        var held = await db.EditionMembers.Where(m => m.EditionId == editionId && m.UserId == userId).Select(m => m.Role).ToListAsync(token);
        if (held.Count == 0) return Refusals.NotFound;
        if (held.Contains(role)) return EditionRefusals.AlreadyMember;

        db.EditionMembers.Add(new EditionMember(editionId, userId, role));
        try
        {
            await db.SaveChangesAsync(token);
        }
        catch (DbUpdateException exception) when (db.IsDuplicate(exception))
        {
            return EditionRefusals.AlreadyMember;
        }

        logger.RoleGiven(role, editionId, userId, actor.UserId);
        feed.Tell(editionId);
        return Result.Ok;
    }

    /// <summary>Takes a role; what the person watches by it stops. The last organiser stays, also where two organisers take the role from each other at once.</summary>
    public async Task<Result> RemoveRoleAsync(Actor actor, Guid editionId, Guid userId, EditionRole role, CancellationToken token)
    {
        if (await access.CheckAsync(actor, editionId, token, EditionRole.Organiser) is { } refused) return refused;

        await using var db = await contexts.CreateDbContextAsync(token);
        if (role == EditionRole.Organiser)
        {
            // Read before the count and renewed with the removal: of two removals at once, one is a conflict.
            var edition = await db.Editions.SingleAsync(e => e.Id == editionId, token);
            edition.Touch();
        }

        var member = await db.EditionMembers.SingleOrDefaultAsync(m => m.EditionId == editionId && m.UserId == userId && m.Role == role, token);
        if (member is null) return Refusals.NotFound;
        if (role == EditionRole.Organiser && await db.EditionMembers.CountAsync(m => m.EditionId == editionId && m.Role == role, token) == 1)
        {
            return EditionRefusals.LastOrganiser;
        }

        db.EditionMembers.Remove(member);
        playback.RevokeViewer(db, userId);
        try
        {
            await db.SaveChangesAsync(token);
        }
        catch (DbUpdateConcurrencyException)
        {
            return Refusals.Conflict;
        }

        logger.RoleTaken(role, editionId, userId, actor.UserId);
        feed.Tell(editionId);
        return Result.Ok;
    }
}
