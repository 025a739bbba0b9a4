namespace Showcase.Domain.Judging.Assigning;

/// <summary>
/// Which juror watches which film, in numbers. What is wanted: every film its reviews, no pair that is forbidden, no juror above their
/// limits, and of all such plans one of least cost. Costs are whole points.
/// </summary>
public sealed class AssignmentProblem
{
    /// <summary>The cost of a pair that may not be.</summary>
    public const int Forbidden = int.MaxValue;

    /// <summary>Largest cost of a pair, either side of zero.</summary>
    public const int MostPoints = 10_000;

    public AssignmentProblem(int films, int jurors)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(films);
        ArgumentOutOfRangeException.ThrowIfNegative(jurors);
        (Films, Jurors) = (films, jurors);
        Cost = new int[films * jurors];
        (Demand, Seconds) = (new int[films], new int[films]);
        (MostFilms, MostSeconds, Held) = (new int[jurors], new long[jurors], new int[jurors]);
        Array.Fill(MostFilms, int.MaxValue);
        Array.Fill(MostSeconds, long.MaxValue);
    }

    public int Films { get; }

    public int Jurors { get; }

    /// <summary>For each film and juror, film by film.</summary>
    public int[] Cost { get; }

    /// <summary>How many reviews each film still needs.</summary>
    public int[] Demand { get; }

    /// <summary>How long each film runs.</summary>
    public int[] Seconds { get; }

    /// <summary>How many films more each juror may be given.</summary>
    public int[] MostFilms { get; }

    /// <summary>How many seconds of film more each juror may be given; <see cref="long.MaxValue"/> where there is no limit.</summary>
    public long[] MostSeconds { get; }

    /// <summary>How many films each juror has already; they count for balance.</summary>
    public int[] Held { get; }

    /// <summary>
    /// What a film costs besides for each film that its juror has already. The whole of it is convex in the number of films (a square), so
    /// that an even load is cheapest.
    /// </summary>
    public int Balance { get; set; }

    /// <summary>Chooses among plans of equal cost: the same seed gives the same plan, whatever the machine.</summary>
    public int Seed { get; set; }

    /// <summary>
    /// What the first missing review of a film costs; the second costs twice as much, and so on, so that a shortage is spread. It is more than
    /// any chain of changes can save, one for each juror: no review is left out to make the others cheaper.
    /// </summary>
    public long Shortage
    {
        get
        {
            long least = 0, most = 0;
            foreach (var cost in Cost)
            {
                if (cost == Forbidden) continue;
                (least, most) = (Math.Min(least, cost), Math.Max(most, cost));
            }

            var fullest = Held.Length == 0 ? 0 : Held.Max();
            return ((Jurors + 1) * (most - least + 1)) + ((long)Balance * (fullest + Films));
        }
    }

    internal AssignmentProblem Copy()
    {
        var copy = new AssignmentProblem(Films, Jurors) { Balance = Balance, Seed = Seed };
        Cost.CopyTo(copy.Cost, 0);
        Demand.CopyTo(copy.Demand, 0);
        Seconds.CopyTo(copy.Seconds, 0);
        MostFilms.CopyTo(copy.MostFilms, 0);
        MostSeconds.CopyTo(copy.MostSeconds, 0);
        Held.CopyTo(copy.Held, 0);
        return copy;
    }
}

/// <summary>A plan: who watches what.</summary>
/// <param name="JurorsOf">For each film the places of its jurors, in ascending order.</param>
/// <param name="Unmet">For each film how many reviews nobody can give.</param>
/// <param name="Cost">Points of all pairs, of the loads, and of what is unmet.</param>
/// <param name="Bound">No plan costs less. Equal to <paramref name="Cost"/> where the plan is proved to be a best one.</param>
public sealed record AssignmentSolution(IReadOnlyList<int[]> JurorsOf, IReadOnlyList<int> Unmet, long Cost, long Bound)
{
    public bool IsProved => Cost == Bound;
}
