namespace Showcase.Domain.Judging;

/// <summary>
/// Combines orders of preference by Markus Schulze's method: "A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent
/// single-winner election method", Social Choice and Welfare 36 (2011), 267–303. A film is better than another where its strongest path of
/// pairwise wins to it is stronger than the way back; a path is as strong as its weakest win, and a win as the number of jurors who hold it
/// ("winning votes"). A juror speaks only of films that they placed: of two films both must be in an order for it to count.
/// </summary>
public static class Schulze
{
    /// <summary>Time grows with the cube of it: so many films take about a second.</summary>
    public const int MostFilms = 1_000;

    /// <summary>
    /// Positions from 1, by how many films beat each: films that as many beat share one, and the next is as far down as there are films before
    /// it. Ties of the method are not broken by lot. Films that no juror held against each other are not told apart: give a ranked round's films
    /// to the whole panel.
    /// </summary>
    /// <param name="orders">For each juror the rank of each film that they placed; smaller is better, equal is a tie, gaps mean nothing here.</param>
    public static IReadOnlyDictionary<Guid, int> Rank(IReadOnlyCollection<IReadOnlyDictionary<Guid, int>> orders)
    {
        ArgumentNullException.ThrowIfNull(orders);
        Guid[] films = [.. orders.SelectMany(order => order.Keys).Distinct().Order()];
        if (films.Length > MostFilms) throw new ArgumentOutOfRangeException(nameof(orders), films.Length, "Too many films to rank.");

        var strengths = StrongestPaths(Preferences(films, orders));
        var losses = new int[films.Length];
        for (var film = 0; film < films.Length; film++)
        {
            for (var other = 0; other < films.Length; other++)
            {
                if (strengths[other, film] > strengths[film, other]) losses[film]++;
            }
        }

        // Beating is transitive (theorem 1 of the paper), so whoever beats a film has fewer losses than it has.
        return films.Select((film, index) => (film, loss: losses[index]))
            .ToDictionary(row => row.film, row => 1 + losses.Count(loss => loss < row.loss));
    }

    /// <summary>How many prefer the film of the row to that of the column.</summary>
    private static int[,] Preferences(Guid[] films, IEnumerable<IReadOnlyDictionary<Guid, int>> orders)
    {
        var places = films.Select((film, index) => (film, index)).ToDictionary(row => row.film, row => row.index);
        var preferred = new int[films.Length, films.Length];
        foreach (var order in orders)
        {
            (int Film, int Rank)[] placed = [.. order.Select(place => (places[place.Key], place.Value))];
            foreach (var (film, rank) in placed)
            {
                foreach (var (other, otherRank) in placed)
                {
                    if (rank < otherRank) preferred[film, other]++;
                }
            }
        }

        return preferred;
    }

    /// <summary>Floyd and Warshall's algorithm with "strongest of weakest" in the place of "shortest of sums".</summary>
    private static int[,] StrongestPaths(int[,] preferred)
    {
        var count = preferred.GetLength(0);
        var strength = new int[count, count];
        for (var film = 0; film < count; film++)
        {
            for (var other = 0; other < count; other++)
            {
                if (film != other && preferred[film, other] > preferred[other, film]) strength[film, other] = preferred[film, other];
            }
        }

        for (var via = 0; via < count; via++)
        {
            for (var film = 0; film < count; film++)
            {
                var first = strength[film, via];
                if (first == 0 || film == via) continue;

                for (var other = 0; other < count; other++)
                {
                    if (other == film || other == via) continue;

                    var path = Math.Min(first, strength[via, other]);
                    if (path > strength[film, other]) strength[film, other] = path;
                }
            }
        }

        return strength;
    }
}
