namespace Showcase.Domain.Programmes;

/// <summary>
/// When a loop plays. It begins anew at each opening and runs through until closing, so that every player and the public page know
/// where it is without asking each other.
/// </summary>
public sealed record LoopClock(Hours Hours, DateOnly FirstDay, DateOnly LastDay, TimeSpan Loop, TimeZoneInfo Zone)
{
    /// <summary>The opening that holds <paramref name="now"/>, or null.</summary>
    public Window? OpenAt(DateTimeOffset now) => Openings(now).FirstOrDefault(opening => opening.Contains(now));

    /// <summary>The next opening after <paramref name="now"/>, or null after the last.</summary>
    public Window? NextOpening(DateTimeOffset now) => Openings(now).FirstOrDefault(opening => opening.From > now);

    /// <summary>How far into the loop a player is at <paramref name="now"/>; null while the wall is closed or empty.</summary>
    public TimeSpan? PositionAt(DateTimeOffset now) =>
        Loop > TimeSpan.Zero && OpenAt(now) is { } opening ? TimeSpan.FromTicks((now - opening.From).Ticks % Loop.Ticks) : null;

    /// <summary>When the loop begins next: in this opening, or else at the next one.</summary>
    public DateTimeOffset? NextStart(DateTimeOffset now)
    {
        if (Loop > TimeSpan.Zero && OpenAt(now) is { } opening)
        {
            var next = opening.From + (Loop * (((now - opening.From).Ticks / Loop.Ticks) + 1));
            if (next < opening.Until) return next;
        }

        return NextOpening(now)?.From;
    }

    private IEnumerable<Window> Openings(DateTimeOffset around)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(around, Zone).DateTime);
        var first = today.AddDays(-1) > FirstDay ? today.AddDays(-1) : FirstDay;
        for (var day = first; day <= LastDay && day.DayNumber <= Math.Max(first.DayNumber, today.DayNumber) + 2; day = day.AddDays(1)) yield return Hours.On(day, Zone);
    }
}
