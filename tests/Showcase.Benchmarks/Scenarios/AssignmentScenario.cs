using System.Diagnostics;
using System.Globalization;
using Showcase.Benchmarks.Peers;
using Showcase.Domain.Judging.Assigning;

namespace Showcase.Benchmarks.Scenarios;

/// <summary>
/// Plans of who judges what. Against the peer only solving is timed, of a problem that is ready made: by the faster of its two methods, and by
/// ours with warm code. Everywhere else a plan is timed whole, from the facts of films and jurors to loads and shortages.
/// </summary>
internal static class AssignmentScenario
{
    private const string Name = "assignment";
    private const int Rounds = 3;
    private static readonly string[] Languages = ["de", "en", "fr", "es", "cs", "ja", "pt", "fa", "it", "ko", "pl", "tr"];
    private static readonly string[] Topics = ["Animation", "Documentary", "Essay", "Fiction", "Dance", "Archive", "Science", "Horror"];

    public static async Task<IReadOnlyList<Figure>> RunAsync()
    {
        var figures = new List<Figure>();
        var missing = await Highs.MissingAsync();
        if (missing is not null) Console.WriteLine(missing);

        // A server that runs for weeks has compiled its code.
        for (var round = 0; round < 30; round++) _ = new AssignmentPlanner(Panel(600, 40, isTimed: false), Settings(600, 40)).Plan();
        await CompareAsync(figures, missing, isTimed: false);
        await CompareAsync(figures, missing, isTimed: true);
        Large(figures, isTimed: false);
        Large(figures, isTimed: true);
        Grow(figures);
        return figures;
    }

