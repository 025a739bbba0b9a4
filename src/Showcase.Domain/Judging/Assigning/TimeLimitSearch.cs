namespace Showcase.Domain.Judging.Assigning;

/// <summary>
/// Branch and bound for limits in seconds. The bound is Lagrangian (Fisher, 1981): a second of a juror who is over their limit gets a price, the flow
/// with those prices is solved exactly, and no plan that keeps the limits costs less than it. Prices rise by subgradients; every flow is
/// mended into a plan that keeps the limits. Where the work that may be done ends, the plan comes with the bound that was reached.
/// </summary>
internal sealed class TimeLimitSearch
{
    /// <summary>Reviews times jurors that are searched through, over all flows: some seconds on one core.</summary>
    private const long Work = 8_000_000;

    private const int FewestFlows = 8;
    private const int MostFlows = 20_000;
    private const int RaisesAtRoot = 40;
    private const int RaisesBelow = 5;

    private readonly AssignmentProblem root;
    private readonly AssignmentSolver.Scaled scaled;
    private readonly CancellationToken token;
    private WorkingPlan? best;
    private long bestPoints = long.MaxValue;
    private int flows;

    public TimeLimitSearch(AssignmentProblem problem, AssignmentSolver.Scaled scaled, CancellationToken token)
    {
        (root, this.scaled, this.token) = (problem, scaled, token);
        var size = Math.Max(1, problem.Demand.Sum(demand => (long)demand) * problem.Jurors);
        flows = (int)Math.Clamp(Work / size, FewestFlows, MostFlows);
    }

    public AssignmentSolution Run()
    {
        var open = new PriorityQueue<Node, (long Bound, int Order)>();
        var made = 0;
        Open(new Node(root, scaled.Cost, scaled.Balance, 0, new long[root.Jurors], []), RaisesAtRoot);
        while (open.TryPeek(out var node, out var key) && key.Bound >> scaled.Shift < bestPoints)
        {
            if (flows <= 0) return best!.ToSolution(Math.Min(bestPoints, key.Bound >> scaled.Shift));

            open.Dequeue();
            foreach (var child in node.Branch()) Open(child, RaisesBelow);
        }

        return best!.ToSolution(bound: null);

        void Open(Node node, int raises)
        {
            var bound = Bound(node, raises);
            if (bound >> scaled.Shift < bestPoints && node.CanBranch) open.Enqueue(node, (bound, made++));
        }
    }

    /// <summary>Raises the node's prices and answers the best bound; keeps the best plan that was met on the way.</summary>
    private long Bound(Node node, int raises)
    {
        var bound = long.MinValue;
        var prices = (long[])node.Prices.Clone();
        var patience = 2.0;
        for (var raise = 0; raise < raises; raise++)
        {
            token.ThrowIfCancellationRequested();
            flows--;
            var flow = new LeastCostFlow(node.Problem, node.CostAt(prices), scaled.Shortage, scaled.Balance);
            flow.Run(token);
            var relaxed = node.PlanOf(root, flow);
            var value = flow.Total() + node.Fixed - prices.Select((price, juror) => price == 0 ? 0 : price * node.Problem.MostSeconds[juror]).Sum();
            if (value > bound)
            {
                bound = value;
                node.Learn(prices, relaxed);
            }
            else
            {
                patience *= 0.7;
            }

            Keep(node.PlanOf(root, flow));
            if (bound >> scaled.Shift >= bestPoints || flows <= 0 || !Raise(prices, relaxed, bound, patience)) break;
        }

        return bound;
    }

    private void Keep(WorkingPlan plan)
    {
        plan.Repair();
        var points = plan.Points();
        if (points < bestPoints) (best, bestPoints) = (plan, points);
    }

