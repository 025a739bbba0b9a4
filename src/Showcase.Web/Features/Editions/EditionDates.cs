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
        var dayFirst = culture.DateTimeFormat.LongDatePattern.IndexOf('d', StringComparison.Ordinal) < culture.DateTimeFormat.LongDatePattern.IndexOf('M', StringComparison.Ordinal)
            && culture.DateTimeFormat.LongDatePattern.IndexOf('M', StringComparison.Ordinal) < culture.DateTimeFormat.LongDatePattern.IndexOf('y', StringComparison.Ordinal);
        if (!dayFirst) return $"{first.ToString("d MMM yyyy", culture)} – {last.ToString("d MMM yyyy", culture)}";

        var start = (first.Year == last.Year, first.Month == last.Month) switch
        {
            (true, true) => "%d",
            (true, false) => "d MMMM",
            _ => "d MMMM yyyy",
        };
        return $"{first.ToString(start, culture)}–{last.ToString("d MMMM yyyy", culture)}";
    }
}
