using System.Globalization;
using System.Text.RegularExpressions;

namespace Showcase.Web.Shared;

/// <summary>Writes days in the order and with the signs of a culture: 29 November, 29. November, November 29.</summary>
public static partial class Days
{
    /// <summary>The culture's format that shows the same.</summary>
    /// <param name="asked">Which parts to show and how long, as the format of an English day, with the time behind a comma: "ddd d MMM yyyy, HH:mm"; or a time alone.</param>
    /// <param name="culture">Whose order and signs.</param>
    public static string Pattern(string asked, CultureInfo culture)
    {
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(culture);
        if (asked.StartsWith("HH", StringComparison.Ordinal)) return asked;

        var comma = asked.IndexOf(", HH", StringComparison.Ordinal);
        var (day, time) = comma < 0 ? (asked, "") : (asked[..comma], asked[comma..]);
        var pattern = day.Contains('y', StringComparison.Ordinal) ? culture.DateTimeFormat.LongDatePattern : culture.DateTimeFormat.MonthDayPattern;
        var weekday = day.Contains("dddd", StringComparison.Ordinal) ? "dddd" : day.Contains("ddd", StringComparison.Ordinal) ? "ddd" : "";

        if (!pattern.Contains("dddd", StringComparison.Ordinal)) pattern = weekday.Length == 0 ? pattern : $"{weekday} {pattern}";
        else if (weekday.Length == 0) pattern = Weekday().Replace(pattern, between => between.Index == 0 || between.Index + between.Length == pattern.Length ? "" : " ");
        else pattern = DayFirst().Replace(pattern, "dddd ").Replace("dddd", weekday, StringComparison.Ordinal);

        return (day.Contains("MMMM", StringComparison.Ordinal) ? pattern : pattern.Replace("MMMM", "MMM", StringComparison.Ordinal)) + time;
    }

    [GeneratedRegex("[, ]*dddd[, ]*", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Weekday();

    /// <summary>"Sunday 29 November" needs no comma, "Sunday, November 29" does.</summary>
    [GeneratedRegex("^dddd, (?=d)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DayFirst();
}
