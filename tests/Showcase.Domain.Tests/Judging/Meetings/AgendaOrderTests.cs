using System.Diagnostics;
using Showcase.Domain.Judging.Meetings;

namespace Showcase.Domain.Tests.Judging.Meetings;

public sealed class AgendaOrderTests
{
    private static readonly List<Guid> People = [.. Enumerable.Range(0, 6).Select(_ => Guid.CreateVersion7())];

    [Fact]
    public void One_who_has_a_conflict_with_two_films_leaves_once()
    {
        var films = Films("", "A", "", "A");

        var order = AgendaOrder.Arrange(films, stretch: 4);

        Assert.Equal([0, 2, 1, 3], order);
        Assert.Equal((4, 2), (AgendaOrder.Movements(films), AgendaOrder.Movements([.. order.Select(place => films[place])])));
    }

    [Fact]
    public void Without_conflicts_the_order_is_that_of_the_priorities() => Assert.Equal([0, 1, 2, 3, 4], AgendaOrder.Arrange(Films("", "", "", "", ""), stretch: 3));

    [Fact]
    public void With_a_stretch_of_one_nothing_changes_places() => Assert.Equal([0, 1, 2, 3], AgendaOrder.Arrange(Films("A", "", "A", "B"), stretch: 1));

    [Fact]
    public void A_stretch_ends_where_the_next_begins_best()
    {
        var films = Films("A", "", "A", "");

        var order = AgendaOrder.Arrange(films, stretch: 2);

        Assert.Equal([1, 0, 2, 3], order);
    }

    [Fact]
    public void Nobody_is_asked_about_an_empty_agenda() => Assert.Equal((0, 0), (AgendaOrder.Arrange([], 8).Count, AgendaOrder.Movements([])));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(7)]
    public void No_order_that_keeps_the_stretches_has_fewer_movements(int stretch)
    {
        var random = new Random(stretch);
        for (var attempt = 0; attempt < 60; attempt++)
        {
            var films = Enumerable.Range(0, random.Next(1, 8)).Select(_ => Set(People.Where(_ => random.Next(3) == 0))).ToList();

            var order = AgendaOrder.Arrange(films, stretch);

            Assert.Equal(Enumerable.Range(0, films.Count), order.Order());
            Assert.Equal(order.Select(place => place / stretch).Order(), order.Select(place => place / stretch));
            Assert.Equal(Permutations(films.Count, stretch).Min(other => Movements(films, other)), Movements(films, order));
        }
    }

    [Fact]
    public void Among_orders_with_as_few_movements_and_sets_kept_together_higher_priorities_wait_least()
    {
        var random = new Random(11);
        for (var attempt = 0; attempt < 60; attempt++)
        {
            var films = Enumerable.Range(0, random.Next(1, 7)).Select(_ => Set(People.Take(3).Where(_ => random.Next(2) == 0))).ToList();
            var order = AgendaOrder.Arrange(films, films.Count);
            var least = Movements(films, order);

            var best = Permutations(films.Count, films.Count)
                .Where(other => Movements(films, other) == least && Runs(films, other) == films.DistinctBy(Key).Count())
                .Min(Wait);

            Assert.Equal(best, Wait(order));
        }
    }

    [Fact]
    public void The_longest_agenda_with_the_longest_stretches_is_ordered_while_one_waits()
    {
        var random = new Random(3);
        var people = Enumerable.Range(0, 40).Select(_ => Guid.CreateVersion7()).ToList();
        var films = Enumerable.Range(0, AgendaRules.MostOnAgenda).Select(_ => Set(people.Where(_ => random.Next(10) == 0))).ToList();
        var watch = Stopwatch.StartNew();

        var order = AgendaOrder.Arrange(films, AgendaRules.LongestStretch);

        Assert.True(Movements(films, order) < AgendaOrder.Movements(films));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), watch.Elapsed.ToString());
    }

    private static int Movements(List<IReadOnlySet<Guid>> films, IReadOnlyList<int> order) => AgendaOrder.Movements([.. order.Select(place => films[place])]);

    private static long Wait(IReadOnlyList<int> order) => order.Select((film, place) => (long)(order.Count - film) * place).Sum();

    private static int Runs(List<IReadOnlySet<Guid>> films, IReadOnlyList<int> order) => 1 + order.Zip(order.Skip(1)).Count(pair => Key(films[pair.First]) != Key(films[pair.Second]));

    private static string Key(IReadOnlySet<Guid> people) => string.Join(',', people.Order());

    private static IEnumerable<List<int>> Permutations(int count, int stretch)
    {
        IEnumerable<List<int>> orders = [[]];
        foreach (var places in Enumerable.Range(0, count).Chunk(stretch)) orders = orders.SelectMany(_ => Orders(places), (before, after) => (List<int>)[.. before, .. after]);
        return orders;
    }

    private static IEnumerable<List<int>> Orders(int[] places) => places.Length == 0
        ? [[]]
        : places.SelectMany(first => Orders([.. places.Where(place => place != first)]), (first, rest) => (List<int>)[first, .. rest]);

    private static List<IReadOnlySet<Guid>> Films(params string[] films) => [.. films.Select(film => Set(film.Select(name => People[name - 'A'])))];

    private static IReadOnlySet<Guid> Set(IEnumerable<Guid> people) => people.ToHashSet();
}
