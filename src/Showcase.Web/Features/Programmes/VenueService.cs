using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Programmes;
using Showcase.Web.Data;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Programmes;

/// <summary>What curators do to venues and their spaces.</summary>
public sealed class VenueService(IDbContextFactory<ShowcaseDbContext> contexts, EditionAccess access, ILogger<VenueService> log)
{
    private static readonly Refusal NameTaken = new("Programmes.VenueNameTaken");

    public async Task<Result<Guid>> CreateAsync(Actor actor, Guid editionId, string name, string? address, CancellationToken token)
    {
        if (await access.CheckAsync(actor, editionId, token, EditionRole.Curator) is { } refusal) return refusal;

        var venue = Venue.Create(editionId, name, address);
        if (!venue.Succeeded) return venue.Refusal;

        await using var db = await contexts.CreateDbContextAsync(token);
        db.Venues.Add(venue.Value);
        var saved = await db.TrySaveAsync(NameTaken, token);
        if (!saved.Succeeded) return saved.Refusal;

        log.Saved("Venue", venue.Value.Id, actor.UserId);
        return venue.Value.Id;
    }

    public Task<Result> ChangeAsync(Actor actor, Guid venueId, Guid version, string name, string? address, CancellationToken token) =>
        EditAsync(actor, venueId, version, (_, venue) => Task.FromResult(venue.Change(name, address)), token);

    /// <summary>Removes a venue whose spaces nothing is scheduled in.</summary>
    public Task<Result> RemoveAsync(Actor actor, Guid venueId, Guid version, CancellationToken token) =>
        EditAsync(actor, venueId, version, async (db, venue) =>
        {
            foreach (var space in venue.Spaces)
            {
                if (await IsUsedAsync(db, space.Id, token)) return ProgrammeRefusals.SpaceInUse;
            }

            db.Venues.Remove(venue);
            return Result.Ok;
        }, token);

    public Task<Result> AddSpaceAsync(Actor actor, Guid venueId, Guid version, SpaceDetails details, CancellationToken token) =>
        EditAsync(actor, venueId, version, (_, venue) => Task.FromResult<Result>(venue.AddSpace(details)), token);

    public Task<Result> ChangeSpaceAsync(Actor actor, Guid venueId, Guid version, Guid spaceId, SpaceDetails details, CancellationToken token) =>
        EditAsync(actor, venueId, version, (_, venue) => Task.FromResult(venue.ChangeSpace(spaceId, details)), token);

    public Task<Result> RemoveSpaceAsync(Actor actor, Guid venueId, Guid version, Guid spaceId, CancellationToken token) =>
        EditAsync(actor, venueId, version, async (db, venue) => await IsUsedAsync(db, spaceId, token) ? ProgrammeRefusals.SpaceInUse : venue.RemoveSpace(spaceId), token);

    private static async Task<bool> IsUsedAsync(ShowcaseDbContext db, Guid spaceId, CancellationToken token) =>
        await db.Screenings.AnyAsync(screening => screening.SpaceId == spaceId, token)
        || await db.Installations.AnyAsync(installation => installation.SpaceId == spaceId, token);

    private async Task<Result> EditAsync(Actor actor, Guid venueId, Guid version, Func<ShowcaseDbContext, Venue, Task<Result>> edit, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var venue = await db.Venues.Include(v => v.Spaces).SingleOrDefaultAsync(v => v.Id == venueId, token);
        if (venue is null) return Refusals.NotFound;
        if (await access.CheckAsync(actor, venue.EditionId, token, EditionRole.Curator) is { } refusal) return refusal;

        db.Expect(venue, version);
        var edited = await edit(db, venue);
        if (!edited.Succeeded) return edited.Refusal;

        var saved = await db.TrySaveAsync(NameTaken, token);
        if (saved.Succeeded) log.Saved("Venue", venueId, actor.UserId);
        return saved;
    }
}