    /// <summary>A step along the subgradient of Polyak's length; false where there is nowhere to go.</summary>
    private bool Raise(long[] prices, WorkingPlan relaxed, long bound, double patience)
    {
        var norm = 0.0;
        for (var juror = 0; juror < prices.Length; juror++)
        {
            if (Slope(juror) is var slope && slope != 0) norm += slope * slope;
        }

        if (norm == 0) return false;

        var step = patience * Math.Max((double)(bestPoints << scaled.Shift) - bound, 1) / norm;
        for (var juror = 0; juror < prices.Length; juror++)
        {
            // Any price gives a bound; one above this would only make numbers large.
            prices[juror] = (long)Math.Clamp(prices[juror] + (step * Slope(juror)), 0, scaled.Shortage / 8.0);
        }

        return true;

        double Slope(int juror) => relaxed.Excess(juror) is var excess && (excess == long.MinValue || (excess < 0 && prices[juror] == 0)) ? 0 : excess;
    }

    /// <summary>A part of the search: some pairs are given, some forbidden.</summary>
    private sealed class Node(AssignmentProblem problem, long[] cost, long balance, long already, long[] prices, List<(int Film, int Juror)> forced)
    {
        private WorkingPlan? relaxed;

        public AssignmentProblem Problem => problem;

        /// <summary>What the given pairs cost.</summary>
        public long Fixed => already;

        public long[] Prices { get; private set; } = prices;

        public bool CanBranch => Pair() is not null;

        public void Learn(long[] better, WorkingPlan plan) => (Prices, relaxed) = ((long[])better.Clone(), plan);

        public WorkingPlan PlanOf(AssignmentProblem whole, LeastCostFlow flow)
        {
            var plan = WorkingPlan.Of(whole, flow);
            foreach (var (film, juror) in forced) plan.Put(film, juror);
            return plan;
        }

        public long[] CostAt(long[] at)
        {
            var priced = (long[])cost.Clone();
            for (var film = 0; film < problem.Films; film++)
            {
                for (var juror = 0; juror < problem.Jurors; juror++)
                {
                    ref var pair = ref priced[(film * problem.Jurors) + juror];
                    if (pair != LeastCostFlow.Forbidden) pair += at[juror] * problem.Seconds[film];
                }
            }

            return priced;
        }

        public IEnumerable<Node> Branch()
        {
            var (film, juror) = Pair()!.Value;
            var at = (film * problem.Jurors) + juror;
            var without = (long[])cost.Clone();
            without[at] = LeastCostFlow.Forbidden;
            yield return new Node(problem, without, balance, already, Prices, forced);

            var with = problem.Copy();
            with.Demand[film]--;
            with.MostSeconds[juror] -= problem.Seconds[film];
            if (with.MostFilms[juror] != int.MaxValue) with.MostFilms[juror]--;
            with.Held[juror]++;
            var left = (long[])without.Clone();
            for (var other = 0; other < problem.Films; other++)
            {
                if (problem.Seconds[other] > with.MostSeconds[juror]) left[(other * problem.Jurors) + juror] = LeastCostFlow.Forbidden;
            }

            yield return new Node(with, left, balance, already + cost[at] + (balance * problem.Held[juror]), Prices, [.. forced, (film, juror)]);
        }

        /// <summary>The pair to decide on: the longest film of the juror whose price and time agree least, which nothing has decided yet.</summary>
        private (int Film, int Juror)? Pair()
        {
            (int Film, int Juror)? pair = null;
            var (most, length, has) = (-1.0, -1, false);
            for (var juror = 0; juror < problem.Jurors; juror++)
            {
                if (problem.MostSeconds[juror] == long.MaxValue || problem.MostFilms[juror] <= 0) continue;

                var excess = (double)relaxed!.Excess(juror);
                var discord = excess > 0 ? excess * 1e12 : -excess * Prices[juror];
                for (var film = 0; film < problem.Films; film++)
                {
                    if (cost[(film * problem.Jurors) + juror] == LeastCostFlow.Forbidden || problem.Demand[film] == 0) continue;

                    var holds = relaxed.Has(film, juror);
                    if (discord < most || (discord == most && (holds ? has && problem.Seconds[film] <= length : has || problem.Seconds[film] <= length))) continue;
                    (pair, most, length, has) = ((film, juror), discord, problem.Seconds[film], holds);
                }
            }

            return pair;
        }
    }
}
