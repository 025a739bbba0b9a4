namespace Showcase.Domain.Judging.Assigning;

/// <summary>A plan that is being changed: who has what, and how much room is left.</summary>
internal sealed class WorkingPlan
{
    private const int MostPasses = 8;

    private readonly AssignmentProblem problem;
    private readonly bool[] given;
    private readonly int[] films;
    private readonly long[] seconds;
    private readonly int[] unmet;
    private readonly long shortage;

    /// <summary>Pairs that may still be looked at to make room: mending must not take longer than solving.</summary>
    private long patience = 400_000_000;

    private WorkingPlan(AssignmentProblem problem, bool[] given, int[] films, long[] seconds, int[] unmet) =>
        (this.problem, this.given, this.films, this.seconds, this.unmet, shortage) = (problem, given, films, seconds, unmet, problem.Shortage);

    public bool BreaksTimeLimit
    {
        get
        {
            for (var juror = 0; juror < problem.Jurors; juror++)
            {
                if (Excess(juror) > 0) return true;
            }

            return false;
        }
    }

    public static WorkingPlan Of(AssignmentProblem problem, LeastCostFlow flow)
    {
        var plan = new WorkingPlan(problem, new bool[problem.Cost.Length], new int[problem.Jurors], new long[problem.Jurors], [.. flow.Unmet]);
        for (var juror = 0; juror < problem.Jurors; juror++)
        {
            foreach (var film in flow.FilmsOf(juror)) plan.Put(film, juror);
        }

        return plan;
    }

    public long Seconds(int juror) => seconds[juror];

    /// <summary>By how many seconds the juror is over their limit; not above zero where they are within it.</summary>
    public long Excess(int juror) => problem.MostSeconds[juror] == long.MaxValue ? long.MinValue : seconds[juror] - problem.MostSeconds[juror];

    public bool Has(int film, int juror) => given[(film * problem.Jurors) + juror];

    public void Put(int film, int juror)
    {
        given[(film * problem.Jurors) + juror] = true;
        films[juror]++;
        seconds[juror] += problem.Seconds[film];
    }

    /// <summary>Makes every juror keep their limits: films go to others at the least cost for the time that they free, or to nobody; then whatever fits is given.</summary>
    public void Repair()
    {
        for (var juror = 0; juror < problem.Jurors; juror++)
        {
            while (Excess(juror) > 0) Unburden(juror);
        }

        for (var film = 0; film < problem.Films; film++)
        {
            while (unmet[film] > 0 && (PutSomewhere(film) || MakeRoom(film)))
            {
            }
        }

        for (var pass = 0; pass < MostPasses && MoveWhatPays(); pass++)
        {
        }
    }

    public long Points()
    {
        var total = 0L;
        for (var film = 0; film < problem.Films; film++)
        {
            total += shortage * unmet[film] * (unmet[film] + 1) / 2;
            for (var juror = 0; juror < problem.Jurors; juror++)
            {
                if (Has(film, juror)) total += problem.Cost[(film * problem.Jurors) + juror];
            }
        }

        for (var juror = 0; juror < problem.Jurors; juror++)
        {
            total += problem.Balance * (((long)problem.Held[juror] * films[juror]) + ((long)films[juror] * (films[juror] - 1) / 2));
        }

        return total;
    }

    public AssignmentSolution ToSolution(long? bound)
    {
        var jurorsOf = new int[problem.Films][];
        for (var film = 0; film < problem.Films; film++) jurorsOf[film] = [.. Enumerable.Range(0, problem.Jurors).Where(juror => Has(film, juror))];
        var points = Points();
        return new AssignmentSolution(jurorsOf, unmet, points, bound ?? points);
    }

    private void Unburden(int juror)
    {
        var (best, target, worth) = (-1, -1, double.MaxValue);
        var (dropped, excess) = (-1, Excess(juror));
        for (var film = 0; film < problem.Films; film++)
        {
            if (!Has(film, juror)) continue;

            // The shortest that is enough, else the longest.
            if (dropped < 0 || (problem.Seconds[film] >= excess ? problem.Seconds[dropped] < excess || problem.Seconds[film] < problem.Seconds[dropped] : problem.Seconds[film] > problem.Seconds[dropped]))
            {
                dropped = film;
            }

            if (problem.Seconds[film] == 0) continue;
            var (to, more) = Cheapest(film, juror);
            if (to >= 0 && (double)more / Math.Min(excess, problem.Seconds[film]) is var each && each < worth) (best, target, worth) = (film, to, each);
        }

        if (best >= 0)
        {
            Take(best, juror);
            Put(best, target);
            return;
        }

        Take(dropped, juror);
        unmet[dropped]++;
    }

    private bool PutSomewhere(int film)
    {
        var (to, _) = Cheapest(film, from: -1);
        if (to < 0) return false;

        Put(film, to);
        unmet[film]--;
        return true;
    }

    /// <summary>Gives a film to a juror who hands another one on for it.</summary>
    private bool MakeRoom(int film)
    {
        if ((patience -= (long)problem.Films * problem.Jurors) < 0) return false;

        var (at, moved, target, least) = (-1, -1, -1, long.MaxValue);
        for (var juror = 0; juror < problem.Jurors; juror++)
        {
            if (!IsAllowed(film, juror) || Has(film, juror)) continue;

            for (var other = 0; other < problem.Films; other++)
            {
                if (!Has(other, juror) || seconds[juror] - problem.Seconds[other] + problem.Seconds[film] > problem.MostSeconds[juror]) continue;

                var (to, more) = Cheapest(other, juror);
                var cost = more + problem.Cost[(film * problem.Jurors) + juror];
                if (to >= 0 && cost < least) (at, moved, target, least) = (juror, other, to, cost);
            }
        }

        if (at < 0) return false;

        Take(moved, at);
        Put(moved, target);
        Put(film, at);
        unmet[film]--;
        return true;
    }

    private bool MoveWhatPays()
    {
        var moved = false;
        for (var film = 0; film < problem.Films; film++)
        {
            for (var juror = 0; juror < problem.Jurors; juror++)
            {
                if (!Has(film, juror) || Cheapest(film, juror) is not { To: >= 0 and var to, More: < 0 }) continue;

                Take(film, juror);
                Put(film, to);
                moved = true;
            }
        }

        return moved;
    }

    /// <summary>Who takes the film at least cost within their limits, and how much more that is than with whom it is now.</summary>
    private (int To, long More) Cheapest(int film, int from)
    {
        var (to, least) = (-1, long.MaxValue);
        for (var juror = 0; juror < problem.Jurors; juror++)
        {
            if (juror == from || Has(film, juror) || !IsAllowed(film, juror)) continue;
            if (films[juror] >= problem.MostFilms[juror] || seconds[juror] + problem.Seconds[film] > problem.MostSeconds[juror]) continue;

            var cost = problem.Cost[(film * problem.Jurors) + juror] + ((long)problem.Balance * (problem.Held[juror] + films[juror]));
            if (cost < least) (to, least) = (juror, cost);
        }

        if (from >= 0 && to >= 0) least -= problem.Cost[(film * problem.Jurors) + from] + ((long)problem.Balance * (problem.Held[from] + films[from] - 1));
        return (to, least);
    }

    private void Take(int film, int juror)
    {
        given[(film * problem.Jurors) + juror] = false;
        films[juror]--;
        seconds[juror] -= problem.Seconds[film];
    }

    private bool IsAllowed(int film, int juror) =>
        problem.Cost[(film * problem.Jurors) + juror] != AssignmentProblem.Forbidden && problem.Seconds[film] <= problem.MostSeconds[juror];
}
