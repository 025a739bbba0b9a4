using Showcase.Domain.Programmes;
using Showcase.Web.Features.Editions;

namespace Showcase.Web.Features.Programmes;

/// <summary>
/// One festival day of a schedule as a picture: minutes since <see cref="Start"/> across, spaces down. Minutes are real ones, so a
/// night in which the clocks change is an hour longer or shorter.
/// </summary>
public sealed class DayBoard
{
    private static readonly Hours Usual = new(new TimeOnly(10, 0), new TimeOnly(0, 0));

    public DayBoard(ScheduleBoard board, EditionScope edition, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(board);
        ArgumentNullException.ThrowIfNull(edition);
        (Day, Spaces) = (day, board.Content.Spaces);
        var lanes = Spaces.Select((space, lane) => (space.Id, lane)).ToDictionary(pair => pair.Id, pair => pair.lane);
        var names = board.Content.Programmes.ToDictionary(programme => programme.Id);
        var screenings = board.Content.Screenings.Where(screening => FestivalDay.Of(screening.StartsAt, edition.TimeZone) == day).ToList();
        var walls = board.Content.Installations
            .Where(wall => wall.FirstDay <= day && day <= wall.LastDay)
            .Select(wall => (Wall: wall, Open: new Hours(wall.OpensAt, wall.ClosesAt).On(day, edition.TimeZone)))
            .ToList();
        var usual = Usual.On(day, edition.TimeZone);
        Start = Floor(screenings.Select(s => s.StartsAt).Concat(walls.Select(w => w.Open.From)).Append(usual.From).Min());
        var end = screenings.Select(s => s.EndsAt).Concat(walls.Select(w => w.Open.Until)).Append(usual.Until).Max();
        Minutes = (int)Math.Ceiling((end - Start).TotalHours) * 60;
        Marks = [.. Enumerable.Range(0, Minutes / 60).Select(hour => edition.ToLocal(Start.AddHours(hour)))];
        Items = WithRoom(
        [
            .. screenings.Select(s => new BoardItem(
                s.Id, names[s.ProgrammeId].Name, lanes[s.SpaceId], At(s.StartsAt), At(s.EndsAt) - At(s.StartsAt),
                (int)board.Spaces[s.SpaceId].Turnaround.TotalMinutes, edition.ToLocal(s.StartsAt), edition.ToLocal(s.EndsAt), IsLoop: false, board.Warnings[s.Id])),
            .. walls.Select(w => new BoardItem(
                w.Wall.Id, w.Wall.Name, lanes[w.Wall.SpaceId], At(w.Open.From), At(w.Open.Until) - At(w.Open.From),
                0, edition.ToLocal(w.Open.From), edition.ToLocal(w.Open.Until), IsLoop: true, board.Warnings[w.Wall.Id])),
        ]);
    }

    public DateOnly Day { get; }

    public DateTimeOffset Start { get; }

    public int Minutes { get; }

    /// <summary>What wall clocks show at each hour.</summary>
    public IReadOnlyList<DateTime> Marks { get; }

    public IReadOnlyList<ReleasedSpace> Spaces { get; }

    public IReadOnlyList<BoardItem> Items { get; }

    public DateTimeOffset MomentAt(int minute) => Start.AddMinutes(minute);

    private static DateTimeOffset Floor(DateTimeOffset moment) => moment.AddTicks(-(moment.UtcTicks % TimeSpan.TicksPerHour));

    /// <summary>Each item's time until the next one in its lane begins; at least its own length.</summary>
    private BoardItem[] WithRoom(BoardItem[] items) =>
    [
        .. items.Select(item => item with
        {
            Room = Math.Max(item.Length, items.Where(next => next.Lane == item.Lane && next.Minute > item.Minute).Select(next => next.Minute).Append(Minutes).Min() - item.Minute),
        }),
    ];

    private double At(DateTimeOffset moment) => (moment - Start).TotalMinutes;
}

/// <summary>A screening or a wall's opening in the picture; places and lengths in minutes, times on the wall clock.</summary>
public sealed record BoardItem(
    Guid Id, string Name, int Lane, double Minute, double Length, int Turnaround, DateTime From, DateTime Until, bool IsLoop, IReadOnlyList<PlacementWarning> Warnings)
{
    /// <summary>Minutes from its start that nothing else in its lane takes: the place for its label.</summary>
    public double Room { get; init; } = Length;
}
