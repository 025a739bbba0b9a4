using FsCheck;
using FsCheck.Fluent;
using Showcase.Domain.Judging;

namespace Showcase.Domain.Tests.Judging;

public sealed class SchulzeTests
{
    private static readonly Guid[] Films = [.. Enumerable.Range(1, 26).Select(number => new Guid(number, 0, 0, new byte[8]))];

    /// <summary>Orders of up to five films, in which some are tied and some are left out.</summary>
    private static readonly Gen<List<Dictionary<Guid, int>>> Orders =
        Gen.Choose(0, 4).ArrayOf(5)
            .Select(ranks => ranks.Select((rank, film) => (Film: Films[film], Rank: rank)).Where(place => place.Rank > 0).ToDictionary(place => place.Film, place => place.Rank))
            .ListOf().Select(all => all.ToList());

    /// <summary>Example 1 of Schulze's paper (2011, section 3.1): 45 voters, five alternatives.</summary>
    [Fact]
    public void The_first_example_of_the_paper_orders_E_A_C_B_D() =>
        Assert.Equal("E A C B D", Order("5 ACBED", "5 ADECB", "8 BEDAC", "3 CABED", "7 CAEBD", "2 CBADE", "7 DCEBA", "8 EBADC"));

    /// <summary>Tennessee's capital, as "Condorcet method" and "Schulze method" have it in Wikipedia: Memphis, Nashville, Chattanooga, Knoxville.</summary>
    [Fact]
    public void Tennessee_puts_its_capital_in_Nashville() =>
        Assert.Equal("N C K M", Order("42 MNCK", "26 NCKM", "15 CKNM", "17 KCNM"));

    /// <summary>A cycle of three (Condorcet's paradox): the weakest win, that of C over A, gives way.</summary>
    [Fact]
    public void A_cycle_is_opened_at_its_weakest_win() =>
        Assert.Equal("A B C", Order("4 ABC", "3 BCA", "2 CAB"));

    [Fact]
    public void Ties_gaps_and_films_left_out_count_as_they_say()
    {
        var (a, b, c) = (Films[0], Films[1], Films[2]);

        var positions = Schulze.Rank([new Dictionary<Guid, int> { [a] = 1, [b] = 1, [c] = 9 }, new Dictionary<Guid, int> { [b] = 2, [c] = 5 }]);

        Assert.Equal([1, 1, 3], new[] { a, b, c }.Select(film => positions[film]));
    }

    [Fact]
    public void Nobody_and_nothing_make_no_ranking()
    {
        Assert.Empty(Schulze.Rank([]));
        Assert.Empty(Schulze.Rank([new Dictionary<Guid, int>()]));
    }

    [Fact]
    public void Who_wins_against_each_other_film_is_first_alone() => Check(orders =>
    {
        var positions = Schulze.Rank(orders);
        var winner = positions.Keys.Where(film => positions.Keys.All(other => other == film || Prefer(orders, film, other) > Prefer(orders, other, film))).ToList();

        return winner.Count == 0 || (positions.All(film => film.Key == winner[0] ? film.Value == 1 : film.Value > 1));
    });

    [Fact]
    public void Who_loses_against_each_other_film_is_last_alone() => Check(orders =>
    {
        var positions = Schulze.Rank(orders);
        var loser = positions.Keys.Where(film => positions.Keys.All(other => other == film || Prefer(orders, film, other) < Prefer(orders, other, film))).ToList();

        return loser.Count == 0 || positions.Count < 2 || positions.All(film => film.Key == loser[0] || film.Value < positions[loser[0]]);
    });

    [Fact]
    public void One_jurors_order_is_the_ranking() => Prop.ForAll(
        Gen.Shuffle(Films.Take(6).ToArray()).ToArbitrary(),
        order => Schulze.Rank([order.Select((film, place) => (film, place)).ToDictionary(row => row.film, row => row.place + 1)]).OrderBy(row => row.Value).Select(row => row.Key).SequenceEqual(order))
        .QuickCheckThrowOnFailure();

    [Fact]
    public void Turning_every_order_round_turns_a_strict_first_place_away() => Check(orders =>
    {
        var first = Schulze.Rank(orders).Where(film => film.Value == 1).ToList();
        var turned = Schulze.Rank([.. orders.Select(order => order.ToDictionary(place => place.Key, place => -place.Value))]);

        return first.Count != 1 || turned.Count < 2 || turned[first[0].Key] != 1;
    });

    [Fact]
    public void The_order_of_jurors_changes_nothing_and_all_saying_it_twice_neither() => Check(orders =>
    {
        var positions = Schulze.Rank(orders);

        return Same(positions, Schulze.Rank([.. orders.AsEnumerable().Reverse()])) && Same(positions, Schulze.Rank([.. orders, .. orders]));
    });

    private static bool Same(IReadOnlyDictionary<Guid, int> one, IReadOnlyDictionary<Guid, int> other) => one.Count == other.Count && one.All(film => other[film.Key] == film.Value);

    private static int Prefer(IEnumerable<Dictionary<Guid, int>> orders, Guid film, Guid other) =>
        orders.Count(order => order.TryGetValue(film, out var rank) && order.TryGetValue(other, out var otherRank) && rank < otherRank);

    /// <summary>Ballots as literature writes them: "5 ACBED" is five voters who prefer A to C, and so on.</summary>
    private static string Order(params string[] ballots)
    {
        var orders = ballots.SelectMany(ballot => Enumerable.Repeat(ballot.Split(' ')[1].Select((letter, place) => (letter, place)).ToDictionary(row => Films[row.letter - 'A'], row => row.place + 1), int.Parse(ballot.Split(' ')[0]))).ToList();
        return string.Join(' ', Schulze.Rank(orders).OrderBy(film => film.Value).Select(film => (char)('A' + Array.IndexOf(Films, film.Key))));
    }

    private static void Check(Func<List<Dictionary<Guid, int>>, bool> holds) => Prop.ForAll(Orders.ToArbitrary(), holds).QuickCheckThrowOnFailure();
}
