using System.Numerics;
using System.Runtime.InteropServices;

namespace Showcase.Domain.Judging.Assigning;

/// <summary>
/// Minimum-cost flow from films to jurors: successive shortest paths with potentials (Ahuja, Magnanti, Orlin, Network Flows, 9.7), made for
/// many films and few jurors. Films are folded away: between two jurors counts only the film that is cheapest to hand over, so that a path is
/// sought among jurors alone. One place more stands for nobody: reviews that no juror can give.
/// </summary>
/// <remarks>
/// Each search ends as soon as a juror with room is nearest. Handing over costs a juror's films to look through, and only where the cheapest one
/// is gone. The result is exact in whole numbers and depends on its input alone.
/// </remarks>
internal sealed class LeastCostFlow
{
    public const long Forbidden = long.MaxValue;
    private const long Far = long.MaxValue / 4;
    private const long Settled = long.MinValue;

    private readonly int films;
    private readonly int jurors;

    /// <summary>Places in a row: the jurors, nobody, and as many more that are never near as make it whole vectors.</summary>
    private readonly int width;

    private readonly long[] cost;
    private readonly long shortage;
    private readonly long balance;
    private readonly int[] held;
    private readonly int[] most;

    private readonly bool[] given;
    private readonly int[][] filmsOf;
    private readonly int[] load;
    private readonly int[] unmet;

    /// <summary>For each two places the least cost of handing a film over, and which; -1 where there is none.</summary>
    private readonly long[] handing;
    private readonly int[] handed;

    private readonly long[] potential;

    /// <summary>Reduced; <see cref="Settled"/> once it is in <see cref="settled"/>, so that nothing is nearer.</summary>
    private readonly long[] distance;
    private readonly long[] before;
    private readonly List<(int Place, long Distance)> settled = [];
    private readonly List<(int From, int To, int Film)> path = [];

    /// <param name="problem">Demands and limits in films; seconds are not looked at.</param>
    /// <param name="cost">For each film and juror, in the unit of <paramref name="shortage"/> and <paramref name="balance"/>.</param>
    /// <param name="shortage">What the first missing review of a film costs.</param>
    /// <param name="balance">What each film costs besides for each that its juror has.</param>
    public LeastCostFlow(AssignmentProblem problem, long[] cost, long shortage, long balance)
    {
        (films, jurors, this.cost, this.shortage, this.balance) = (problem.Films, problem.Jurors, cost, shortage, balance);
        (held, most, Demand) = (problem.Held, problem.MostFilms, problem.Demand);
        (given, unmet) = (new bool[films * jurors], new int[films]);
        (filmsOf, load) = (new int[jurors][], new int[jurors]);
        for (var juror = 0; juror < jurors; juror++) filmsOf[juror] = new int[16];
        width = (jurors + Vector<long>.Count) / Vector<long>.Count * Vector<long>.Count;
        (handing, handed) = (new long[jurors * width], new int[jurors * width]);
        Array.Fill(handing, Far);
        Array.Fill(handed, -1);
        (potential, distance, before) = (new long[width], new long[width], new long[width]);
    }

    private int[] Demand { get; }

    private int Nobody => jurors;

    public int[] Unmet => unmet;

    public bool IsGiven(int film, int juror) => given[(film * jurors) + juror];

    public ReadOnlySpan<int> FilmsOf(int juror) => filmsOf[juror].AsSpan(0, load[juror]);

    public void Run(CancellationToken token = default)
    {
        for (var film = 0; film < films; film++)
        {
            token.ThrowIfCancellationRequested();
            for (var review = 0; review < Demand[film]; review++) Give(film);
        }
    }

    /// <summary>Points of pairs, loads and shortage.</summary>
    public long Total()
    {
        var total = 0L;
        for (var film = 0; film < films; film++)
        {
            total += shortage * unmet[film] * (unmet[film] + 1) / 2;
            for (var juror = 0; juror < jurors; juror++)
            {
                if (given[(film * jurors) + juror]) total += cost[(film * jurors) + juror];
            }
        }

        for (var juror = 0; juror < jurors; juror++) total += balance * (((long)held[juror] * load[juror]) + ((long)load[juror] * (load[juror] - 1) / 2));
        return total;
    }

    /// <summary>Finds the cheapest way for one review more, which may move reviews of other films, and takes it.</summary>
    private void Give(int film)
    {
        var row = film * jurors;
        Array.Fill(distance, Far);
        Array.Fill(before, -1);
        settled.Clear();
        for (var juror = 0; juror < jurors; juror++)
        {
            if (!given[row + juror] && cost[row + juror] != Forbidden) distance[juror] = cost[row + juror] - potential[juror];
        }

        distance[Nobody] = (shortage * (unmet[film] + 1)) - potential[Nobody];
        var (end, last) = Search();
        foreach (var (place, at) in settled) potential[place] += at - end;

        // What was handed is read before anything moves, for moving changes it.
        path.Clear();
        var first = last;
        for (; before[first] >= 0; first = (int)before[first]) path.Add(((int)before[first], first, handed[((int)before[first] * width) + first]));
        foreach (var (from, to, moved) in path)
        {
            Remove(moved, from);
            Add(moved, to);
        }

        Add(film, first);
    }

