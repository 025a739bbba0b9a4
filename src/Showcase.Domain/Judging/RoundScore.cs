namespace Showcase.Domain.Judging;

/// <summary>
/// Makes one number of a card, the way its round asks. Scored: the mean of the marks by weight, Σ weight × mark ÷ Σ weight, over the criteria that
/// were marked; "n/a" leaves its weight out. Where the criteria's scales differ, each mark is first placed between the ends of its scale, and the
/// score runs from 0 to 100. Pass, maybe, fail: 100, 50 and 0. In a round that ranks a card has no number.
/// </summary>
public sealed class RoundScore
{
    private readonly Dictionary<Guid, (Scale Scale, int Weight)> scored;
    private readonly RoundMode mode;
    private readonly bool isOneScale;

    private RoundScore(RoundMode mode, Dictionary<Guid, (Scale Scale, int Weight)> scored)
    {
        (this.mode, this.scored) = (mode, scored);
        var scales = scored.Values.Select(criterion => criterion.Scale).DistinctBy(scale => (scale.Least, scale.Most)).Take(2).ToList();
        isOneScale = mode == RoundMode.Scored && scales.Count == 1;
        (Least, Most) = isOneScale ? ((double)scales[0].Least, (double)scales[0].Most) : (0, 100);
    }

    /// <summary>The lowest score that a card can have.</summary>
    public double Least { get; }

    public double Most { get; }

    public static RoundScore Of(RoundMode mode, IEnumerable<Criterion> criteria)
    {
        ArgumentNullException.ThrowIfNull(criteria);
        return new RoundScore(mode, criteria.Where(criterion => criterion.IsScored).ToDictionary(criterion => criterion.Id, criterion => (criterion.Scale, criterion.Weight)));
    }

    /// <summary>The card's score; null where there is nothing to make one of.</summary>
    public double? Of(Scorecard card)
    {
        ArgumentNullException.ThrowIfNull(card);
        return Of(card.Marks, card.Recommendation);
    }

    public double? Of(IEnumerable<Mark> marks, Recommendation? recommendation = null)
    {
        ArgumentNullException.ThrowIfNull(marks);
        return mode switch
        {
            RoundMode.Scored => OfMarks(marks),
            RoundMode.PassMaybeFail => recommendation switch { Recommendation.Yes => 100, Recommendation.Maybe => 50, Recommendation.No => 0, _ => null },
            _ => null,
        };
    }

    private double? OfMarks(IEnumerable<Mark> marks)
    {
        var (sum, total) = (0m, 0);
        foreach (var mark in marks)
        {
            if (mark.Value is not { } value || !scored.TryGetValue(mark.CriterionId, out var criterion)) continue;

            sum += criterion.Weight * (isOneScale ? value : 100 * (value - criterion.Scale.Least) / (criterion.Scale.Most - criterion.Scale.Least));
            total += criterion.Weight;
        }

        return total == 0 ? null : (double)(sum / total);
    }
}
