namespace Showcase.Domain.Judging;

/// <summary>Orders films by what their jurors gave them.</summary>
public static class Ranking
{
    /// <summary>Means that agree to this many decimals are equal: adding in another order must not make a winner.</summary>
    private const int Decimals = 6;

    /// <summary>
    /// Best mean first. Equal means share a position, and the next one is as far down as there are films before it (1, 1, 3).
    /// Within a tie more scores come first, then the smaller id; films without a score come last and have no position.
    /// </summary>
    public static IReadOnlyList<RankedSubmission> Of(IEnumerable<SubmissionScores> submissions)
    {
        var ordered = submissions
            .Select(submission => new RankedSubmission(submission.SubmissionId, null, Mean(submission.Scores), Spread(submission.Scores), submission.Scores.Count))
            .OrderByDescending(ranked => ranked.Mean ?? double.NegativeInfinity)
            .ThenByDescending(ranked => ranked.Count)
            .ThenBy(ranked => ranked.SubmissionId)
            .ToList();

        for (var index = 0; index < ordered.Count && ordered[index].Mean is { } mean; index++)
        {
            var tied = index > 0 && ordered[index - 1].Mean == mean;
            ordered[index] = ordered[index] with { Position = tied ? ordered[index - 1].Position : index + 1 };
        }

        return ordered;
    }

    private static double? Mean(IReadOnlyList<double> scores) => scores.Count == 0 ? null : Math.Round(scores.Average(), Decimals);

    /// <summary>
    /// Sample standard deviation: √(Σ (score − mean)² ÷ (n − 1)), for the jurors are a sample of those who might have judged.
    /// Null below two scores, where it is undefined.
    /// </summary>
    private static double? Spread(IReadOnlyList<double> scores)
    {
        if (scores.Count < 2) return null;

        var mean = scores.Average();
        return Math.Round(Math.Sqrt(scores.Sum(score => (score - mean) * (score - mean)) / (scores.Count - 1)), Decimals);
    }
}

/// <summary>The weighted scores that a submission's jurors handed in.</summary>
public sealed record SubmissionScores(Guid SubmissionId, IReadOnlyList<double> Scores);

public sealed record RankedSubmission(Guid SubmissionId, int? Position, double? Mean, double? Spread, int Count);
