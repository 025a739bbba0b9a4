namespace Showcase.Domain.Judging;

/// <summary>One thing that films are marked on.</summary>
public sealed class Criterion : Entity
{
    public const int NameLength = 80;
    public const int AnchorsLength = 1_000;
    public const int LeastWeight = 1;
    public const int MostWeight = 100;

    private Criterion()
    {
    }

    public Guid RoundId { get; private set; }

    public int Position { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>What the steps of the scale stand for, in the organisers' words.</summary>
    public string Anchors { get; private set; } = "";

    /// <summary>Its share of the whole is this over the sum of all weights.</summary>
    public int Weight { get; private set; }

    internal static Result<Criterion> Create(Guid roundId, int position, CriterionDetails details)
    {
        var criterion = new Criterion { RoundId = roundId, Position = position };
        var changed = criterion.Change(details);
        return changed.Succeeded ? criterion : changed.Refusal;
    }

    internal Result Change(CriterionDetails details)
    {
        ArgumentNullException.ThrowIfNull(details);
        if (Text.Check(details.Name, "Name", NameLength) is { } name) return name;
        if (Text.Check(details.Anchors, "Anchors", AnchorsLength, required: false) is { } anchors) return anchors;
        if (details.Weight is < LeastWeight or > MostWeight) return Refusals.OutOfRange("Weight", LeastWeight, MostWeight);

        (Name, Anchors, Weight) = (details.Name.Trim(), details.Anchors?.Trim() ?? "", details.Weight);
        return Result.Ok;
    }
}

public sealed record CriterionDetails(string Name, string? Anchors, int Weight);

/// <summary>What a juror gives a film on one criterion.</summary>
public sealed record Mark(Guid CriterionId, int Value)
{
    public const int Least = 1;
    public const int Most = 10;
}
