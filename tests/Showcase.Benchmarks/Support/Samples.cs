using System.Diagnostics;

namespace Showcase.Benchmarks.Support;

/// <summary>What one try gave: bytes a second, and the server's processor seconds for each GiB.</summary>
internal sealed record Sample(double MegabytesPerSecond, double ProcessorSecondsPerGibibyte)
{
    private const double Gibibyte = 1024.0 * 1024 * 1024;

    public static async Task<Sample> TakeAsync(int server, Func<Task<long>> work)
    {
        var before = Machine.ProcessorSeconds(server);
        var watch = Stopwatch.StartNew();
        var bytes = await work();
        var wall = watch.Elapsed.TotalSeconds;
        return Of(bytes, wall, Machine.ProcessorSeconds(server) - before);
    }

    public static Sample Of(long bytes, double wall, double processor) => new(bytes / wall / 1e6, processor / (bytes / Gibibyte));
}

/// <summary>Tries of several targets in turn, so that a busy moment meets all of them; the best of the last rounds counts.</summary>
internal sealed class Samples
{
    /// <summary>A server that runs for weeks has compiled its code, which takes some GiB: the first rounds are for that, and not measured.</summary>
    public const int WarmUps = 10;

    public const int Rounds = WarmUps + Measured;

    /// <summary>As many rounds count, the last ones.</summary>
    public const int Measured = 3;

    private readonly Dictionary<string, List<Sample>> taken = new(StringComparer.Ordinal);

    public void Add(string target, Sample sample)
    {
        if (!taken.TryGetValue(target, out var list)) taken[target] = list = [];
        list.Add(sample);
        Console.WriteLine($"{target,-34} {sample.MegabytesPerSecond,8:0} MB/s  {sample.ProcessorSecondsPerGibibyte,6:0.00} CPU s/GiB");
    }

    public double Rate(string target) => taken[target].TakeLast(Measured).Max(sample => sample.MegabytesPerSecond);

    public double Processor(string target) => taken[target].TakeLast(Measured).Min(sample => sample.ProcessorSecondsPerGibibyte);
}
