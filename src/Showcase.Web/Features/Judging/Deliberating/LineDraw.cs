using Showcase.Domain.Judging.Deliberating;

namespace Showcase.Web.Features.Judging.Deliberating;

/// <summary>The line on a board, and what falls in.</summary>
/// <param name="Cut">What falls in.</param>
/// <param name="Films">These films, with those that have the outcome already.</param>
/// <param name="Last">The row that the line is drawn below in the order of the rank; null where nothing stands above it.</param>
public sealed record DrawnLine(CutLine Cut, IReadOnlyList<BoardFilm> Films, Guid? Last)
{
    private const int MostShares = 12;

    public bool Has(Guid submissionId) => Cut.In.Contains(submissionId);

    /// <summary>How many films each country has, the most first; the rest together, without a name.</summary>
    public IReadOnlyList<Share> Countries => Shares(Films.Select(film => film.Country));

    public IReadOnlyList<(RuntimeBand Band, int Films)> Runtimes =>
        [.. Enum.GetValues<RuntimeBand>().Select(band => (band, Films.Count(film => RuntimeBands.Of(film.Runtime) == band))).Where(row => row.Item2 > 0)];

    /// <summary>A film that used two tools counts for both.</summary>
    public IReadOnlyList<Share> Tools => Shares(Films.SelectMany(film => film.Tools));

    public int WithoutTools => Films.Count(film => film.Tools.Count == 0);

    private static IReadOnlyList<Share> Shares(IEnumerable<string> names)
    {
        var all = names.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).Select(group => new Share(group.First(), group.Count()))
            .OrderByDescending(share => share.Films).ThenBy(share => share.Name, StringComparer.CurrentCulture).ToList();
        return all.Count <= MostShares ? all : [.. all.Take(MostShares - 1), new Share(null, all.Skip(MostShares - 1).Sum(share => share.Films))];
    }
}

public sealed record Share(string? Name, int Films);

internal static class LineDraw
{
    /// <summary>
    /// Draws the filter's line among the films that the filter leaves. Null where there is none, or where it cannot be: by adjusted rank over several groups, which must not be
    /// compared, and in a round that only ranks.
    /// </summary>
    public static DrawnLine? Draw(BoardFilter filter, Board board)
    {
        if (!filter.HasLine || filter.Line.Check() is not null || NeedsGroup(filter, board) || (filter.By == LineBy.Adjusted && !board.HasScores)) return null;

        var ranked = (filter with { Sort = filter.By == LineBy.Raw ? BoardSort.Raw : BoardSort.Adjusted, IsTurned = false }).Sorted(filter.Find(board));
        var cut = CutLine.Draw(ranked.Select(film => new LineFilm(film.SubmissionId, filter.By == LineBy.Raw ? film.RawRank : film.AdjustedRank, film.Runtime, film.State, film.Staged)), filter.Line);
        var inside = cut.In.Concat(cut.Already).ToHashSet();
        return new DrawnLine(cut, [.. ranked.Where(film => inside.Contains(film.SubmissionId))], cut.In.Count == 0 ? null : cut.In[^1]);
    }

    public static bool NeedsGroup(BoardFilter filter, Board board) => filter.By == LineBy.Adjusted && board.Groups > 1 && filter.Group is null;
}
