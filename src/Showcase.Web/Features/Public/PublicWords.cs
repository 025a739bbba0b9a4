using System.Globalization;
using Showcase.Domain.Programmes;
using Showcase.Web.Features.Editions;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Public;

/// <summary>Countries, languages and days in words.</summary>
public static class PublicWords
{
    /// <summary>The country's name in the reader's language; the code itself where it is unknown. Without a culture DisplayName is the country's own.</summary>
    public static string Country(string code)
    {
        try
        {
            var region = new RegionInfo(code);
            return CultureInfo.CurrentUICulture.TwoLetterISOLanguageName is "en" or "iv" ? region.EnglishName : region.DisplayName;
        }
        catch (ArgumentException)
        {
            return code;
        }
    }

    /// <summary>The names of comma-separated language codes.</summary>
    public static string Languages(string codes) => Films.Languages.Names(codes);

    /// <summary>From the first to the last day in the edition's locale: 14–20 June 2026, 30. Juni – 2. Juli 2026.</summary>
    public static string Days(EditionScope edition)
    {
        ArgumentNullException.ThrowIfNull(edition);
        var culture = CultureInfo.GetCultureInfo(edition.Locale);
        var (first, last, pattern) = (edition.StartsOn, edition.EndsOn, culture.DateTimeFormat.MonthDayPattern);
        var year = pattern.StartsWith('d') ? " yyyy" : ", yyyy";
        var end = last.ToString(pattern + year, culture);
        if (first == last) return end;
        if (first.Year != last.Year) return $"{first.ToString(pattern + year, culture)} – {end}";
        if (first.Month != last.Month || !pattern.StartsWith('d')) return $"{first.ToString(pattern, culture)} – {end}";

        return $"{first.Day}{(pattern.StartsWith("d.", StringComparison.Ordinal) ? "." : "")}–{end}";
    }

    /// <summary>On which days and hours works are on a wall.</summary>
    public static string Hours(ReleasedInstallation wall, EditionScope edition, SiteTexts texts)
    {
        ArgumentNullException.ThrowIfNull(wall);
        ArgumentNullException.ThrowIfNull(edition);
        ArgumentNullException.ThrowIfNull(texts);
        var culture = CultureInfo.GetCultureInfo(edition.Locale);
        return texts[
            "Public.WallHours",
            wall.FirstDay.ToString("d MMMM", culture),
            wall.LastDay.ToString("d MMMM yyyy", culture),
            wall.OpensAt.ToString("HH:mm", CultureInfo.InvariantCulture),
            wall.ClosesAt.ToString("HH:mm", CultureInfo.InvariantCulture)];
    }

    /// <summary>The line below a film's title: who, where from, how long, made with what.</summary>
    public static string Line(PublicFilm film)
    {
        ArgumentNullException.ThrowIfNull(film);
        var facts = string.Join(", ", new[] { film.Makers, Country(film.Country), Lengths.Text(film.Runtime) }.Where(fact => fact.Length > 0));
        return film.Tools.Count == 0 ? facts : $"{facts}. {string.Join(", ", film.Tools.Select(tool => tool.Name))}";
    }
}
