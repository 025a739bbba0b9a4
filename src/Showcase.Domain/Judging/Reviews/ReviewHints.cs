using System.Text.RegularExpressions;

namespace Showcase.Domain.Judging.Reviews;

/// <summary>What makes an organiser look at a review once more. A hint is no verdict: each has innocent reasons.</summary>
[Flags]
public enum ReviewHint
{
    None = 0,

    /// <summary>Both comments together have fewer than <see cref="ReviewHints.FewestWords"/> words.</summary>
    FewWords = 1,

    /// <summary>Less than <see cref="ReviewHints.LeastWatched"/> per cent of the film was played here.</summary>
    LittleWatched = 2,

    /// <summary>All marks are the same number.</summary>
    EqualMarks = 4,

    /// <summary>It was handed in sooner after the first play than the film is long.</summary>
    FasterThanFilm = 8,
}

/// <summary>What is known of a review.</summary>
/// <param name="Comments">To the committee and to the artist, and answers in words.</param>
/// <param name="Marks">Without those that say "not applicable".</param>
/// <param name="Watched">Of the file that plays now, in per cent.</param>
/// <param name="Runtime">Of the film.</param>
/// <param name="BeganAt">When the juror first played it; null where they did not.</param>
/// <param name="HandedInAt">When the card was handed in last.</param>
public sealed record ReviewFacts(IReadOnlyCollection<string> Comments, IReadOnlyCollection<decimal> Marks, int Watched, TimeSpan Runtime, DateTimeOffset? BeganAt, DateTimeOffset HandedInAt);

public static partial class ReviewHints
{
    public const int FewestWords = 12;

    /// <summary>In per cent: who skips titles and long credits is above it.</summary>
    public const int LeastWatched = 75;

    /// <summary>Two equal marks are no pattern.</summary>
    public const int FewestMarks = 3;

    public static ReviewHint Of(ReviewFacts review)
    {
        ArgumentNullException.ThrowIfNull(review);
        var hints = ReviewHint.None;
        if (Words(review.Comments) < FewestWords) hints |= ReviewHint.FewWords;
        if (review.Watched < LeastWatched) hints |= ReviewHint.LittleWatched;
        if (review.Marks.Count >= FewestMarks && review.Marks.Distinct().Count() == 1) hints |= ReviewHint.EqualMarks;
        if (review.BeganAt is { } began && review.HandedInAt - began < review.Runtime) hints |= ReviewHint.FasterThanFilm;
        return hints;
    }

    /// <summary>Runs of letters and digits; where a script writes no blanks between words, each sign is one.</summary>
    public static int Words(IEnumerable<string> texts) => texts.Sum(text => Word().Count(text ?? ""));

    [GeneratedRegex(@"[\p{IsCJKUnifiedIdeographs}\p{IsHiragana}\p{IsKatakana}\p{IsThai}]|[\p{L}\p{M}\p{N}'’-[\p{IsCJKUnifiedIdeographs}\p{IsHiragana}\p{IsKatakana}\p{IsThai}]]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Word();
}
