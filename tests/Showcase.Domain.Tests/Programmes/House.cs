using Showcase.Domain.Programmes;

namespace Showcase.Domain.Tests.Programmes;

/// <summary>An edition in Berlin, 14 to 20 June 2026: two screens open 10:00 to 02:00 with 20 minutes of turnaround, and three programmes.</summary>
internal sealed class House
{
    public static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    public Guid First { get; } = Guid.CreateVersion7();

    public Guid Second { get; } = Guid.CreateVersion7();

    public Guid Hour { get; } = Guid.CreateVersion7();

    public Guid Late { get; } = Guid.CreateVersion7();

    public Guid Empty { get; } = Guid.CreateVersion7();

    public Schedule Schedule { get; } = Schedule.For(Guid.CreateVersion7());

    public ScheduleFacts Facts => new(
        new DateOnly(2026, 6, 14),
        new DateOnly(2026, 6, 20),
        Berlin,
        new Dictionary<Guid, ProgrammeFacts>
        {
            [Hour] = new("Competition 1", TimeSpan.FromHours(1)),
            [Late] = new("Late shorts", TimeSpan.FromMinutes(90)),
            [Empty] = new("Nothing yet", TimeSpan.Zero),
        },
        new[] { First, Second }.ToDictionary(id => id, _ => new SpaceFacts(TimeSpan.FromMinutes(20), new Hours(new TimeOnly(10, 0), new TimeOnly(2, 0)))));

    /// <summary>That time in Berlin on a day of June 2026.</summary>
    public static DateTimeOffset At(int day, int hour, int minute = 0) => new(2026, 6, day, hour, minute, 0, TimeSpan.FromHours(2));

    public Placement Place(Guid programme, Guid space, DateTimeOffset start) => Schedule.Place(programme, space, start, Facts).Value;
}
