namespace Showcase.Domain.Judging.Assigning;

/// <summary>
/// Solves an <see cref="AssignmentProblem"/>. Limits in films make it a flow, which <see cref="LeastCostFlow"/> solves exactly. Limits in
/// seconds make it a generalised assignment, which is NP-hard: where the flow alone breaks none, it is a best plan and proved to be; else
/// <see cref="TimeLimitSearch"/> goes on, and says how far from the best it may be.
/// </summary>
public static class AssignmentSolver
{
    /// <summary>Above all ties that the seed can break at one pair.</summary>
    private const int Ties = 32;

    public static AssignmentSolution Solve(AssignmentProblem problem, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(problem);
        if (problem.Balance < 0) throw new ArgumentException("A load cannot become cheaper as it grows.", nameof(problem));
        if (problem.Cost.Any(cost => cost != AssignmentProblem.Forbidden && Math.Abs(cost) > AssignmentProblem.MostPoints))
        {
            throw new ArgumentException("A cost is out of range.", nameof(problem));
        }

        var scaled = Scaled.Of(problem);
        var flow = new LeastCostFlow(problem, scaled.Cost, scaled.Shortage, scaled.Balance);
        flow.Run(token);
        var plan = WorkingPlan.Of(problem, flow);
        return plan.BreaksTimeLimit ? new TimeLimitSearch(problem, scaled, token).Run() : plan.ToSolution(bound: null);
    }

    /// <summary>Costs in a unit so small that what the seed adds to pairs stays under one point, all together.</summary>
    internal sealed record Scaled(long[] Cost, long Shortage, long Balance, int Shift)
    {
        public static Scaled Of(AssignmentProblem problem)
        {
            var shift = 1;
            var units = problem.Demand.Sum(demand => (long)demand) * Ties;
            while (1L << shift <= units) shift++;

            var cost = new long[problem.Cost.Length];
            for (var film = 0; film < problem.Films; film++)
            {
                for (var juror = 0; juror < problem.Jurors; juror++)
                {
                    var pair = (film * problem.Jurors) + juror;
                    cost[pair] = problem.Cost[pair] == AssignmentProblem.Forbidden || problem.Seconds[film] > problem.MostSeconds[juror]
                        ? LeastCostFlow.Forbidden
                        : ((long)problem.Cost[pair] << shift) + Tie(problem.Seed, film, juror);
                }
            }

            return new Scaled(cost, problem.Shortage << shift, (long)problem.Balance << shift, shift);
        }

        /// <summary>SplitMix64 (Steele, Lea, Flood, 2014) of the place, in the lowest bits.</summary>
        private static long Tie(int seed, int film, int juror)
        {
            var mixed = ((ulong)(uint)seed << 40) ^ ((ulong)(uint)film << 16) ^ (uint)juror;
            mixed = (mixed + 0x9E3779B97F4A7C15UL) * 0xBF58476D1CE4E5B9UL;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
            return (long)((mixed ^ (mixed >> 31)) % Ties);
        }
    }
}
