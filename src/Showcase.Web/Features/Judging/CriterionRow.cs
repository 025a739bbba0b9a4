using Showcase.Domain.Judging;

namespace Showcase.Web.Features.Judging;

/// <summary>A criterion as it is shown.</summary>
public sealed record CriterionRow(
    Guid Id, string Name, string Description, int Weight, CriterionKind Kind, Scale Scale, IReadOnlyList<Anchor> Anchors, bool AllowsNotApplicable, IReadOnlyList<string> Choices)
{
    public bool IsScored => Kind == CriterionKind.Scored;

    /// <summary>Neighbouring steps that stand for the same, in one line each, the best first: "9–10".</summary>
    public IEnumerable<(string Steps, string Text)> AnchorLines()
    {
        var lines = new List<(decimal From, decimal To, string Text)>();
        foreach (var anchor in Anchors.OrderBy(anchor => anchor.At))
        {
            if (lines.Count > 0 && lines[^1].Text == anchor.Text && lines[^1].To + Scale.Step == anchor.At) lines[^1] = lines[^1] with { To = anchor.At };
            else lines.Add((anchor.At, anchor.At, anchor.Text));
        }

        return lines.AsEnumerable().Reverse().Select(line => (line.From == line.To ? MarkText.Of(line.From) : $"{MarkText.Of(line.From)}–{MarkText.Of(line.To)}", line.Text));
    }

    public string? AnchorAt(decimal? mark) => Anchors.FirstOrDefault(anchor => anchor.At == mark)?.Text;

    public CriterionDetails ToDetails() => new(Name, Description, Weight) { Kind = Kind, Scale = Scale, Anchors = Anchors, AllowsNotApplicable = AllowsNotApplicable, Choices = Choices };

    public static CriterionRow Of(Criterion criterion)
    {
        ArgumentNullException.ThrowIfNull(criterion);
        return new CriterionRow(
            criterion.Id, criterion.Name, criterion.Description, criterion.Weight, criterion.Kind, criterion.Scale, criterion.Anchors, criterion.AllowsNotApplicable, criterion.Choices);
    }

    public bool Equals(CriterionRow? other) =>
        other is not null && (Id, Name, Description, Weight, Kind, Scale, AllowsNotApplicable) == (other.Id, other.Name, other.Description, other.Weight, other.Kind, other.Scale, other.AllowsNotApplicable)
        && Anchors.SequenceEqual(other.Anchors) && Choices.SequenceEqual(other.Choices);

    public override int GetHashCode() => Id.GetHashCode();
}

/// <summary>Marks as people write them: no more decimals than the scale has.</summary>
public static class MarkText
{
    public static string Of(decimal? mark) => mark?.ToString("0.##", System.Globalization.CultureInfo.CurrentCulture) ?? "–";
}
