using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Web.Data;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Editions;

/// <summary>Who holds which role in an edition, and who is invited.</summary>
public sealed class MemberQueries(IDbContextFactory<ShowcaseDbContext> contexts)
{
    public const int PageSize = 50;
    private const int MostInFile = 50_000;
    private const int MostRows = 1000;

    /// <summary>
    /// The people of an edition by name; none for those who do not organise it. <paramref name="search"/> looks into name and address;
    /// <paramref name="role"/> is one that they hold; <paramref name="page"/> counts from 1.
    /// </summary>
    public async Task<MemberList> MembersAsync(Actor actor, Guid editionId, string? search, EditionRole? role, int page, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        var people = db.Users.AsNoTracking()
            .Where(user => db.EditionMembers.Any(member => member.EditionId == editionId && member.UserId == user.Id && (role == null || member.Role == role)))
            .Where(_ => db.EditionMembers.Any(mine => mine.EditionId == editionId && mine.UserId == actor.UserId && mine.Role == EditionRole.Organiser));
        if (!string.IsNullOrWhiteSpace(search))
        {
            var pattern = LikePattern.Containing(search);
            people = people.Where(user => EF.Functions.Like(user.DisplayName, pattern, LikePattern.Escape) || EF.Functions.Like(user.Email!, pattern, LikePattern.Escape));
        }

        var rows = await people
            .OrderBy(user => user.DisplayName).ThenBy(user => user.Id)
            .Skip((Math.Max(page, 1) - 1) * PageSize).Take(PageSize)
            .Select(user => new
            {
                user.Id,
                user.DisplayName,
                user.Email,
                Roles = db.EditionMembers.Where(member => member.EditionId == editionId && member.UserId == user.Id).Select(member => member.Role).ToList(),
            })
            .ToListAsync(token);
        return new MemberList([.. rows.Select(row => new MemberRow(row.Id, row.DisplayName, row.Email ?? "", [.. row.Roles.Order()]))], await people.CountAsync(token));
    }

    /// <summary>Everybody in the edition by name, for a file to take along; empty for those who do not organise it.</summary>
    public async Task<IReadOnlyList<MemberRow>> AllAsync(Actor actor, Guid editionId, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        var roles = await (
            from member in db.EditionMembers
            join user in db.Users on member.UserId equals user.Id
            where member.EditionId == editionId
                && db.EditionMembers.Any(mine => mine.EditionId == editionId && mine.UserId == actor.UserId && mine.Role == EditionRole.Organiser)
            orderby user.DisplayName, user.Id, member.Role
            select new { user.Id, user.DisplayName, user.Email, member.Role })
            .Take(MostInFile)
            .ToListAsync(token);
        return [.. roles.GroupBy(row => row.Id).Select(person => new MemberRow(person.Key, person.First().DisplayName, person.First().Email ?? "", [.. person.Select(row => row.Role).Order()]))];
    }

    /// <summary>Invitations that wait for an answer, newest first; empty for those who do not organise the edition.</summary>
    public async Task<IReadOnlyList<InvitationRow>> PendingAsync(Actor actor, Guid editionId, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        var rows = await db.MemberInvitations
            .Where(i => i.EditionId == editionId && i.AcceptedAt == null)
            .Where(i => db.EditionMembers.Any(mine => mine.EditionId == editionId && mine.UserId == actor.UserId && mine.Role == EditionRole.Organiser))
            .OrderByDescending(i => i.SentAt).ThenBy(i => i.Id)
            .Take(MostRows)
            .Select(i => new { i.Id, i.Email, i.Role, i.SentAt })
            .ToListAsync(token);
        return [.. rows.Select(row => new InvitationRow(row.Id, row.Email, row.Role, row.SentAt, row.SentAt + MemberInvitation.Lifetime))];
    }

    /// <summary>What the link of an invitation shows before it is accepted; null where its secret is not known.</summary>
    public async Task<InvitationView?> InvitationAsync(string secret, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var hash = InvitationSecret.Hash(secret ?? "");
        var row = await (
            from invitation in db.MemberInvitations
            join edition in db.Editions on invitation.EditionId equals edition.Id
            where invitation.SecretHash == hash
            select new { edition.Slug, edition.Name, invitation.Email, invitation.Role, invitation.SentAt, invitation.AcceptedAt }).SingleOrDefaultAsync(token);
        return row is null ? null : new InvitationView(row.Slug, row.Name, row.Email, row.Role, row.SentAt + MemberInvitation.Lifetime, row.AcceptedAt is not null);
    }
}

/// <summary>One page of an edition's people, and how many there are on all pages.</summary>
public sealed record MemberList(IReadOnlyList<MemberRow> Rows, int Total);

/// <summary>A person and their roles in one edition.</summary>
public sealed record MemberRow(Guid UserId, string Name, string Email, IReadOnlyList<EditionRole> Roles);

/// <summary>An invitation that was not answered yet.</summary>
public sealed record InvitationRow(Guid Id, string Email, EditionRole Role, DateTimeOffset SentAt, DateTimeOffset ExpiresAt);

/// <summary>An invitation as its recipient sees it.</summary>
public sealed record InvitationView(string EditionSlug, string EditionName, string Email, EditionRole Role, DateTimeOffset ExpiresAt, bool IsAccepted);
