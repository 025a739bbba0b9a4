using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Web.Data;
using Showcase.Web.Features.Account;

namespace Showcase.Web.Features.Editions;

/// <summary>A person's roles in editions, and invitations to their address. The last organiser of an edition names another one first.</summary>
internal sealed class MembershipData(IDbContextFactory<ShowcaseDbContext> contexts) : IPersonalDataSource
{
    public string Name => "memberships";

    public IReadOnlyList<PersonalField> Fields { get; } =
        [new(typeof(EditionMember), nameof(EditionMember.UserId)), new(typeof(MemberInvitation), nameof(MemberInvitation.Email))];

    public async Task<object> ReadAsync(Guid userId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var roles = await db.EditionMembers.AsNoTracking()
            .Where(member => member.UserId == userId)
            .OrderBy(member => member.Id)
            .Select(member => new { Edition = db.Editions.Where(edition => edition.Id == member.EditionId).Select(edition => edition.Name).FirstOrDefault(), member.Role })
            .ToListAsync(token);
        var invitations = await db.MemberInvitations.AsNoTracking()
            .Where(invitation => db.Users.Any(user => user.Id == userId && user.Email == invitation.Email))
            .OrderBy(invitation => invitation.Id)
            .Select(invitation => new
            {
                Edition = db.Editions.Where(edition => edition.Id == invitation.EditionId).Select(edition => edition.Name).FirstOrDefault(),
                invitation.Role, invitation.SentAt, invitation.AcceptedAt,
            })
            .ToListAsync(token);
        return new { Roles = roles, Invitations = invitations };
    }

    public async Task<Refusal?> CheckDeletionAsync(Guid userId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var alone = await db.EditionMembers
            .Where(member => member.UserId == userId && member.Role == EditionRole.Organiser
                && !db.EditionMembers.Any(other => other.EditionId == member.EditionId && other.UserId != userId && other.Role == EditionRole.Organiser))
            .AnyAsync(token);
        return alone ? EditionRefusals.LastOrganiser : null;
    }

    public async Task RemoveAsync(ShowcaseDbContext db, ApplicationUser person, CancellationToken token)
    {
        await db.MemberInvitations.Where(invitation => invitation.Email == person.Email).ExecuteDeleteAsync(token);
        await db.EditionMembers.Where(member => member.UserId == person.Id).ExecuteDeleteAsync(token);
    }
}
