using Showcase.Domain.Editions;

namespace Showcase.Web.Features.Editions;

/// <summary>What a person types of an edition.</summary>
public sealed class EditionInput
{
    public string Name { get; set; } = "";

    public EditionKind Kind { get; set; }

    public string Tagline { get; set; } = "";

    public string City { get; set; } = "";

    public DateOnly? StartsOn { get; set; }

    public DateOnly? EndsOn { get; set; }

    public string TimeZoneId { get; set; } = "Europe/Berlin";

    public string Locale { get; set; } = "en-GB";

    public static EditionInput From(EditionDetails details)
    {
        ArgumentNullException.ThrowIfNull(details);
        return new EditionInput
        {
            Name = details.Name, Kind = details.Kind, Tagline = details.Tagline ?? "", City = details.City ?? "",
            StartsOn = details.StartsOn, EndsOn = details.EndsOn, TimeZoneId = details.TimeZoneId, Locale = details.Locale,
        };
    }

    /// <summary>The details, or the refusal to show where a day is missing.</summary>
    public Result<EditionDetails> Read()
    {
        if (StartsOn is not { } first) return Refusals.Required(nameof(StartsOn));
        if (EndsOn is not { } last) return Refusals.Required(nameof(EndsOn));

        return new EditionDetails(Name, Kind, Tagline, City, first, last, TimeZoneId, Locale);
    }
}