    /// <summary>The reduced distance at which there is room, and where.</summary>
    private (long End, int Last) Search()
    {
        var (end, last) = (Far, -1);
        var (nearest, place) = Nearest();
        while (nearest < end)
        {
            settled.Add((place, nearest));
            distance[place] = Settled;
            if (place == Nobody || load[place] < most[place])
            {
                var room = nearest + potential[place] + (place == Nobody ? 0 : balance * (held[place] + load[place]));
                if (room < end) (end, last) = (room, place);
            }

            // Nobody has room without end, so that no cheapest path goes on from there.
            (nearest, place) = place == Nobody ? Nearest() : GoOn(place, nearest);
        }

        return (end, last);
    }

    private (long Distance, int Place) Nearest()
    {
        var (least, best) = (Far, -1);
        for (var place = 0; place <= jurors; place++)
        {
            if (distance[place] < least && distance[place] != Settled) (least, best) = (distance[place], place);
        }

        return (least, best);
    }

    /// <summary>
    /// Brings everybody as near as handing over from there makes them, and answers who is nearest then; of several the first. Several places at
    /// once: nearly all of the time goes by here. Who is settled comes no nearer, for reduced costs are not negative, but must not be found again.
    /// </summary>
    private (long Distance, int Place) GoOn(int from, long at)
    {
        var costs = MemoryMarshal.Cast<long, Vector<long>>(handing.AsSpan(from * width, width));
        var offsets = MemoryMarshal.Cast<long, Vector<long>>(potential.AsSpan());
        var distances = MemoryMarshal.Cast<long, Vector<long>>(distance.AsSpan());
        var origins = MemoryMarshal.Cast<long, Vector<long>>(before.AsSpan());
        var (reached, origin) = (new Vector<long>(at + potential[from]), new Vector<long>(from));
        var (far, taken, step) = (new Vector<long>(Far), new Vector<long>(Settled), new Vector<long>(Vector<long>.Count));
        var (least, places, here) = (far, new Vector<long>(-1), Vector<long>.Indices);
        for (var part = 0; part < distances.Length; part++)
        {
            var there = reached + costs[part] - offsets[part];
            var was = distances[part];
            var isNearer = Vector.LessThan(there, was);
            var now = Vector.ConditionalSelect(isNearer, there, was);
            origins[part] = Vector.ConditionalSelect(isNearer, origin, origins[part]);
            distances[part] = now;
            var open = Vector.ConditionalSelect(Vector.Equals(now, taken), far, now);
            var isNearest = Vector.LessThan(open, least);
            least = Vector.ConditionalSelect(isNearest, open, least);
            places = Vector.ConditionalSelect(isNearest, here, places);
            here += step;
        }

        var (nearest, best) = (Far, -1);
        for (var lane = 0; lane < Vector<long>.Count; lane++)
        {
            if (least[lane] < nearest || (least[lane] == nearest && places[lane] < best)) (nearest, best) = (least[lane], (int)places[lane]);
        }

        return (nearest, best);
    }

    private void Add(int film, int juror)
    {
        var row = film * jurors;
        if (juror == Nobody)
        {
            unmet[film]++;
            for (var holder = 0; holder < jurors; holder++)
            {
                if (given[row + holder] && handed[(holder * width) + Nobody] == film) LookThrough(holder, Nobody);
            }

            return;
        }

        given[row + juror] = true;
        if (load[juror] == filmsOf[juror].Length) Array.Resize(ref filmsOf[juror], load[juror] * 2);
        filmsOf[juror][load[juror]++] = film;
        for (var other = 0; other < jurors; other++)
        {
            if (given[row + other])
            {
                if (other != juror && handed[(other * width) + juror] == film) LookThrough(other, juror);
            }
            else if (cost[row + other] != Forbidden)
            {
                Offer(juror, other, film, cost[row + other] - cost[row + juror]);
            }
        }

        Offer(juror, Nobody, film, (shortage * (unmet[film] + 1)) - cost[row + juror]);
    }

    private void Remove(int film, int juror)
    {
        var row = film * jurors;
        given[row + juror] = false;
        var place = Array.IndexOf(filmsOf[juror], film, 0, load[juror]);
        filmsOf[juror][place] = filmsOf[juror][--load[juror]];
        for (var to = 0; to <= jurors; to++)
        {
            if (handed[(juror * width) + to] == film) LookThrough(juror, to);
        }

        for (var holder = 0; holder < jurors; holder++)
        {
            if (given[row + holder]) Offer(holder, juror, film, cost[row + juror] - cost[row + holder]);
        }
    }

    private void Offer(int from, int to, int film, long more)
    {
        var at = (from * width) + to;
        if (handed[at] < 0 || more < handing[at]) (handing[at], handed[at]) = (more, film);
    }

    private void LookThrough(int from, int to)
    {
        var (least, best) = (Far, -1);
        foreach (var film in filmsOf[from].AsSpan(0, load[from]))
        {
            long more;
            if (to == Nobody) more = (shortage * (unmet[film] + 1)) - cost[(film * jurors) + from];
            else if (given[(film * jurors) + to] || cost[(film * jurors) + to] == Forbidden) continue;
            else more = cost[(film * jurors) + to] - cost[(film * jurors) + from];

            if (more < least) (least, best) = (more, film);
        }

        (handing[(from * width) + to], handed[(from * width) + to]) = (least, best);
    }
}
