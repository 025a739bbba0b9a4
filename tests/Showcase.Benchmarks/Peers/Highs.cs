using System.Text.Json;
using Showcase.Domain.Judging.Assigning;

namespace Showcase.Benchmarks.Peers;

/// <summary>HiGHS, as Debian's SciPy brings it, on the same linear programme.</summary>
internal sealed record Highs(double Seconds, double Cost, double Mebibytes)
{
    // Debian's own: another Python that a machine may have first does not see Debian's packages.
    private const string Python = "/usr/bin/python3";
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    /// <summary>Installs it from Debian where it is missing; why that failed, or null where it is there.</summary>
    public static async Task<string?> MissingAsync()
    {
        try
        {
            await Machine.RunAsync(Python, "/", "-c", "import scipy.optimize");
            return null;
        }
        catch (Exception missing) when (missing is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            try
            {
                await Machine.RunAsync("apt-get", "/", "install", "-y", "-qq", "--no-install-recommends", "python3-scipy");
                await Machine.RunAsync(Python, "/", "-c", "import scipy.optimize");
                return null;
            }
            catch (Exception failed) when (failed is InvalidOperationException or System.ComponentModel.Win32Exception)
            {
                return $"none: python3-scipy cannot be installed ({failed.Message.Split('\n')[0]})";
            }
        }
    }

    /// <param name="method">SciPy's name: highs-ds is the dual simplex method, highs-ipm the interior point method.</param>
    public static async Task<Highs> SolveAsync(string file, string method) => JsonSerializer.Deserialize<Highs>(
        await Machine.RunAsync(Python, Machine.ProjectFolder(), "Peers/highs.py", file, method), Web)!;

    public static async Task WriteAsync(AssignmentProblem problem, string file)
    {
        await using var stream = File.Create(file);
        await using var writer = new BinaryWriter(stream);
        foreach (var number in (long[])[problem.Films, problem.Jurors, problem.Balance, problem.Shortage]) writer.Write(number);
        foreach (var numbers in (IEnumerable<int>[])[problem.Demand, problem.Seconds, problem.MostFilms]) Write(numbers.Select(number => (long)number));
        Write(problem.MostSeconds);
        Write(problem.Held.Select(number => (long)number));
        Write(problem.Cost.Select(number => (long)number));

        void Write(IEnumerable<long> numbers)
        {
            foreach (var number in numbers) writer.Write(number);
        }
    }
}
