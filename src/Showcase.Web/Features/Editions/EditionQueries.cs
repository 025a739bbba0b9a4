using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Web.Data;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Editions;

/// <summary>What pages read of editions.</summary>
public sealed class EditionQueries(IDbContextFactory<ShowcaseDbContext> contexts)
{
    /// <summary>The editions in which the actor holds a role, newest first.</summary>
    public async Task<IReadOnlyList<MemberEdition>> MineAsync(Actor actor, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        var rows = await db.EditionMembers
            .Where(member => member.UserId == actor.UserId)
            .Join(db.Editions, member => member.EditionId, edition => edition.Id, (member, edition) => new { edition.Id, edition.Slug, edition.Name, edition.StartsOn, member.Role })
            .OrderByDescending(row => row.StartsOn).ThenBy(row => row.Id)
            .Take(200)
            .ToListAsync(token);
        return [.. rows
            .GroupBy(row => (row.Id, row.Slug, row.Name))
            .Select(group => new MemberEdition(group.Key.Id, group.Key.Slug, group.Key.Name, group.Select(row => row.Role).ToHashSet()))];
    }

    /// <summary>The edition with that slug, or null.</summary>
    public async Task<EditionScope?> FindAsync(string slug, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        return await db.Editions.AsNoTracking()
            .Where(edition => edition.Slug == slug)
            .Select(edition => new EditionScope(edition.Id, edition.Slug, edition.Name, edition.Kind, edition.StartsOn, edition.EndsOn, edition.TimeZoneId, edition.Locale, edition.IsPublic))
            .SingleOrDefaultAsync(token);
    }
}

/// <summary>An edition and what a person is in it.</summary>
public sealed record MemberEdition(Guid Id, string Slug, string Name, IReadOnlySet<EditionRole> Roles);

/// <summary>What every page of an edition needs to know of it.</summary>
public sealed record EditionScope(
    Guid Id, string Slug, string Name, EditionKind Kind, DateOnly StartsOn, DateOnly EndsOn, string TimeZoneId, string Locale, bool IsPublic)
{
    public TimeZoneInfo TimeZone { get; } = TimeZoneInfo.FindSystemTimeZoneById(TimeZoneId);

    /// <summary>What a wall clock at the edition's place shows.</summary>
    public DateTime ToLocal(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, TimeZone).DateTime;

    /// <summary>The moment at which that wall clock shows <paramref name="local"/>; a gap in spring moves forward an hour.</summary>
    public DateTimeOffset AtLocal(DateTime local) => Edition.AtLocal(local, TimeZone);
}
