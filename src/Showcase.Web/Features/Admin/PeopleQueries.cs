using Microsoft.EntityFrameworkCore;
using Showcase.Web.Data;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Admin;

/// <summary>The people of the installation, as administrators see them.</summary>
public sealed class PeopleQueries(IDbContextFactory<ShowcaseDbContext> contexts)
{
    public const int PageSize = 50;

    // What an administrator's lock ends at: later than any lock by wrong guesses.
    private static readonly DateTimeOffset LockedForGood = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>By name; empty for anyone but administrators. <paramref name="search"/> looks into name and address; <paramref name="page"/> counts from 1.</summary>
    public async Task<PeopleList> ListAsync(Actor actor, string? search, PeopleFilter filter, int page, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        var administrators = db.Administrators();
        var people = db.Users.AsNoTracking().Where(_ => administrators.Any(user => user.Id == actor.UserId));
        if (!string.IsNullOrWhiteSpace(search))
        {
            var pattern = LikePattern.Containing(search);
            people = people.Where(user => EF.Functions.Like(user.DisplayName, pattern, LikePattern.Escape) || EF.Functions.Like(user.Email!, pattern, LikePattern.Escape));
        }

        people = filter switch
        {
            PeopleFilter.Administrators => people.Where(user => administrators.Any(administrator => administrator.Id == user.Id)),
            PeopleFilter.Locked => people.Where(user => user.Email != null && user.LockoutEnd >= LockedForGood),
            PeopleFilter.Unconfirmed => people.Where(user => user.Email != null && !user.EmailConfirmed),
            _ => people,
        };

        var rows = await people
            .OrderBy(user => user.DisplayName).ThenBy(user => user.Id)
            .Skip((Math.Max(page, 1) - 1) * PageSize).Take(PageSize)
            .Select(user => new PersonRow(
                user.Id, user.DisplayName, user.Email, user.CreatedAt, user.EmailConfirmed, user.LockoutEnd != null && user.LockoutEnd >= LockedForGood,
                db.UserRoles.Any(held => held.UserId == user.Id && db.Roles.Any(role => role.Id == held.RoleId && role.Name == Actor.AdministratorRole))))
            .ToListAsync(token);
        return new PeopleList(rows, await people.CountAsync(token));
    }
}

public enum PeopleFilter
{
    Everybody,
    Administrators,
    Locked,
    Unconfirmed,
}

/// <summary>One page of people, and how many there are on all pages.</summary>
public sealed record PeopleList(IReadOnlyList<PersonRow> Rows, int Total);

/// <summary>A person; a deleted one whose films stayed has no address.</summary>
public sealed record PersonRow(Guid Id, string Name, string? Email, DateTimeOffset CreatedAt, bool IsConfirmed, bool IsLocked, bool IsAdministrator);
