namespace Showcase.Domain.Calls;

/// <summary>Where in a call a film competes.</summary>
public sealed class Category : Entity
{
    public const int NameLength = 120;
    public const int DescriptionLength = 1_000;

    /// <summary>The longest runtime that a limit may name: shorts end long before.</summary>
    public static readonly TimeSpan LongestRuntime = TimeSpan.FromHours(8);

    private Category()
    {
    }

    public Guid CallId { get; private set; }

    public int Position { get; private set; }

    public string Name { get; private set; } = "";

    public string Description { get; private set; } = "";

    /// <summary>Shortest runtime accepted, inclusive.</summary>
    public TimeSpan MinRuntime { get; private set; }

    /// <summary>Longest runtime accepted, inclusive to the second.</summary>
    public TimeSpan MaxRuntime { get; private set; }

    /// <summary>The deadlines with their fees, in their order; at least one.</summary>
    public IReadOnlyList<Tier> Tiers { get; private set; } = [];

    /// <summary>
    /// The last moment at which a film may be sent in; the server's clock decides. Always that of the last of <see cref="Tiers"/>, kept
    /// beside them so that the store can search and sort by it.
    /// </summary>
    public DateTimeOffset Deadline { get; private set; }

    /// <summary>How many entries one person may have here; null is without limit.</summary>
    public int? MostPerPerson { get; private set; }

    public static Result<Category> Create(Guid callId, int position, CategoryDetails details)
    {
        var category = new Category { CallId = callId, Position = position };
        var changed = category.Change(details);
        return changed.Succeeded ? category : changed.Refusal;
    }

    public Result Change(CategoryDetails details)
    {
        ArgumentNullException.ThrowIfNull(details);
        if (Text.Check(details.Name, "Name", NameLength) is { } name) return name;
        if (Text.Check(details.Description, "Description", DescriptionLength, required: false) is { } description) return description;
        if (details.MinRuntime < TimeSpan.Zero || details.MaxRuntime <= details.MinRuntime || details.MaxRuntime > LongestRuntime)
        {
            return CallRefusals.RuntimeLimits;
        }

        if (Tier.Check(details.Tiers) is { } tiers) return tiers;
        if (EntryLimits.Check(details.MostPerPerson) is { } limit) return limit;

        (Name, Description) = (details.Name.Trim(), details.Description?.Trim() ?? "");
        (MinRuntime, MaxRuntime, MostPerPerson) = (details.MinRuntime, details.MaxRuntime, details.MostPerPerson);
        (Tiers, Deadline) = ([.. details.Tiers], details.Tiers[^1].Until);
        return Result.Ok;
    }

    /// <summary>Whether a probed runtime is within the limits, rounded to whole seconds as programmes print it.</summary>
    public bool Accepts(TimeSpan runtime) => IsWithin(runtime, MinRuntime, MaxRuntime);

    /// <inheritdoc cref="Accepts"/>
    public static bool IsWithin(TimeSpan runtime, TimeSpan least, TimeSpan most)
    {
        var seconds = Math.Round(runtime.TotalSeconds, MidpointRounding.AwayFromZero);
        return seconds >= least.TotalSeconds && seconds <= most.TotalSeconds;
    }

    internal void PlaceAt(int position) => Position = position;

    public bool IsOpenAt(DateTimeOffset now) => now <= Deadline;
}

public sealed record CategoryDetails(
    string Name, string? Description, TimeSpan MinRuntime, TimeSpan MaxRuntime, IReadOnlyList<Tier> Tiers, int? MostPerPerson = null)
{
    /// <summary>A category with one deadline, free of charge.</summary>
    public CategoryDetails(string name, string? description, TimeSpan minRuntime, TimeSpan maxRuntime, DateTimeOffset deadline)
        : this(name, description, minRuntime, maxRuntime, [new Tier(TierName.Regular, deadline, 0)])
    {
    }
}
