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

    /// <summary>What the settings form is filled with; null for those who do not organise the edition.</summary>
    public async Task<EditionSettings?> SettingsAsync(Actor actor, Guid editionId, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        return await db.Editions
            .Where(e => e.Id == editionId && db.EditionMembers.Any(m => m.EditionId == e.Id && m.UserId == actor.UserId && m.Role == EditionRole.Organiser))
            .Select(e => new EditionSettings(
                e.Id, e.Version, e.Slug, e.IsPublic, new EditionDetails(e.Name, e.Kind, e.Tagline, e.City, e.StartsOn, e.EndsOn, e.TimeZoneId, e.Locale), e.ReviewsMessages))
            .SingleOrDefaultAsync(token);
    }

    /// <summary>All editions of the installation, newest first, for its administrators; empty for everybody else.</summary>
    public async Task<IReadOnlyList<InstalledEdition>> InstalledAsync(Actor actor, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        var administrators = db.Administrators();
        return await db.Editions
            .Where(_ => administrators.Any(user => user.Id == actor.UserId))
            .OrderByDescending(e => e.StartsOn).ThenBy(e => e.Id)
            .Take(500)
            .Select(e => new InstalledEdition(
                e.Id, e.Slug, e.Name, e.Kind, e.StartsOn, e.EndsOn, e.Locale, e.IsPublic,
                db.EditionMembers.Where(m => m.EditionId == e.Id && m.Role == EditionRole.Organiser)
                    .Join(db.Users, m => m.UserId, u => u.Id, (m, u) => u.DisplayName).OrderBy(name => name).Take(20).ToList(),
                db.MemberInvitations.Where(i => i.EditionId == e.Id && i.Role == EditionRole.Organiser && i.AcceptedAt == null)
                    .Select(i => i.Email).OrderBy(email => email).Take(20).ToList()))
            .ToListAsync(token);
    }
}

/// <summary>An edition's details with the version that a change of them must name.</summary>
public sealed record EditionSettings(Guid Id, Guid Version, string Slug, bool IsPublic, EditionDetails Details, bool ReviewsMessages);

/// <summary>An edition as the installation's administrators see it.</summary>
public sealed record InstalledEdition(
    Guid Id, string Slug, string Name, EditionKind Kind, DateOnly StartsOn, DateOnly EndsOn, string Locale, bool IsPublic,
    IReadOnlyList<string> Organisers, IReadOnlyList<string> Invited);

/// <summary>An edition and what a person is in it.</summary>
public sealed record MemberEdition(Guid Id, string Slug, string Name, IReadOnlySet<EditionRole> Roles);

/// <summary>What every page of an edition needs to know of it.</summary>
public sealed record EditionScope(
    Guid Id, string Slug, string Name, EditionKind Kind, DateOnly StartsOn, DateOnly EndsOn, string TimeZoneId, string Locale, bool IsPublic)
{
    public TimeZoneInfo TimeZone => TimeZoneInfo.FindSystemTimeZoneById(TimeZoneId);

    /// <summary>What a wall clock at the edition's place shows.</summary>
    public DateTime ToLocal(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, TimeZone).DateTime;

    /// <summary>The moment at which that wall clock shows <paramref name="local"/>; a gap in spring moves forward an hour.</summary>
    public DateTimeOffset AtLocal(DateTime local) => Edition.AtLocal(local, TimeZone);
}
