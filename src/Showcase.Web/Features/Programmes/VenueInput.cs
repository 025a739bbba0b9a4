namespace Showcase.Web.Features.Programmes;

/// <summary>What a person typed of a venue.</summary>
public sealed record VenueInput(string Name, string Address);
