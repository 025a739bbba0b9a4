namespace Showcase.Domain.Programmes;

public enum SpaceKind
{
    Screen,
    Wall,
}

/// <summary>A screen or a wall of a venue.</summary>
public sealed class Space : Entity
{
    public const int MostSeats = 100_000;
    public static readonly TimeSpan LongestTurnaround = TimeSpan.FromHours(6);

    private Space()
    {
    }

    public int Position { get; private set; }

    public string Name { get; private set; } = "";

    public SpaceKind Kind { get; private set; }

    /// <summary>Seats of a screen, people at a time before a wall; 0 where nobody counts.</summary>
    public int Capacity { get; private set; }

    /// <summary>What the house needs to empty, clean and fill between two screenings.</summary>
    public TimeSpan Turnaround { get; private set; }

    public TimeOnly OpensAt { get; private set; }

    public TimeOnly ClosesAt { get; private set; }

    public Hours Hours => new(OpensAt, ClosesAt);

    public static Result<Space> Create(int position, SpaceDetails details)
    {
        var space = new Space { Position = position };
        var changed = space.Change(details);
        return changed.Succeeded ? space : changed.Refusal;
    }

    public Result Change(SpaceDetails details)
    {
        ArgumentNullException.ThrowIfNull(details);
        if (Text.Check(details.Name, "Name", Venue.NameLength) is { } name) return name;
        if (details.Capacity is < 0 or > MostSeats) return Refusals.OutOfRange("Capacity", 0, MostSeats);
        if (details.Turnaround < TimeSpan.Zero || details.Turnaround > LongestTurnaround)
        {
            return Refusals.OutOfRange("Turnaround", 0, (int)LongestTurnaround.TotalMinutes);
        }

        (Name, Kind, Capacity, Turnaround) = (details.Name.Trim(), details.Kind, details.Capacity, details.Turnaround);
        (OpensAt, ClosesAt) = (details.Hours.Opens, details.Hours.Closes);
        return Result.Ok;
    }
}

public sealed record SpaceDetails(string Name, SpaceKind Kind, int Capacity, TimeSpan Turnaround, Hours Hours);
