using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Messages;
using Showcase.Web.Data;
using Showcase.Web.Features.Messages.Notices;
using Showcase.Web.Features.Messages.Threads;
using Showcase.Web.Security;
using Showcase.Web.Shared;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Editions;

/// <summary>Invites people to a role in an edition by mail, and takes their acceptance.</summary>
public sealed class InvitationService(
    IDbContextFactory<ShowcaseDbContext> contexts, EditionAccess access, SiteTexts texts, TimeProvider clock, ChangeFeed feed, ILogger<InvitationService> logger)
{
    /// <summary>Invites an address to a role; where that was done before and not answered, the earlier invitation is renewed.</summary>
    /// <param name="site">The root of the site that the mail's link leads to; see <see cref="SiteAddress"/>.</param>
    public async Task<Result> InviteAsync(Actor actor, Guid editionId, string email, EditionRole role, Uri site, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        if (await RefuseAsync(db, actor, editionId, role, token) is { } refused) return refused;

        var secret = InvitationSecret.New();
        var created = MemberInvitation.Create(editionId, email, role, InvitationSecret.Hash(secret), clock.GetUtcNow());
        if (!created.Succeeded) return created.Refusal;

        // Identity's own normalisation of addresses is upper case in the invariant culture.
        var normalized = created.Value.Email.ToUpperInvariant();
        if (await db.EditionMembers.AnyAsync(m => m.EditionId == editionId && m.Role == role && db.Users.Any(u => u.Id == m.UserId && u.NormalizedEmail == normalized), token))
        {
            return EditionRefusals.AlreadyMember;
        }

        var unanswered = await db.MemberInvitations
            .Where(i => i.EditionId == editionId && i.Role == role && i.AcceptedAt == null)
            .OrderBy(i => i.Id)
            .ToListAsync(token);
        var pending = unanswered.Find(i => string.Equals(i.Email, created.Value.Email, StringComparison.OrdinalIgnoreCase));
        if (pending is null) db.MemberInvitations.Add(created.Value);
        return await SendAsync(db, actor, pending ?? created.Value, secret, site, token);
    }

    /// <summary>Sends a pending invitation once more, with a new link and new time.</summary>
    public async Task<Result> ResendAsync(Actor actor, Guid editionId, Guid invitationId, Uri site, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var invitation = await db.MemberInvitations.SingleOrDefaultAsync(i => i.Id == invitationId && i.EditionId == editionId, token);
        if (await RefuseAsync(db, actor, editionId, invitation?.Role, token) is { } refused) return refused;
        if (invitation is null) return Refusals.NotFound;

        return await SendAsync(db, actor, invitation, InvitationSecret.New(), site, token);
    }

    /// <summary>Takes a pending invitation back: its link is good no longer.</summary>
    public async Task<Result> RevokeAsync(Actor actor, Guid editionId, Guid invitationId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var invitation = await db.MemberInvitations.SingleOrDefaultAsync(i => i.Id == invitationId && i.EditionId == editionId, token);
        if (await RefuseAsync(db, actor, editionId, invitation?.Role, token) is { } refused) return refused;
        if (invitation is null) return Refusals.NotFound;
        if (invitation.AcceptedAt is not null) return EditionRefusals.InvitationInvalid;

        db.MemberInvitations.Remove(invitation);
        try
        {
            await db.SaveChangesAsync(token);
        }
        catch (DbUpdateConcurrencyException)
        {
            return Refusals.Conflict;
        }

        logger.InvitationRevoked(invitationId, editionId, actor.UserId);
        return Result.Ok;
    }

    /// <summary>Takes the role. Good once, in time, and only for the person whose confirmed address it was sent to.</summary>
    public async Task<Result> AcceptAsync(Actor actor, string secret, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        var hash = InvitationSecret.Hash(secret ?? "");
        var invitation = await db.MemberInvitations.SingleOrDefaultAsync(i => i.SecretHash == hash, token);
        if (invitation is null) return EditionRefusals.InvitationInvalid;

        var email = await db.Users.Where(u => u.Id == actor.UserId && u.EmailConfirmed).Select(u => u.Email).SingleOrDefaultAsync(token);
        var accepted = invitation.Accept(actor.UserId, email ?? "", clock.GetUtcNow());
        if (!accepted.Succeeded) return accepted.Refusal;

        var member = accepted.Value;
        if (!await db.EditionMembers.AnyAsync(m => m.EditionId == member.EditionId && m.UserId == member.UserId && m.Role == member.Role, token))
        {
            db.EditionMembers.Add(member);
        }

        var slug = await db.Editions.Where(e => e.Id == member.EditionId).Select(e => e.Slug).SingleAsync(token);
        foreach (var organiser in await db.Organisers(member.EditionId).Where(user => user.Id != actor.UserId).Select(user => user.Id).ToListAsync(token))
        {
            db.Notify(organiser, NoticeTopic.InvitationAccepted, actor.Name, $"/workspace/{slug}/members", clock.GetUtcNow());
        }

        try
        {
            await db.SaveChangesAsync(token);
        }
        catch (DbUpdateConcurrencyException)
        {
            return EditionRefusals.InvitationInvalid;
        }
        catch (DbUpdateException exception) when (db.IsDuplicate(exception))
        {
            return EditionRefusals.AlreadyMember;
        }

        logger.InvitationAccepted(invitation.Id, invitation.EditionId, actor.UserId);
        feed.Tell(invitation.EditionId);
        feed.TellNotices(db);
        return Result.Ok;
    }

    /// <summary>Organisers invite. An administrator may name an organiser too while the edition has none: nobody else could.</summary>
    private async Task<Refusal?> RefuseAsync(ShowcaseDbContext db, Actor actor, Guid editionId, EditionRole? role, CancellationToken token)
    {
        if (await access.CheckAsync(actor, editionId, token, EditionRole.Organiser) is not { } refused) return null;
        if (role is not EditionRole.Organiser || !await db.Administrators().AnyAsync(user => user.Id == actor.UserId, token)) return refused;

        return await db.EditionMembers.AnyAsync(m => m.EditionId == editionId && m.Role == EditionRole.Organiser, token) ? refused : null;
    }

    private async Task<Result> SendAsync(ShowcaseDbContext db, Actor actor, MemberInvitation invitation, string secret, Uri site, CancellationToken token)
    {
        if (await db.Editions.SingleOrDefaultAsync(e => e.Id == invitation.EditionId, token) is not { } edition) return Refusals.NotFound;

        var renewed = invitation.Renew(InvitationSecret.Hash(secret), clock.GetUtcNow());
        if (!renewed.Succeeded) return renewed;

        db.OutboxMessages.Add(InvitationLetter.Write(texts, edition, invitation, actor.Name, secret, site));
        try
        {
            await db.SaveChangesAsync(token);
        }
        catch (DbUpdateConcurrencyException)
        {
            return Refusals.Conflict;
        }

        logger.InvitationSent(invitation.Id, invitation.EditionId, actor.UserId);
        return Result.Ok;
    }
}
