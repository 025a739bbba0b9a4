namespace Showcase.Domain.Judging;

/// <summary>Another file in the place of the one that a juror judged.</summary>
public static class NewVersion
{
    /// <summary>
    /// Whether a juror must be told: they watched a file before it, or wrote on their card before it came, and have not watched this one
    /// since. Their marks stand either way; whether they change them is up to them.
    /// </summary>
    /// <param name="shownAt">Since when the film shows another file than the one that was sent in; null where it does not.</param>
    /// <param name="sawEarlier">Whether they played a file before it.</param>
    /// <param name="savedAt">When they last wrote on their card.</param>
    /// <param name="watched">How much of the present file they watched, in per cent.</param>
    public static bool IsNews(DateTimeOffset? shownAt, bool sawEarlier, DateTimeOffset? savedAt, int watched) =>
        shownAt is not null && (sawEarlier || savedAt < shownAt) && watched < WatchCount.PartPercent;
}
