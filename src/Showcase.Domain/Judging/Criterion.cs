namespace Showcase.Domain.Judging;

/// <summary>How a criterion is answered. Only scored ones count in the ranking.</summary>
public enum CriterionKind
{
    Scored,

    /// <summary>In the juror's own words.</summary>
    Comment,

    /// <summary>One of the organisers' choices.</summary>
    Choice,
}

/// <summary>One thing that jurors are asked about a film.</summary>
public sealed class Criterion : Entity
{
    public const int NameLength = 80;
    public const int DescriptionLength = 1_000;
    public const int ChoiceLength = 80;
    public const int MostChoices = 12;
    public const int LeastWeight = 1;
    public const int MostWeight = 100;

    private Criterion()
    {
    }

    public Guid RoundId { get; private set; }

    public int Position { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>What jurors look for, in the organisers' words.</summary>
    public string Description { get; private set; } = "";

    public CriterionKind Kind { get; private set; }

    /// <summary>The marks of a scored criterion.</summary>
    public Scale Scale { get; private set; } = Scale.Usual;

    /// <summary>What steps of the scale stand for, the least first; steps may lack one.</summary>
    public IReadOnlyList<Anchor> Anchors { get; private set; } = [];

    /// <summary>Its share of the whole is this over the sum of all scored criteria's weights.</summary>
    public int Weight { get; private set; }

    /// <summary>A scored one may be marked "n/a", and the others' weights count alone; one that is not scored may be left empty.</summary>
    public bool AllowsNotApplicable { get; private set; }

    public IReadOnlyList<string> Choices { get; private set; } = [];

    public bool IsScored => Kind == CriterionKind.Scored;

    /// <summary>Whether what was entered before would mean something else, or nothing, after the change.</summary>
    public bool IsMeasuredAnewBy(CriterionDetails details)
    {
        ArgumentNullException.ThrowIfNull(details);
        return details.Kind != Kind
            || (IsScored && details.Scale != Scale)
            || (AllowsNotApplicable && !details.AllowsNotApplicable)
            || (Kind == CriterionKind.Choice && Choices.Except(Clean(details.Choices), StringComparer.Ordinal).Any());
    }

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
        if (Text.Check(details.Description, "Description", DescriptionLength, required: false) is { } description) return description;
        var isScored = details.Kind == CriterionKind.Scored;
        if (isScored && CheckScored(details) is { } unfit) return unfit;

        var choices = details.Kind == CriterionKind.Choice ? Clean(details.Choices) : [];
        if (details.Kind == CriterionKind.Choice && CheckChoices(choices) is { } bad) return bad;

        (Name, Description, Kind, AllowsNotApplicable) = (details.Name.Trim(), details.Description?.Trim() ?? "", details.Kind, details.AllowsNotApplicable);
        (Scale, Weight, Choices) = (isScored ? details.Scale : Scale.Usual, isScored ? details.Weight : 0, choices);
        Anchors = isScored ? [.. details.Anchors.Where(anchor => !string.IsNullOrWhiteSpace(anchor.Text)).OrderBy(anchor => anchor.At).Select(anchor => anchor with { Text = anchor.Text.Trim() })] : [];
        return Result.Ok;
    }

    private static Refusal? CheckScored(CriterionDetails details)
    {
        if (details.Weight is < LeastWeight or > MostWeight) return Refusals.OutOfRange("Weight", LeastWeight, MostWeight);
        if (details.Scale.Check() is { } scale) return scale;

        foreach (var anchor in details.Anchors)
        {
            if (Text.Check(anchor.Text, "Anchor", Anchor.TextLength, required: false) is { } text) return text;
            if (!details.Scale.Has(anchor.At)) return JudgingRefusals.AnchorOffScale;
        }

        return details.Anchors.DistinctBy(anchor => anchor.At).Count() < details.Anchors.Count ? JudgingRefusals.AnchorOffScale : null;
    }

    private static Refusal? CheckChoices(IReadOnlyList<string> choices)
    {
        if (choices.Count is < 2 or > MostChoices) return Refusals.OutOfRange("Choices", 2, MostChoices);
        if (choices.Distinct(StringComparer.OrdinalIgnoreCase).Count() < choices.Count) return JudgingRefusals.ChoiceTwice;
        return choices.Select(choice => Text.Check(choice, "Choice", ChoiceLength)).FirstOrDefault(bad => bad is not null);
    }

    private static List<string> Clean(IEnumerable<string> choices) => [.. choices.Select(choice => choice.Trim()).Where(choice => choice.Length > 0)];
}

/// <summary>A criterion as organisers write it. The weight counts for scored ones only.</summary>
public sealed record CriterionDetails(string Name, string? Description, int Weight)
{
    public CriterionKind Kind { get; init; }

    public Scale Scale { get; init; } = Scale.Usual;

    public IReadOnlyList<Anchor> Anchors { get; init; } = [];

    public bool AllowsNotApplicable { get; init; }

    public IReadOnlyList<string> Choices { get; init; } = [];
}

/// <summary>What a juror gives a film on one scored criterion; null is "not applicable".</summary>
public sealed record Mark(Guid CriterionId, decimal? Value);

/// <summary>What a juror says or chooses where a criterion is not scored.</summary>
public sealed record Remark(Guid CriterionId, string Text)
{
    public const int TextLength = 2_000;
}
