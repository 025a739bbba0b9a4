namespace Showcase.Domain.Judging.Deliberating;

/// <summary>Why a film wants a second look before it is decided.</summary>
public enum BoardFlag
{
    FewReviews,
    Disagreement,
    ScoredUnwatched,
    NewVersion,
    Conflict,
    RankMoved,
}

/// <summary>What is known of a film on the board. Watched: for each juror who scored it, the most they played of it, in per cent.</summary>
/// <param name="Count">How many scored or placed it.</param>
/// <param name="Spread">On the round's scale.</param>
/// <param name="HasYesAndNo">Whether it was recommended and refused.</param>
/// <param name="Watched">Empty where there is no file to watch.</param>
/// <param name="HasNewVersion">Whether somebody judged a file before the present one and has not watched this one.</param>
/// <param name="HasConflict">Whether somebody to whom it was given must not judge it.</param>
/// <param name="Moved">By how many positions severity moves it within its group; null where it does not apply.</param>
/// <param name="GroupFilms">How many films are ranked in its group.</param>
public sealed record BoardFacts(
    int Count, double? Spread, bool HasYesAndNo, IReadOnlyCollection<int> Watched, bool HasNewVersion, bool HasConflict, int? Moved, int GroupFilms);

/// <summary>When a flag is raised.</summary>
/// <param name="UsualCount">The median of scores over the round's films that have any.</param>
/// <param name="Least">The lowest score.</param>
/// <param name="Most">The highest score.</param>
/// <param name="IsVerdict">In a round of verdicts yes and maybe lie half the scale apart, and are no disagreement.</param>
public sealed record BoardMeasures(double UsualCount, double Least, double Most, bool IsVerdict)
{
    /// <summary>Of the film, in per cent: whoever played less has not seen enough of it to score it.</summary>
    public const int UnwatchedPercent = 50;

    /// <summary>Fewer positions are within what any score may do.</summary>
    public const int FewestPositions = 3;

    /// <summary>The spread from which jurors disagree: a quarter of the scale.</summary>
    public double WideSpread => (Most - Least) / 4;

    public static int MovedFrom(int films) => Math.Max(FewestPositions, (int)Math.Ceiling(films / 10.0));

    public IReadOnlyList<BoardFlag> Of(BoardFacts film)
    {
        ArgumentNullException.ThrowIfNull(film);
        var flags = new List<BoardFlag>();
        if (film.Count < 2 || film.Count <= UsualCount / 2) flags.Add(BoardFlag.FewReviews);
        if (film.HasYesAndNo || (!IsVerdict && film.Spread >= WideSpread)) flags.Add(BoardFlag.Disagreement);
        if (film.Watched.Any(percent => percent < UnwatchedPercent)) flags.Add(BoardFlag.ScoredUnwatched);
        if (film.HasNewVersion) flags.Add(BoardFlag.NewVersion);
        if (film.HasConflict) flags.Add(BoardFlag.Conflict);
        if (film.Moved is { } moved && Math.Abs(moved) >= MovedFrom(film.GroupFilms)) flags.Add(BoardFlag.RankMoved);
        return flags;
    }
}
