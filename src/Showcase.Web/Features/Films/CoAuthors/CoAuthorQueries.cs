using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Films;
using Showcase.Web.Data;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Films.CoAuthors;

/// <summary>Who works on a film, for those who do; and what an invitation offers, for its link.</summary>
public sealed class CoAuthorQueries(IDbContextFactory<ShowcaseDbContext> contexts)
{
    /// <summary>The film's people; null for those who are not among them. Addresses are told only to those who may invite.</summary>
    public async Task<FilmPeople?> ListAsync(Actor actor, Guid filmId, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        var film = await db.FilmsOf(actor, CoAuthorRole.View)
            .Where(f => f.Id == filmId)
            .Select(f => new { f.OwnerId, Owner = db.Users.Where(user => user.Id == f.OwnerId).Select(user => user.DisplayName).FirstOrDefault() })
            .SingleOrDefaultAsync(token);
        if (film is null) return null;

        // Rows of people who have left stay, so there may be more than have a place.
        var rows = await db.CoAuthors.AsNoTracking()
            .Where(a => a.FilmId == filmId && a.EndedAt == null)
            .OrderBy(a => a.Id)
            .Take(CoAuthor.MostPerFilm)
            .Select(a => new { Author = a, Name = db.Users.Where(user => user.Id == a.UserId).Select(user => user.DisplayName).FirstOrDefault() })
            .ToListAsync(token);
        var role = FilmAccess.RoleOf(actor, film.OwnerId, rows.Find(row => row.Author.UserId == actor.UserId)?.Author.Role);
        var isTold = role == CoAuthorRole.Own;
        return new FilmPeople(film.Owner ?? "", film.OwnerId == actor.UserId, role,
        [
            .. rows.Where(row => isTold || row.Author.UserId is not null).Select(row => new FilmPerson(
                row.Author.Id, row.Name, isTold ? row.Author.Email : null, row.Author.Role, row.Author.UserId == actor.UserId, row.Author.UserId is null ? row.Author.ExpiresAt : null)),
        ]);
    }

    /// <summary>What the link with that secret offers; null where it offers nothing.</summary>
    public async Task<FilmInvitation?> FindAsync(string? secret, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var hash = InvitationSecret.Hash(secret ?? "");
        var found = await (
            from invitation in db.CoAuthors.AsNoTracking()
            join film in db.Films on invitation.FilmId equals film.Id
            where invitation.SecretHash == hash
            select new { Invitation = invitation, film.Title, Inviter = db.Users.Where(user => user.Id == invitation.InvitedBy).Select(user => user.DisplayName).FirstOrDefault() })
            .SingleOrDefaultAsync(token);
        return found is null ? null : new FilmInvitation(found.Title, found.Inviter ?? "", found.Invitation.Email, found.Invitation.Role, found.Invitation.ExpiresAt);
    }
}

/// <summary>A film's owner and those who were let in; what the reader may do.</summary>
public sealed record FilmPeople(string Owner, bool IsOwner, CoAuthorRole Role, IReadOnlyList<FilmPerson> Others);

/// <summary>A co-author, or one who is invited: then <see cref="Until"/> says how long the invitation is good, and there is no name yet.</summary>
public sealed record FilmPerson(Guid Id, string? Name, string? Email, CoAuthorRole Role, bool IsReader, DateTimeOffset? Until);

public sealed record FilmInvitation(string Film, string Inviter, string Email, CoAuthorRole Role, DateTimeOffset ExpiresAt);