    private static async Task CompareAsync(List<Figure> figures, string? missing, bool isTimed)
    {
        const int films = 1_200;
        const int jurors = 60;
        var (input, settings) = (Panel(films, jurors, isTimed), Settings(films, jurors));
        var file = Path.GetTempFileName();
        try
        {
            var problem = new AssignmentPlanner(input, settings).Problem;
            await Highs.WriteAsync(problem, file);
            var (ours, whole, memory, plan) = (double.MaxValue, double.MaxValue, 0.0, default(AssignmentPlan)!);
            Highs? peer = null;
            for (var round = 0; round < Rounds; round++)
            {
                var (all, mebibytes, made) = Time(input, settings);
                (whole, memory, plan) = (Math.Min(whole, all), Math.Max(memory, mebibytes), made);
                var watch = Stopwatch.StartNew();
                _ = AssignmentSolver.Solve(problem);
                var seconds = watch.Elapsed.TotalSeconds;
                ours = Math.Min(ours, seconds);
                foreach (var method in missing is null ? (string[])["highs-ds", "highs-ipm"] : [])
                {
                    var solved = await Highs.SolveAsync(file, method);
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ours {seconds:0.000} s, {method} {solved.Seconds:0.000} s, costs {made.Points} and {solved.Cost:0.###}"));
                    if (peer is null || solved.Seconds < peer.Seconds) peer = solved;
                }
            }

            if (peer is not null && plan.Points < peer.Cost * (1 - 1e-7)) throw new InvalidOperationException("A plan costs less than its linear programme allows: one of the two is wrong.");

            var (size, who) = ($"{films} x {jurors} x 3", missing ?? "HiGHS (SciPy)");
            var what = isTimed ? "limits in minutes: " : "";
            figures.Add(new Figure(Name, what + "cost of the plan", "points", plan.Points, peer?.Cost, isTimed && peer is not null ? "bound by HiGHS" : who, missing is not null ? plan.Bound : isTimed ? 1.01 : 1 + 1e-7, MoreIsBetter: false, size));
            figures.Add(new Figure(Name, what + "time to solve", "s", ours, peer?.Seconds, isTimed && peer is not null ? "HiGHS, bound only" : who, missing is not null ? 1 : isTimed ? 10 : 0.1, MoreIsBetter: false, size));
            figures.Add(new Figure(Name, what + "time of the whole plan", "s", whole, null, "limit", 10, MoreIsBetter: false, size));
            if (!isTimed) figures.Add(new Figure(Name, "memory for the plan", "MiB", memory, peer?.Mebibytes, who, missing is null ? 1 : 200, MoreIsBetter: false, size));
            if (isTimed) figures.Add(new Figure(Name, what + "above the plan's own bound", "%", Above(plan), null, "limit", 1, MoreIsBetter: false, size));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static void Large(List<Figure> figures, bool isTimed)
    {
        var (seconds, mebibytes, plan) = Time(Panel(6_200, 150, isTimed), Settings(6_200, 150));
        var what = isTimed ? "limits in minutes: " : "";
        figures.Add(new Figure(Name, what + "time of the plan", "s", seconds, null, "limit", 10, MoreIsBetter: false, "6,200 x 150 x 3"));
        figures.Add(new Figure(Name, what + "memory of the process at most", "MiB", mebibytes, null, "limit", 1_024, MoreIsBetter: false, "6,200 x 150 x 3"));
        if (isTimed) figures.Add(new Figure(Name, what + "above the plan's own bound", "%", Above(plan), null, "limit", 1, MoreIsBetter: false, "6,200 x 150 x 3"));
    }

    /// <summary>Films and jurors grow together, so that everybody's load stays. Reviews grow once, and with each of them what is searched grows twice at most.</summary>
    private static void Grow(List<Figure> figures)
    {
        var first = 0.0;
        foreach (var times in (int[])[1, 2, 4])
        {
            var best = double.MaxValue;
            for (var round = 0; round < Rounds; round++) best = Math.Min(best, Time(Panel(1_200 * times, 60 * times, isTimed: false), Settings(1_200, 60)).Seconds);
            if (times == 1) first = best;
            figures.Add(new Figure(Name, string.Create(CultureInfo.InvariantCulture, $"growth at {times}x, pairs {times * times}x"), "s", best, first, "1x", times * times * times, MoreIsBetter: false, $"{1_200 * times} x {60 * times} x 3"));
        }
    }

    private static (double Seconds, double Mebibytes, AssignmentPlan Plan) Time(AssigningInput input, PlanSettings settings)
    {
        GC.Collect();
        Machine.ForgetPeak();
        var watch = Stopwatch.StartNew();
        var plan = new AssignmentPlanner(input, settings).Plan();
        return (watch.Elapsed.TotalSeconds, Machine.PeakMebibytes(), plan);
    }

    private static double Above(AssignmentPlan plan) => 100.0 * (plan.Points - plan.Bound) / Math.Abs(plan.Bound);

    private static PlanSettings Settings(int films, int jurors) => new(3, (films * 3 / jurors) + 20, AssigningMode.EnsureMinimum, LoadBalance.Fair);

    /// <summary>A panel as field notes have it: jurors say something of a fifth of the films, know two to four of twelve languages, and most films have subtitles.</summary>
    private static AssigningInput Panel(int films, int jurors, bool isTimed)
    {
        var random = new Random(7);
        var all = Enumerable.Range(0, films).Select(_ => new FilmFacts(
            Guid.CreateVersion7(), 60 + random.Next(1_140), [Languages[random.Next(Languages.Length)]], random.Next(10) < 7 ? ["en"] : [], random.Next(4) == 0 ? ["en"] : [],
            [Topics[random.Next(Topics.Length)], Topics[random.Next(Topics.Length)]])).ToList();
        var share = all.Sum(film => film.Seconds * 3L) / jurors / 60;
        var panel = Enumerable.Range(0, jurors).Select(at => new JurorFacts(
            Guid.CreateVersion7(), ["en", .. Enumerable.Range(0, 1 + random.Next(3)).Select(_ => Languages[random.Next(Languages.Length)]).Distinct()], NeedsCaptions: at % 30 == 29,
            isTimed ? (int)(share * (at % 3 == 0 ? 80 : 115) / 100) : null, 0,
            Topics.Where(_ => random.Next(3) == 0).ToDictionary(topic => topic, _ => random.Next(3) == 0 ? Bid.RatherNot : Bid.Want))).ToList();
        var (bids, conflicts) = (new Dictionary<(Guid, Guid), Bid>(), new HashSet<(Guid, Guid)>());
        foreach (var film in all)
        {
            foreach (var juror in panel)
            {
                if (random.Next(5) == 0) bids[(film.Id, juror.Id)] = (Bid)random.Next(3);
                if (random.Next(100) == 0) conflicts.Add((film.Id, juror.Id));
            }
        }

        return new AssigningInput(all, panel, bids, conflicts, []);
    }
}
