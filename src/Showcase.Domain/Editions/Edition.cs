using System.Globalization;
using System.Text;

namespace Showcase.Domain.Editions;

public enum EditionKind
{
    Festival,
    Gallery,
}

/// <summary>One festival year or one gallery season. All its times are shown in <see cref="TimeZoneId"/>.</summary>
public sealed class Edition : AggregateRoot
{
    public const int NameLength = 120;
    public const int SlugLength = 60;
    public const int TaglineLength = 300;

    /// <summary>Workspace addresses of artists: <c>/workspace/films</c> is not an edition.</summary>
    private static readonly string[] ReservedSlugs = ["films", "submissions", "grants", "notices", "new"];

    private Edition()
    {
    }

    public string Name { get; private set; } = "";

    /// <summary>The edition's part of an address: lower-case letters, digits and hyphens.</summary>
    public string Slug { get; private set; } = "";

    public EditionKind Kind { get; private set; }

    public string Tagline { get; private set; } = "";

    public string City { get; private set; } = "";

    public DateOnly StartsOn { get; private set; }

    public DateOnly EndsOn { get; private set; }

    /// <summary>IANA name, such as Europe/Berlin.</summary>
    public string TimeZoneId { get; private set; } = "UTC";

    /// <summary>BCP 47 tag that dates and numbers are written in.</summary>
    public string Locale { get; private set; } = "en";

    /// <summary>Whether visitors see the edition's public pages.</summary>
    public bool IsPublic { get; private set; }

    /// <summary>Whether messages to many wait until an organiser has looked at them and let them go.</summary>
    public bool ReviewsMessages { get; private set; } = true;

    /// <summary>Whether artists may ask for the jury's comments in case they are not chosen.</summary>
    public bool OffersComments { get; private set; }

    public TimeZoneInfo TimeZone => TimeZoneInfo.FindSystemTimeZoneById(TimeZoneId);

    public static Result<Edition> Create(EditionDetails details, string slug)
    {
        if (!IsSlug(slug)) return EditionRefusals.SlugInvalid;
        if (ReservedSlugs.Contains(slug, StringComparer.Ordinal)) return EditionRefusals.SlugReserved;

        var edition = new Edition { Slug = slug };
        var changed = edition.Change(details);
        return changed.Succeeded ? edition : changed.Refusal;
    }

    public Result Change(EditionDetails details)
    {
        ArgumentNullException.ThrowIfNull(details);
        if (Text.Check(details.Name, "Name", NameLength) is { } name) return name;
        if (Text.Check(details.Tagline, "Tagline", TaglineLength, required: false) is { } tagline) return tagline;
        if (Text.Check(details.City, "City", NameLength, required: false) is { } city) return city;
        if (details.EndsOn < details.StartsOn) return EditionRefusals.EndsBeforeItStarts;
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(details.TimeZoneId, out _)) return EditionRefusals.TimeZoneUnknown;
        if (!IsLocale(details.Locale)) return EditionRefusals.LocaleUnknown;

        (Name, Kind, Tagline, City) = (details.Name.Trim(), details.Kind, details.Tagline?.Trim() ?? "", details.City?.Trim() ?? "");
        (StartsOn, EndsOn, TimeZoneId, Locale) = (details.StartsOn, details.EndsOn, details.TimeZoneId, details.Locale);
        return Result.Ok;
    }

    public void Publish() => IsPublic = true;

    public void Hide() => IsPublic = false;

    public void ReviewMessages(bool isWanted) => ReviewsMessages = isWanted;

    public void OfferComments(bool isWanted) => OffersComments = isWanted;

    /// <summary>An address part made of a name: "Größe &amp; Film 2026" becomes "grosse-film-2026". Empty where no letter is left.</summary>
    public static string SuggestSlug(string? name)
    {
        var slug = new StringBuilder();
        foreach (var letter in (name ?? "").Replace("ß", "ss", StringComparison.Ordinal).Normalize(NormalizationForm.FormD))
        {
            if (slug.Length == SlugLength) break;
            if (CharUnicodeInfo.GetUnicodeCategory(letter) == UnicodeCategory.NonSpacingMark) continue;
            if (char.IsAsciiLetterOrDigit(letter)) slug.Append(char.ToLowerInvariant(letter));
            else if (slug.Length > 0 && slug[^1] != '-') slug.Append('-');
        }

        return slug.ToString().TrimEnd('-');
    }

    /// <summary>The moment that a wall clock in the edition's place shows <paramref name="local"/>; a gap in spring moves forward.</summary>
    public DateTimeOffset AtLocal(DateTime local) => AtLocal(local, TimeZone);

    /// <summary>The moment that a wall clock in <paramref name="zone"/> shows <paramref name="local"/>; a gap in spring moves forward.</summary>
    public static DateTimeOffset AtLocal(DateTime local, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var wallClock = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        if (zone.IsInvalidTime(wallClock)) wallClock = wallClock.AddHours(1);
        return new DateTimeOffset(wallClock, zone.GetUtcOffset(wallClock)).ToUniversalTime();
    }

    /// <summary>What a wall clock in the edition's place shows at <paramref name="moment"/>.</summary>
    public DateTime ToLocal(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, TimeZone).DateTime;

    private static bool IsLocale(string? locale)
    {
        if (string.IsNullOrWhiteSpace(locale)) return false;

        try
        {
            return CultureInfo.GetCultureInfo(locale, predefinedOnly: true).Name.Length > 0;
        }
        catch (CultureNotFoundException)
        {
            return false;
        }
    }

    private static bool IsSlug(string? slug) =>
        slug is { Length: > 0 and <= SlugLength } && slug.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-') && slug[0] != '-';
}

public sealed record EditionDetails(
    string Name,
    EditionKind Kind,
    string? Tagline,
    string? City,
    DateOnly StartsOn,
    DateOnly EndsOn,
    string TimeZoneId,
    string Locale);

public static class EditionRefusals
{
    public static readonly Refusal SlugInvalid = new("Editions.SlugInvalid");
    public static readonly Refusal SlugTaken = new("Editions.SlugTaken");
    public static readonly Refusal SlugReserved = new("Editions.SlugReserved");
    public static readonly Refusal LocaleUnknown = new("Editions.LocaleUnknown");
    public static readonly Refusal EndsBeforeItStarts = new("Editions.EndsBeforeItStarts");
    public static readonly Refusal TimeZoneUnknown = new("Editions.TimeZoneUnknown");
    public static readonly Refusal LastOrganiser = new("Editions.LastOrganiser");
    public static readonly Refusal InvitationInvalid = new("Editions.InvitationInvalid");
    public static readonly Refusal InvitationForOther = new("Editions.InvitationForOther");
    public static readonly Refusal AlreadyMember = new("Editions.AlreadyMember");
    public static readonly Refusal EmailInvalid = new("Editions.EmailInvalid");
}
