using Showcase.Domain.Programmes;

namespace Showcase.Web.Features.Programmes;

public sealed partial class VenuesPage
{
    private IReadOnlyList<VenueRow> venues = [];
    private Guid? editedVenue;
    private Guid? formVenue;
    private Guid? formSpace;
    private int created;

    protected override async Task LoadAsync() => venues = await Venues.ListAsync(Actor, Scope.Id, Token);

    private void EditVenue(VenueRow venue)
    {
        CloseForms();
        editedVenue = venue.Id;
    }

    private void EditSpace(VenueRow venue, SpaceRow? space)
    {
        CloseForms();
        (formVenue, formSpace) = (venue.Id, space?.Id);
    }

    private void CloseForms() => (editedVenue, formVenue, formSpace) = (null, null, null);

    private async Task CreateAsync(VenueInput form)
    {
        if (await DoAsync(async () => await Service.CreateAsync(Actor, Scope.Id, form.Name, form.Address, CancellationToken.None), T["Programmes.VenueCreated"])) created++;
    }

    private async Task ChangeVenueAsync(VenueRow venue, VenueInput form)
    {
        if (await DoAsync(() => Service.ChangeAsync(Actor, venue.Id, venue.Version, form.Name, form.Address, CancellationToken.None), T["Common.Saved"])) CloseForms();
    }

    private Task<bool> RemoveVenueAsync(VenueRow venue) =>
        DoAsync(() => Service.RemoveAsync(Actor, venue.Id, venue.Version, CancellationToken.None), T["Programmes.Removed", venue.Name]);

    private async Task SaveSpaceAsync(VenueRow venue, SpaceDetails details)
    {
        var saved = await DoAsync(
            () => formSpace is { } space
                ? Service.ChangeSpaceAsync(Actor, venue.Id, venue.Version, space, details, CancellationToken.None)
                : Service.AddSpaceAsync(Actor, venue.Id, venue.Version, details, CancellationToken.None),
            T["Common.Saved"]);
        if (saved) CloseForms();
    }

    private Task<bool> RemoveSpaceAsync(VenueRow venue, SpaceRow space) =>
        DoAsync(() => Service.RemoveSpaceAsync(Actor, venue.Id, venue.Version, space.Id, CancellationToken.None), T["Programmes.Removed", space.Name]);
}
