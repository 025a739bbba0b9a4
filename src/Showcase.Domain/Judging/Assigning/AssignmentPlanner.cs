namespace Showcase.Domain.Judging.Assigning;

/// <summary>Makes plans of who judges what from what is known of films and jurors, and explains them. It changes nothing.</summary>
public sealed class AssignmentPlanner
{
    private readonly AssigningInput input;
    private readonly PlanSettings settings;
    private readonly Dictionary<Guid, int> films = [];
    private readonly Dictionary<Guid, int> jurors = [];
    private readonly Dictionary<(int Film, int Juror), HeldState> held = [];
    private readonly PairObstacle?[] obstacles;
    private readonly AssignmentProblem problem;
    private readonly int[] fixedFilms;
    private readonly long[] fixedSeconds;

    public AssignmentPlanner(AssigningInput input, PlanSettings settings)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(settings);
        (this.input, this.settings) = (input, settings);
        for (var film = 0; film < input.Films.Count; film++) films.Add(input.Films[film].Id, film);
        for (var juror = 0; juror < input.Jurors.Count; juror++) jurors.Add(input.Jurors[juror].Id, juror);
        (fixedFilms, fixedSeconds, obstacles) = (new int[jurors.Count], new long[jurors.Count], new PairObstacle?[films.Count * jurors.Count]);
        problem = new AssignmentProblem(films.Count, jurors.Count) { Balance = PairPoints.Of(settings.Balance) };
        Fill();
    }

    public AssignmentProblem Problem => problem;

    public AssignmentPlan Plan(CancellationToken token = default)
    {
        var solution = AssignmentSolver.Solve(problem, token);
        var (added, back) = (new List<PlannedPair>(), new List<PlannedPair>());
        var (counts, seconds) = ((int[])fixedFilms.Clone(), (long[])fixedSeconds.Clone());
        for (var film = 0; film < films.Count; film++)
        {
            foreach (var juror in solution.JurorsOf[film])
            {
                counts[juror]++;
                seconds[juror] += problem.Seconds[film];
                if (!held.ContainsKey((film, juror))) added.Add(new PlannedPair(input.Films[film].Id, input.Jurors[juror].Id, BidOf(film, juror)));
            }
        }

        foreach (var pair in input.Held.Where(pair => pair.State == HeldState.Open && IsMovable && films.ContainsKey(pair.FilmId)))
        {
            if (jurors.TryGetValue(pair.JurorId, out var juror) && solution.JurorsOf[films[pair.FilmId]].Contains(juror)) continue;
            back.Add(new PlannedPair(pair.FilmId, pair.JurorId, input.Bids.TryGetValue((pair.FilmId, pair.JurorId), out var bid) ? bid : null));
        }

        var had = input.Held.Where(pair => pair.State != HeldState.Recused).CountBy(pair => pair.JurorId).ToDictionary();
        return new AssignmentPlan(
            added,
            back,
            [.. input.Jurors.Select((juror, at) => new JurorLoad(juror.Id, had.GetValueOrDefault(juror.Id) + juror.FilmsElsewhere, counts[at], seconds[at] + juror.SecondsElsewhere, juror.MostMinutes))],
            Shortages(solution),
            solution.Cost,
            solution.Bound,
            solution);
    }

    /// <summary>Why the plan has the pair or has it not, and what the other choice would cost. Solves once more.</summary>
    public PairReading Explain(AssignmentPlan plan, Guid filmId, Guid jurorId, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var (film, juror) = (films[filmId], jurors[jurorId]);
        var state = held.TryGetValue((film, juror), out var known) ? known : (HeldState?)null;
        var isPlanned = plan.Solution.JurorsOf[film].Contains(juror);
        var obstacle = ObstacleOf(film, juror);
        var reading = new PairReading(
            filmId, jurorId, isPlanned, state, obstacle, BidOf(film, juror), PairPoints.Of(BidOf(film, juror)), PairPoints.OfTopics(input.Films[film], input.Jurors[juror]), problem.Demand[film], null, null);
        if (obstacle is not null || problem.Cost[(film * jurors.Count) + juror] == AssignmentProblem.Forbidden || problem.Demand[film] == 0) return reading;

        var other = problem.Copy();
        var already = 0L;
        other.Cost[(film * jurors.Count) + juror] = AssignmentProblem.Forbidden;
        if (!isPlanned)
        {
            if (other.MostFilms[juror] == 0 || other.MostSeconds[juror] < other.Seconds[film]) return reading;

            other.Demand[film]--;
            if (other.MostFilms[juror] != int.MaxValue) other.MostFilms[juror]--;
            if (other.MostSeconds[juror] != long.MaxValue) other.MostSeconds[juror] -= other.Seconds[film];
            already = problem.Cost[(film * jurors.Count) + juror] + ((long)problem.Balance * other.Held[juror]);
            other.Held[juror]++;
        }

        var choice = AssignmentSolver.Solve(other, token);
        var missing = choice.Unmet.Sum() - plan.Solution.Unmet.Sum();
        return reading with { MorePoints = WithoutShortage(choice, other) + already - WithoutShortage(plan.Solution, problem), MoreUnmet = missing };
    }

    internal bool IsMovable => settings.Mode == AssigningMode.Adjust;

    internal Guid FilmAt(int film) => input.Films[film].Id;

    internal Guid JurorAt(int juror) => input.Jurors[juror].Id;

    internal bool IsHeld(int film, int juror) => held.TryGetValue((film, juror), out var state) && state != HeldState.Recused && !(IsMovable && state == HeldState.Open);

    internal PairObstacle? ObstacleOf(int film, int juror) => obstacles[(film * jurors.Count) + juror];

    private List<UnmetFilm> Shortages(AssignmentSolution solution)
    {
        var unmet = Enumerable.Range(0, films.Count).Where(film => solution.Unmet[film] > 0).ToList();
        if (unmet.Count == 0) return [];

        var reader = new ShortageReader(this, solution);
        return unmet.ConvertAll(reader.Read);
    }

    private static long WithoutShortage(AssignmentSolution solution, AssignmentProblem of) => solution.Cost - solution.Unmet.Sum(unmet => of.Shortage * unmet * (unmet + 1) / 2);

    private Bid? BidOf(int film, int juror) => input.Bids.TryGetValue((input.Films[film].Id, input.Jurors[juror].Id), out var bid) ? bid : null;

    private void Fill()
    {
        for (var film = 0; film < films.Count; film++) (problem.Seconds[film], problem.Demand[film]) = (input.Films[film].Seconds, settings.ReviewsPerFilm);
        for (var juror = 0; juror < jurors.Count; juror++) fixedFilms[juror] = input.Jurors[juror].FilmsElsewhere;
        foreach (var pair in input.Held) Hold(pair);
        for (var juror = 0; juror < jurors.Count; juror++)
        {
            var facts = input.Jurors[juror];
            problem.Held[juror] = fixedFilms[juror];
            if (settings.MostFilms is { } most) problem.MostFilms[juror] = Math.Max(0, most - fixedFilms[juror]);
            if (facts.MostMinutes is { } minutes) problem.MostSeconds[juror] = Math.Max(0, (minutes * 60L) - fixedSeconds[juror] - facts.SecondsElsewhere);
        }

        for (var film = 0; film < films.Count; film++) problem.Demand[film] = Math.Max(0, problem.Demand[film]);
        FindObstacles();
        FillCosts();
    }

    private void FindObstacles()
    {
        for (var film = 0; film < films.Count; film++)
        {
            var facts = input.Films[film];
            for (var juror = 0; juror < jurors.Count; juror++)
            {
                var (who, pair) = (input.Jurors[juror], (film * jurors.Count) + juror);
                obstacles[pair] = who.ObstacleOf(facts) ?? (facts.Seconds > who.MostMinutes * 60L ? PairObstacle.TooLong : null);
            }
        }

        foreach (var ((film, juror), state) in held)
        {
            if (state == HeldState.Recused) obstacles[(film * jurors.Count) + juror] = PairObstacle.Recused;
        }

        foreach (var (filmId, jurorId) in input.Conflicts)
        {
            if (films.TryGetValue(filmId, out var film) && jurors.TryGetValue(jurorId, out var juror)) obstacles[(film * jurors.Count) + juror] = PairObstacle.Conflict;
        }
    }

    private void FillCosts()
    {
        Array.Fill(problem.Cost, PairPoints.Unsaid);
        foreach (var ((filmId, jurorId), bid) in input.Bids)
        {
            if (films.TryGetValue(filmId, out var film) && jurors.TryGetValue(jurorId, out var juror)) problem.Cost[(film * jurors.Count) + juror] = PairPoints.Of(bid);
        }

        for (var juror = 0; juror < jurors.Count; juror++)
        {
            if (input.Jurors[juror].Topics.Count == 0) continue;
            for (var film = 0; film < films.Count; film++) problem.Cost[(film * jurors.Count) + juror] += PairPoints.OfTopics(input.Films[film], input.Jurors[juror]);
        }

        foreach (var ((film, juror), _) in held) problem.Cost[(film * jurors.Count) + juror] = IsHeld(film, juror) ? AssignmentProblem.Forbidden : PairPoints.Kept;
        for (var pair = 0; pair < obstacles.Length; pair++)
        {
            if (obstacles[pair] is not null) problem.Cost[pair] = AssignmentProblem.Forbidden;
        }
    }

    /// <summary>What stays counts for its film and its juror. The work of somebody with a conflict stays with them, and does not count for the film.</summary>
    private void Hold(HeldPair pair)
    {
        if (!films.TryGetValue(pair.FilmId, out var film)) return;

        if (!jurors.TryGetValue(pair.JurorId, out var juror))
        {
            // Somebody who has left the panel: what they handed in counts.
            if (pair.State == HeldState.Scored) problem.Demand[film]--;
            return;
        }

        held[(film, juror)] = pair.State;
        if (!IsHeld(film, juror)) return;

        fixedFilms[juror]++;
        fixedSeconds[juror] += problem.Seconds[film];
        if (!input.Conflicts.Contains((pair.FilmId, pair.JurorId))) problem.Demand[film]--;
    }
}
