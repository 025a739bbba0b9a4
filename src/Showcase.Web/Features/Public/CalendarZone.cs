namespace Showcase.Web.Features.Public;

/// <summary>A time zone as iCalendar wants it: every change of the clocks from a year before the first event to a year after the last.</summary>
internal sealed class CalendarZone(TimeZoneInfo zone)
{
    /// <summary>The IANA name, which calendar programs know; on Windows the system may call the zone otherwise.</summary>
    public string Name { get; } = TimeZoneInfo.TryConvertWindowsIdToIanaId(zone.Id, out var iana) ? iana : zone.Id;

    private bool IsUtc => Name is "UTC" or "Etc/UTC";

    public void Write(CalendarLines lines, DateTimeOffset first, DateTimeOffset last)
    {
        if (IsUtc) return;

        var from = first.AddYears(-1);
        var start = new DateTimeOffset(from.Year, from.Month, from.Day, 0, 0, 0, TimeSpan.Zero);
        lines.Add("BEGIN", "VTIMEZONE").Add("TZID", Name);
        var offset = zone.GetUtcOffset(start);
        Change(lines, start, offset, offset);
        for (var day = start; day < last.AddYears(1); day = day.AddDays(1))
        {
            var next = zone.GetUtcOffset(day.AddDays(1));
            if (next == offset) continue;

            Change(lines, MomentOfChange(day, day.AddDays(1)), offset, next);
            offset = next;
        }

        lines.Add("END", "VTIMEZONE");
    }

    /// <summary>A moment as a wall clock shows it; in the hour that autumn repeats calendar programs disagree which pass is meant, so it is written in UTC.</summary>
    public void WriteMoment(CalendarLines lines, string name, DateTimeOffset moment)
    {
        var local = TimeZoneInfo.ConvertTime(moment, zone);
        if (IsUtc || zone.IsAmbiguousTime(local.DateTime)) lines.Add(name, CalendarLines.Utc(moment));
        else lines.Add($"{name};TZID={Name}", CalendarLines.Local(local.DateTime));
    }

    private static string Text(TimeSpan offset) => (offset < TimeSpan.Zero ? "-" : "+") + offset.ToString("hhmm", System.Globalization.CultureInfo.InvariantCulture);

    private void Change(CalendarLines lines, DateTimeOffset at, TimeSpan before, TimeSpan after)
    {
        var kind = zone.IsDaylightSavingTime(at) ? "DAYLIGHT" : "STANDARD";
        lines.Add("BEGIN", kind)
            .Add("DTSTART", CalendarLines.Local(at.ToOffset(before).DateTime))
            .Add("TZOFFSETFROM", Text(before))
            .Add("TZOFFSETTO", Text(after))
            .Add("END", kind);
    }

    private DateTimeOffset MomentOfChange(DateTimeOffset before, DateTimeOffset after)
    {
        var offset = zone.GetUtcOffset(before);
        while (after - before > TimeSpan.FromMinutes(1))
        {
            var middle = before + ((after - before) / 2);
            if (zone.GetUtcOffset(middle) == offset) before = middle;
            else after = middle;
        }

        return new DateTimeOffset(after.UtcTicks - (after.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
    }
}
