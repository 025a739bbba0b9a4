namespace Showcase.Domain.Programmes;

/// <summary>A place of an edition, with its screens and walls.</summary>
public sealed class Venue : AggregateRoot
{
    public const int NameLength = 120;
    public const int AddressLength = 300;

    private readonly List<Space> spaces = [];

    private Venue()
    {
    }

    public Guid EditionId { get; private set; }

    public string Name { get; private set; } = "";

    public string Address { get; private set; } = "";

    public IReadOnlyList<Space> Spaces => [.. spaces.OrderBy(space => space.Position)];

    public static Result<Venue> Create(Guid editionId, string name, string? address)
    {
        var venue = new Venue { EditionId = editionId };
        var changed = venue.Change(name, address);
        return changed.Succeeded ? venue : changed.Refusal;
    }

    public Result Change(string name, string? address)
    {
        if (Text.Check(name, "Name", NameLength) is { } badName) return badName;
        if (Text.Check(address, "Address", AddressLength, required: false) is { } badAddress) return badAddress;

        (Name, Address) = (name.Trim(), address?.Trim() ?? "");
        return Result.Ok;
    }

    public Result<Space> AddSpace(SpaceDetails details)
    {
        var space = Space.Create(spaces.Count == 0 ? 0 : spaces.Max(s => s.Position) + 1, details);
        if (!space.Succeeded) return space;

        spaces.Add(space.Value);
        Touch();
        return space;
    }

    public Result ChangeSpace(Guid spaceId, SpaceDetails details)
    {
        if (spaces.Find(space => space.Id == spaceId) is not { } space) return Refusals.NotFound;

        Touch();
        return space.Change(details);
    }

    /// <summary>The caller has made sure that nothing is scheduled there.</summary>
    public Result RemoveSpace(Guid spaceId)
    {
        if (spaces.RemoveAll(space => space.Id == spaceId) == 0) return Refusals.NotFound;

        Touch();
        return Result.Ok;
    }
}
