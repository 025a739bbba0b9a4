using Showcase.Domain.Films;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;

namespace Showcase.Web.Security;

/// <summary>Whose films and entries: the owner's, and those of the co-authors whom an owner let in. To everybody else they do not exist.</summary>
public static class FilmAccess
{
    private static readonly CoAuthorRole[] Roles = Enum.GetValues<CoAuthorRole>();

    /// <summary>The films with which the actor may do at least that.</summary>
    public static IQueryable<Film> FilmsOf(this ShowcaseDbContext db, Actor actor, CoAuthorRole least)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return db.FilmsOf(actor.UserId, least);
    }

    /// <summary>The films with which that person may do at least that.</summary>
    public static IQueryable<Film> FilmsOf(this ShowcaseDbContext db, Guid userId, CoAuthorRole least)
    {
        ArgumentNullException.ThrowIfNull(db);
        var roles = RolesFrom(least);
        return db.Films.Where(film => film.OwnerId == userId || db.CoAuthors.Any(author => author.FilmId == film.Id && author.UserId == userId && roles.Contains(author.Role)));
    }

    /// <summary>The entries with which the actor may do at least that: those of their films.</summary>
    public static IQueryable<Submission> EntriesOf(this ShowcaseDbContext db, Actor actor, CoAuthorRole least)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(actor);
        var (userId, roles) = (actor.UserId, RolesFrom(least));
        return db.Submissions.Where(entry => entry.ArtistId == userId || db.CoAuthors.Any(author => author.FilmId == entry.FilmId && author.UserId == userId && roles.Contains(author.Role)));
    }

    /// <summary>What the actor may do with a film that is theirs to read.</summary>
    public static CoAuthorRole RoleOf(Actor actor, Guid ownerId, CoAuthorRole? given)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return ownerId == actor.UserId ? CoAuthorRole.Own : given ?? CoAuthorRole.View;
    }

    private static CoAuthorRole[] RolesFrom(CoAuthorRole least) => [.. Roles.Where(role => role >= least)];
}
