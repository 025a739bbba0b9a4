using Showcase.Domain.Editions;

namespace Showcase.Domain.Programmes;

/// <summary>
/// Daily opening hours on the wall clock. Closing at or before opening means the next day, so 10:00 to 02:00 is an evening and
/// equal times are a whole day.
/// </summary>
public sealed record Hours(TimeOnly Opens, TimeOnly Closes)
{
    /// <summary>What is open on <paramref name="day"/>, as moments; a change of the clocks makes it longer or shorter.</summary>
    public Window On(DateOnly day, TimeZoneInfo zone) => new(
        Edition.AtLocal(day.ToDateTime(Opens), zone),
        Edition.AtLocal((Closes <= Opens ? day.AddDays(1) : day).ToDateTime(Closes), zone));

    /// <summary>Whether one opening holds all of <paramref name="time"/>.</summary>
    public bool Cover(Window time, TimeZoneInfo zone)
    {
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.From, zone).DateTime);
        return On(day, zone).Holds(time) || On(day.AddDays(-1), zone).Holds(time);
    }

    /// <summary>Whether these hours lie within <paramref name="outer"/>.</summary>
    public bool AreWithin(Hours outer)
    {
        var (from, until) = (Opens.ToTimeSpan(), Opens.ToTimeSpan() + Length);
        var (outerFrom, outerUntil) = (outer.Opens.ToTimeSpan(), outer.Opens.ToTimeSpan() + outer.Length);
        if (from < outerFrom) (from, until) = (from + TimeSpan.FromDays(1), until + TimeSpan.FromDays(1));
        return until <= outerUntil;
    }

    private TimeSpan Length => Closes == Opens ? TimeSpan.FromDays(1) : Closes - Opens;
}

/// <summary>A stretch of time: from, inclusive, until, exclusive.</summary>
public sealed record Window(DateTimeOffset From, DateTimeOffset Until)
{
    public bool Contains(DateTimeOffset moment) => moment >= From && moment < Until;

    public bool Holds(Window other) => other.From >= From && other.Until <= Until;

    public bool Overlaps(Window other) => From < other.Until && other.From < Until;
}

/// <summary>The day that a moment belongs to in a programme booklet: a show after midnight is printed under the evening before.</summary>
public static class FestivalDay
{
    public static readonly TimeSpan NightEnds = TimeSpan.FromHours(4);

    public static DateOnly Of(DateTimeOffset moment, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, zone).DateTime - NightEnds);
}
