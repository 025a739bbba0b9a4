namespace Showcase.Domain.Programmes;

public enum PlacementProblem
{
    /// <summary>Something else is on in that space at that time.</summary>
    Overlap,

    /// <summary>The house has too little time to change audiences.</summary>
    Turnaround,

    OutsideEdition,

    OutsideHours,

    /// <summary>The same programme starts again soon, somewhere.</summary>
    RepeatedSoon,
}

/// <summary>
/// What a curator should know of a place in the schedule; it hinders nothing. <see cref="Other"/> names what it collides with,
/// <see cref="Minutes"/> says by how many.
/// </summary>
public sealed record PlacementWarning(PlacementProblem Problem, string? Other = null, int Minutes = 0)
{
    /// <summary>Two things at once in one space cannot happen; the rest a house may accept.</summary>
    public bool IsClash => Problem == PlacementProblem.Overlap;
}

/// <summary>A screening where it now is, and what to know of that.</summary>
public sealed record Placement(Screening Screening, IReadOnlyList<PlacementWarning> Warnings);

/// <summary>What the schedule's rules need to know of the rest of the edition.</summary>
public sealed record ScheduleFacts(
    DateOnly FirstDay,
    DateOnly LastDay,
    TimeZoneInfo Zone,
    IReadOnlyDictionary<Guid, ProgrammeFacts> Programmes,
    IReadOnlyDictionary<Guid, SpaceFacts> Spaces)
{
    public Window TimeOf(Screening screening)
    {
        ArgumentNullException.ThrowIfNull(screening);
        return new Window(screening.StartsAt, screening.StartsAt + (Programmes.GetValueOrDefault(screening.ProgrammeId)?.Length ?? TimeSpan.Zero));
    }
}

public sealed record ProgrammeFacts(string Name, TimeSpan Length);

public sealed record SpaceFacts(TimeSpan Turnaround, Hours Hours);
