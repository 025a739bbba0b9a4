using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Web.Data;
using Showcase.Web.Security;
using Showcase.Web.Shared;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Editions;

/// <summary>Makes editions and changes what they say of themselves.</summary>
public sealed class EditionService(
    IDbContextFactory<ShowcaseDbContext> contexts, EditionAccess access, SiteTexts texts, TimeProvider clock, ChangeFeed feed, ILogger<EditionService> logger)
{
    /// <summary>
    /// Makes an edition. Its first organiser is the administrator who makes it or, where <paramref name="organiserEmail"/> is
    /// given, whoever accepts the invitation that is sent there in the same transaction.
    /// </summary>
    public async Task<Result<Guid>> CreateAsync(Actor actor, EditionDetails details, string slug, string? organiserEmail, Uri site, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        if (!await db.Administrators().AnyAsync(user => user.Id == actor.UserId, token)) return Refusals.Forbidden;

        var created = Edition.Create(details, slug);
        if (!created.Succeeded) return created.Refusal;

        var edition = created.Value;
        db.Editions.Add(edition);
        if (string.IsNullOrWhiteSpace(organiserEmail))
        {
            db.EditionMembers.Add(new EditionMember(edition.Id, actor.UserId, EditionRole.Organiser));
        }
        else
        {
            var secret = InvitationSecret.New();
            var invitation = MemberInvitation.Create(edition.Id, organiserEmail, EditionRole.Organiser, InvitationSecret.Hash(secret), clock.GetUtcNow());
            if (!invitation.Succeeded) return invitation.Refusal;

            db.MemberInvitations.Add(invitation.Value);
            db.OutboxMessages.Add(InvitationLetter.Write(texts, edition, invitation.Value, actor.Name, secret, site));
        }

        try
        {
            await db.SaveChangesAsync(token);
        }
        catch (DbUpdateException exception) when (db.IsDuplicate(exception))
        {
            return EditionRefusals.SlugTaken;
        }

        logger.EditionCreated(edition.Id, actor.UserId);
        return edition.Id;
    }

    /// <summary>Changes the details; <paramref name="version"/> is the one that the form was filled with.</summary>
    public Task<Result> ChangeAsync(Actor actor, Guid editionId, Guid version, EditionDetails details, CancellationToken token) =>
        EditAsync(actor, editionId, version, edition => edition.Change(details), token);

    /// <summary>Shows the edition's public pages to visitors, or hides them.</summary>
    public Task<Result> SetPublicAsync(Actor actor, Guid editionId, Guid version, bool isPublic, CancellationToken token) =>
        EditAsync(
            actor,
            editionId,
            version,
            edition =>
            {
                if (isPublic) edition.Publish();
                else edition.Hide();
                return Result.Ok;
            },
            token);

    /// <summary>Whether messages to many wait until somebody has looked at them.</summary>
    public Task<Result> SetReviewAsync(Actor actor, Guid editionId, Guid version, bool isWanted, CancellationToken token) =>
        EditAsync(
            actor,
            editionId,
            version,
            edition =>
            {
                edition.ReviewMessages(isWanted);
                return Result.Ok;
            },
            token);

    private async Task<Result> EditAsync(Actor actor, Guid editionId, Guid version, Func<Edition, Result> edit, CancellationToken token)
    {
        if (await access.CheckAsync(actor, editionId, token, EditionRole.Organiser) is { } refused) return refused;

        await using var db = await contexts.CreateDbContextAsync(token);
        var edition = await db.Editions.SingleAsync(e => e.Id == editionId, token);
        if (edition.Version != version) return Refusals.Conflict;

        var edited = edit(edition);
        if (!edited.Succeeded) return edited;

        try
        {
            await db.SaveChangesAsync(token);
        }
        catch (DbUpdateConcurrencyException)
        {
            return Refusals.Conflict;
        }

        logger.EditionChanged(editionId, actor.UserId, edition.IsPublic);
        feed.Tell(editionId);
        return Result.Ok;
    }
}
