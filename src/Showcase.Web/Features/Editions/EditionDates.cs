using System.Globalization;

namespace Showcase.Web.Features.Editions;

/// <summary>How the days of an edition are written: 14–20 June 2026, each part once where it is the same.</summary>
public static class EditionDates
{
    public static string Text(DateOnly first, DateOnly last, string locale)
    {
        var culture = CultureInfo.GetCultureInfo(locale);
        if (first == last) return first.ToString("D", culture);

        // Only where the day leads the long date can its month and year be left out in front.
        var pattern = culture.DateTimeFormat.LongDatePattern;
        var dayFirst = pattern.LastIndexOf('d') < pattern.IndexOf('M') && pattern.IndexOf('M') < pattern.IndexOf('y');
        if (!dayFirst) return $"{first.ToString("d MMM yyyy", culture)} – {last.ToString("d MMM yyyy", culture)}";

        // German, Czech and others write an ordinal: 14.–20. Juni 2026.
        var (day, bare) = pattern.Contains("d.", StringComparison.Ordinal) ? ("d.", "d.") : ("d", "%d");
        var start = (first.Year == last.Year, first.Month == last.Month) switch
        {
            (true, true) => bare,
            (true, false) => $"{day} MMMM",
            _ => $"{day} MMMM yyyy",
        };
        return $"{first.ToString(start, culture)}–{last.ToString($"{day} MMMM yyyy", culture)}";
    }
}
