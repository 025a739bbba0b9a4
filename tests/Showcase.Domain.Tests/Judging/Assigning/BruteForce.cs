using Showcase.Domain.Judging.Assigning;

namespace Showcase.Domain.Tests.Judging.Assigning;

/// <summary>Tries every plan there is, and knows nothing of flows.</summary>
internal static class BruteForce
{
    public static long LeastCost(AssignmentProblem problem) => Try(problem, 0, new int[problem.Jurors], new long[problem.Jurors]);

    /// <summary>What is wrong with a plan, in words; null where it keeps every limit and costs what it says.</summary>
    public static string? Fault(AssignmentProblem problem, AssignmentSolution plan)
    {
        var (films, seconds, cost) = (new int[problem.Jurors], new long[problem.Jurors], 0L);
        for (var film = 0; film < problem.Films; film++)
        {
            if (plan.JurorsOf[film].Length + plan.Unmet[film] != problem.Demand[film]) return $"Film {film} has not the reviews that the plan says.";
            if (plan.JurorsOf[film].Distinct().Count() != plan.JurorsOf[film].Length) return $"Film {film} has a juror twice.";

            cost += problem.Shortage * plan.Unmet[film] * (plan.Unmet[film] + 1) / 2;
            foreach (var juror in plan.JurorsOf[film])
            {
                if (problem.Cost[(film * problem.Jurors) + juror] == AssignmentProblem.Forbidden) return $"Juror {juror} may not have film {film}.";

                cost += problem.Cost[(film * problem.Jurors) + juror] + (problem.Balance * (problem.Held[juror] + films[juror]));
                films[juror]++;
                seconds[juror] += problem.Seconds[film];
            }
        }

        for (var juror = 0; juror < problem.Jurors; juror++)
        {
            if (films[juror] > problem.MostFilms[juror] || seconds[juror] > problem.MostSeconds[juror]) return $"Juror {juror} has too much.";
        }

        return cost == plan.Cost ? null : $"The plan costs {cost} and says {plan.Cost}.";
    }

    private static long Try(AssignmentProblem problem, int film, int[] films, long[] seconds)
    {
        if (film == problem.Films) return 0;

        var least = long.MaxValue;
        for (var choice = 0; choice < 1 << problem.Jurors; choice++)
        {
            var chosen = Enumerable.Range(0, problem.Jurors).Where(juror => (choice >> juror & 1) == 1).ToList();
            if (chosen.Count > problem.Demand[film]) continue;
            if (chosen.Exists(juror => problem.Cost[(film * problem.Jurors) + juror] == AssignmentProblem.Forbidden
                || films[juror] >= problem.MostFilms[juror] || seconds[juror] + problem.Seconds[film] > problem.MostSeconds[juror]))
            {
                continue;
            }

            var missing = problem.Demand[film] - chosen.Count;
            var cost = problem.Shortage * missing * (missing + 1) / 2;
            foreach (var juror in chosen)
            {
                cost += problem.Cost[(film * problem.Jurors) + juror] + (problem.Balance * (problem.Held[juror] + films[juror]));
                films[juror]++;
                seconds[juror] += problem.Seconds[film];
            }

            least = Math.Min(least, cost + Try(problem, film + 1, films, seconds));
            foreach (var juror in chosen)
            {
                films[juror]--;
                seconds[juror] -= problem.Seconds[film];
            }
        }

        return least;
    }
}
