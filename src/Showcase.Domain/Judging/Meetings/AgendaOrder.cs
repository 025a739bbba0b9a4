namespace Showcase.Domain.Judging.Meetings;

/// <summary>
/// Puts the films of an agenda in an order in which people with conflicts seldom leave the room and come back.
/// <para>
/// A movement is one person going out or coming in. Everybody is in the room before the first film and after the last, and during a film exactly those
/// are out who have a conflict with it: movements = |C₁| + Σ |Cᵢ △ Cᵢ₊₁| + |Cₙ|, where C are the films' sets of conflicted people.
/// </para>
/// <para>
/// Films come by priority and are cut into stretches of equal length. Films of an earlier stretch come before those of a later one; within a stretch they
/// may change places. Among all such orders this one has the fewest movements, proved by exhaustion: films with the same set of people stand together, which costs
/// nothing because △ is a metric, and the sets are put in order by dynamic programming over subsets (Held and Karp 1962), each stretch beginning where
/// the one before may end. Among orders with as few movements the films with higher priority wait less: the sum of (how many films of the stretch it comes
/// before by priority) × place is least, and where that leaves a choice, the same sum with squares.
/// </para>
/// </summary>
/// <remarks>Time is n ÷ s × 2^s × s², memory n ÷ s × 2^s × s bytes, for n films in stretches of s.</remarks>
public static class AgendaOrder
{
    /// <summary>Movements weigh more than any sum of waits: of at most 500 films in stretches of 12 that is below 10^11.</summary>
    private const long Movement = 1_000_000_000_000;

    /// <summary>A wait weighs more than any sum of squares within a stretch.</summary>
    private const long Wait = 100_000;

    /// <param name="films">Who has a conflict with each film, the highest priority first.</param>
    /// <param name="stretch">How many films may change places, 1 to <see cref="AgendaRules.LongestStretch"/>.</param>
    /// <returns>The places of the films in <paramref name="films"/>, in the order in which they come up.</returns>
    public static IReadOnlyList<int> Arrange(IReadOnlyList<IReadOnlySet<Guid>> films, int stretch)
    {
        ArgumentNullException.ThrowIfNull(films);
        ArgumentOutOfRangeException.ThrowIfLessThan(stretch, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(stretch, AgendaRules.LongestStretch);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(films.Count, AgendaRules.MostOnAgenda, nameof(films));
        if (films.Count == 0) return [];

        var stretches = Enumerable.Range(0, films.Count).Chunk(stretch).Select(places => new Stretch(places, films)).ToList();
        Stretch? before = null;
        foreach (var one in stretches)
        {
            one.Solve(before);
            before = one;
        }

        var order = new List<int>(films.Count);
        var end = stretches[^1].BestEnd();
        for (var at = stretches.Count - 1; at >= 0; at--)
        {
            order.InsertRange(0, stretches[at].OrderTo(end, out var start));
            if (at > 0) end = stretches[at].Before(start);
        }

        return order;
    }

    /// <summary>How often somebody leaves the room or comes back, over the whole meeting.</summary>
    /// <param name="films">Who has a conflict with each film, in the order in which they come up.</param>
    public static int Movements(IReadOnlyList<IReadOnlySet<Guid>> films)
    {
        ArgumentNullException.ThrowIfNull(films);
        if (films.Count == 0) return 0;

        var between = films.Zip(films.Skip(1), Distance).Sum();
        return films[0].Count + between + films[^1].Count;
    }

    private static int Distance(IReadOnlySet<Guid> one, IReadOnlySet<Guid> other) => one.Count + other.Count - (2 * one.Count(other.Contains));

    /// <summary>Films that may change places with each other, by sets of conflicted people.</summary>
    private sealed class Stretch
    {
        private readonly List<Group> groups;
        private readonly int[] countOf;
        private long[] costs = [];
        private int[] parents = [];
        private int[] cameFrom = [];

        public Stretch(IReadOnlyList<int> places, IReadOnlyList<IReadOnlySet<Guid>> films)
        {
            groups = [];
            foreach (var (place, rank) in places.Select((place, rank) => (place, rank)))
            {
                var group = groups.Find(known => known.Away.SetEquals(films[place]));
                if (group is null) groups.Add(group = new Group(films[place]));
                group.Places.Add(place);
                long before = places.Count - rank;
                group.Weight += (before * Wait) + (before * before);
            }

            countOf = new int[1 << groups.Count];
            for (var mask = 1; mask < countOf.Length; mask++)
            {
                var lowest = int.TrailingZeroCount(mask);
                countOf[mask] = countOf[mask & (mask - 1)] + groups[lowest].Places.Count;
            }
        }

        private int All => (1 << groups.Count) - 1;

        public void Solve(Stretch? before)
        {
            var count = groups.Count;
            (costs, parents, cameFrom) = (new long[countOf.Length * count], new int[countOf.Length * count], new int[count]);
            Array.Fill(costs, long.MaxValue);
            for (var group = 0; group < count; group++) (costs[((1 << group) * count) + group], cameFrom[group]) = EntryTo(group, before);
            for (var mask = 1; mask <= All; mask++)
            {
                for (var last = 0; last < count; last++)
                {
                    var cost = costs[(mask * count) + last];
                    if (cost == long.MaxValue) continue;

                    for (var next = 0; next < count; next++)
                    {
                        if ((mask & (1 << next)) != 0) continue;

                        var to = ((mask | (1 << next)) * count) + next;
                        var with = cost + (Movement * Distance(groups[last].Away, groups[next].Away)) + (groups[next].Weight * countOf[mask]);
                        if (with < costs[to]) (costs[to], parents[to]) = (with, last);
                    }
                }
            }
        }

        /// <summary>The group that it is best to end the whole meeting with: then everybody comes back.</summary>
        public int BestEnd() => Enumerable.Range(0, groups.Count).MinBy(last => CostOfEnd(last) + (Movement * groups[last].Away.Count));

        /// <summary>With which group the stretch before ends where this one starts with that group.</summary>
        public int Before(int start) => cameFrom[start];

        public IReadOnlyList<int> OrderTo(int end, out int start)
        {
            var order = new List<int>();
            var (mask, last) = (All, end);
            while (true)
            {
                order.Add(last);
                if (mask == 1 << last) break;

                var parent = parents[(mask * groups.Count) + last];
                (mask, last) = (mask & ~(1 << last), parent);
            }

            start = last;
            order.Reverse();
            return [.. order.SelectMany(group => groups[group].Places)];
        }

        private (long Cost, int From) EntryTo(int group, Stretch? before)
        {
            if (before is null) return (Movement * groups[group].Away.Count, 0);

            return Enumerable.Range(0, before.groups.Count)
                .Select(end => (Cost: before.CostOfEnd(end) + (Movement * Distance(before.groups[end].Away, groups[group].Away)), From: end))
                .MinBy(way => way.Cost);
        }

        private long CostOfEnd(int last) => costs[(All * groups.Count) + last];
    }

    private sealed class Group(IReadOnlySet<Guid> away)
    {
        public IReadOnlySet<Guid> Away { get; } = away;

        public List<int> Places { get; } = [];

        public long Weight { get; set; }
    }
}
