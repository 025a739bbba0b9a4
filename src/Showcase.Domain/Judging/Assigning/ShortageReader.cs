namespace Showcase.Domain.Judging.Assigning;

/// <summary>
/// Why reviews are missing: the minimum cut, read from the film. Whoever may take it is full, and so is whoever could take over from them, and so
/// on: these jurors together cannot give more, however films are moved.
/// </summary>
internal sealed class ShortageReader
{
    private readonly AssignmentPlanner planner;
    private readonly AssignmentSolution solution;

    /// <summary>For each two jurors whether the second could take over a film that the plan gives to the first.</summary>
    private readonly bool[] takesOver;

    public ShortageReader(AssignmentPlanner planner, AssignmentSolution solution)
    {
        (this.planner, this.solution) = (planner, solution);
        var problem = planner.Problem;
        takesOver = new bool[problem.Jurors * problem.Jurors];
        for (var film = 0; film < problem.Films; film++)
        {
            foreach (var holder in solution.JurorsOf[film])
            {
                for (var juror = 0; juror < problem.Jurors; juror++)
                {
                    if (problem.Cost[(film * problem.Jurors) + juror] != AssignmentProblem.Forbidden) takesOver[(holder * problem.Jurors) + juror] = true;
                }
            }
        }
    }

    public UnmetFilm Read(int film)
    {
        var obstacles = new Dictionary<PairObstacle, int>();
        var waiting = new List<int>();
        var able = 0;
        for (var juror = 0; juror < planner.Problem.Jurors; juror++)
        {
            if (planner.ObstacleOf(film, juror) is { } obstacle)
            {
                obstacles[obstacle] = obstacles.GetValueOrDefault(obstacle) + 1;
            }
            else
            {
                able++;
                if (!planner.IsHeld(film, juror) && !solution.JurorsOf[film].Contains(juror)) waiting.Add(juror);
            }
        }

        return new UnmetFilm(planner.FilmAt(film), solution.Unmet[film], able, obstacles, [.. Reach(waiting).Select(planner.JurorAt)]);
    }

    private List<int> Reach(List<int> from)
    {
        var jurors = planner.Problem.Jurors;
        var seen = new bool[jurors];
        foreach (var juror in from) seen[juror] = true;
        for (var next = 0; next < from.Count; next++)
        {
            for (var juror = 0; juror < jurors; juror++)
            {
                if (seen[juror] || !takesOver[(from[next] * jurors) + juror]) continue;
                seen[juror] = true;
                from.Add(juror);
            }
        }

        from.Sort();
        return from;
    }
}
