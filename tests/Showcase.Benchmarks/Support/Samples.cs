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
        return new Sample(bytes / wall / 1e6, (Machine.ProcessorSeconds(server) - before) / (bytes / Gibibyte));
    }
}

/// <summary>Tries of several targets in turn, so that a busy moment meets all of them; the best of each counts.</summary>
internal sealed class Samples
{
    private readonly Dictionary<string, List<Sample>> taken = new(StringComparer.Ordinal);

    public void Add(string target, Sample sample)
    {
        if (!taken.TryGetValue(target, out var list)) taken[target] = list = [];
        list.Add(sample);
        Console.WriteLine($"{target,-34} {sample.MegabytesPerSecond,8:0} MB/s  {sample.ProcessorSecondsPerGibibyte,6:0.00} CPU s/GiB");
    }

    public double Rate(string target) => taken[target].Max(sample => sample.MegabytesPerSecond);

    public double Processor(string target) => taken[target].Min(sample => sample.ProcessorSecondsPerGibibyte);
}
