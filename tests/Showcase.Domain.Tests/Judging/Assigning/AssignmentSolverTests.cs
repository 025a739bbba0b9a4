using FsCheck;
using FsCheck.Fluent;
using Showcase.Domain.Judging.Assigning;

namespace Showcase.Domain.Tests.Judging.Assigning;

public sealed class AssignmentSolverTests
{
    private static readonly Gen<AssignmentProblem> InFilms = Problems(isTimed: false);
    private static readonly Gen<AssignmentProblem> InSeconds = Problems(isTimed: true);

    [Fact]
    public void No_plan_is_cheaper_and_none_breaks_a_limit() => Check(InFilms, 400, problem =>
    {
        var plan = AssignmentSolver.Solve(problem);

        return BruteForce.Fault(problem, plan) is null && plan.Cost == BruteForce.LeastCost(problem) && plan.IsProved;
    });

    [Fact]
    public void With_limits_in_minutes_small_plans_are_the_cheapest_too_and_proved_to_be() => Check(InSeconds, 250, problem =>
    {
        var plan = AssignmentSolver.Solve(problem);

        return BruteForce.Fault(problem, plan) is null && plan.IsProved && plan.Cost == BruteForce.LeastCost(problem);
    });

    [Fact]
    public void A_seed_chooses_among_equal_plans_and_never_a_dearer_one() => Check(InFilms, 200, problem =>
    {
        problem.Seed = 1;
        var first = AssignmentSolver.Solve(problem);
        var again = AssignmentSolver.Solve(problem);
        problem.Seed = 2;
        var other = AssignmentSolver.Solve(problem);

        return first.Cost == other.Cost && first.JurorsOf.Zip(again.JurorsOf).All(pair => pair.First.SequenceEqual(pair.Second));
    });

    [Fact]
    public void One_juror_more_is_never_a_disadvantage() => Check(InFilms, 200, problem =>
    {
        var alone = AssignmentSolver.Solve(problem);
        var more = new AssignmentProblem(problem.Films, problem.Jurors + 1);
        problem.Demand.CopyTo(more.Demand, 0);
        for (var film = 0; film < problem.Films; film++)
        {
            for (var juror = 0; juror < problem.Jurors; juror++) more.Cost[(film * more.Jurors) + juror] = problem.Cost[(film * problem.Jurors) + juror];
        }

        problem.MostFilms.CopyTo(more.MostFilms, 0);

        return AssignmentSolver.Solve(more).Unmet.Sum() <= alone.Unmet.Sum();
    });

    [Fact]
    public void A_shortage_is_spread_over_films_before_one_goes_without_any_review()
    {
        var problem = new AssignmentProblem(3, 2);
        Array.Fill(problem.Demand, 2);
        Array.Fill(problem.MostFilms, 2);
        problem.Cost[0] = problem.Cost[1] = 500;

        var plan = AssignmentSolver.Solve(problem);

        Assert.Equal([1, 1, 0], plan.Unmet.OrderDescending());
    }

    [Fact]
    public void Even_loads_are_even_to_one_film_whatever_the_wishes()
    {
        var random = new Random(4);
        var problem = new AssignmentProblem(100, 7) { Balance = 400 };
        Array.Fill(problem.Demand, 3);
        for (var pair = 0; pair < problem.Cost.Length; pair++) problem.Cost[pair] = random.Next(4) * 40;

        var plan = AssignmentSolver.Solve(problem);

        var loads = plan.JurorsOf.SelectMany(of => of).CountBy(juror => juror).Select(row => row.Value).ToList();
        Assert.Equal((42, 43), (loads.Min(), loads.Max()));
    }

    [Fact]
    public void Many_long_films_and_little_time_give_a_plan_within_the_limits_and_an_honest_bound()
    {
        var random = new Random(5);
        var problem = new AssignmentProblem(120, 12) { Balance = 8 };
        for (var film = 0; film < 120; film++) (problem.Demand[film], problem.Seconds[film]) = (3, 120 + random.Next(1_500));
        var share = problem.Seconds.Sum(seconds => seconds * 3L) / 12;
        for (var juror = 0; juror < 12; juror++) problem.MostSeconds[juror] = share * (juror % 2 == 0 ? 90 : 120) / 100;
        for (var pair = 0; pair < problem.Cost.Length; pair++) problem.Cost[pair] = random.Next(10) == 0 ? AssignmentProblem.Forbidden : random.Next(4) * 40;

        var plan = AssignmentSolver.Solve(problem);

        Assert.Null(BruteForce.Fault(problem, plan));
        Assert.Equal(0, plan.Unmet.Sum());
        Assert.InRange(plan.Cost, plan.Bound, plan.Bound * 102 / 100);
    }

    [Fact]
    public void A_cost_out_of_range_is_a_mistake_of_the_caller()
    {
        var problem = new AssignmentProblem(1, 1);
        problem.Cost[0] = AssignmentProblem.MostPoints + 1;

        Assert.Throws<ArgumentException>(() => AssignmentSolver.Solve(problem));
    }

    private static Gen<AssignmentProblem> Problems(bool isTimed) =>
        from films in Gen.Choose(1, 4)
        from jurors in Gen.Choose(1, 4)
        from costs in Gen.Frequency((5, Gen.Choose(-20, 120)), (1, Gen.Constant(AssignmentProblem.Forbidden))).ArrayOf(films * jurors)
        from demand in Gen.Choose(0, 3).ArrayOf(films)
        from most in Gen.Frequency((3, Gen.Choose(0, 4)), (1, Gen.Constant(int.MaxValue))).ArrayOf(jurors)
        from held in Gen.Choose(0, 3).ArrayOf(jurors)
        from balance in Gen.Elements(0, 1, 8, 400)
        from seconds in Gen.Choose(1, 60).ArrayOf(films)
        from time in Gen.Frequency((4, Gen.Choose(0, 150).Select(value => (long)value)), (1, Gen.Constant(long.MaxValue))).ArrayOf(jurors)
        select Make(new AssignmentProblem(films, jurors) { Balance = balance, Seed = films }, costs, demand, most, held, seconds, isTimed ? time : null);

    private static AssignmentProblem Make(AssignmentProblem problem, int[] costs, int[] demand, int[] most, int[] held, int[] seconds, long[]? time)
    {
        costs.CopyTo(problem.Cost, 0);
        demand.CopyTo(problem.Demand, 0);
        most.CopyTo(problem.MostFilms, 0);
        held.CopyTo(problem.Held, 0);
        seconds.CopyTo(problem.Seconds, 0);
        time?.CopyTo(problem.MostSeconds, 0);
        return problem;
    }

    private static void Check(Gen<AssignmentProblem> problems, int times, Func<AssignmentProblem, bool> holds) =>
        Prop.ForAll(problems.ToArbitrary(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(times));
}
