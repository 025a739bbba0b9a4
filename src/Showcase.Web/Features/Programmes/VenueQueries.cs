using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Programmes;
using Showcase.Web.Data;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Programmes;

/// <summary>The venues of an edition, for its curators.</summary>
public sealed class VenueQueries(IDbContextFactory<ShowcaseDbContext> contexts, EditionAccess access)
{
    private const int Most = 100;

    public async Task<IReadOnlyList<VenueRow>> ListAsync(Actor actor, Guid editionId, CancellationToken token)
    {
        if (await access.CheckAsync(actor, editionId, token, EditionRole.Curator) is not null) return [];

        await using var db = await contexts.CreateDbContextAsync(token);
        return await db.Venues.AsNoTracking()
            .Where(venue => venue.EditionId == editionId)
            .OrderBy(venue => venue.Name).ThenBy(venue => venue.Id)
            .Take(Most)
            .Select(venue => new VenueRow(
                venue.Id,
                venue.Version,
                venue.Name,
                venue.Address,
                venue.Spaces.OrderBy(space => space.Position).ThenBy(space => space.Id)
                    .Select(space => new SpaceRow(space.Id, space.Name, space.Kind, space.Capacity, space.Turnaround, space.OpensAt, space.ClosesAt))
                    .ToList()))
            .ToListAsync(token);
    }
}

public sealed record VenueRow(Guid Id, Guid Version, string Name, string Address, IReadOnlyList<SpaceRow> Spaces);

public sealed record SpaceRow(Guid Id, string Name, SpaceKind Kind, int Capacity, TimeSpan Turnaround, TimeOnly OpensAt, TimeOnly ClosesAt);
