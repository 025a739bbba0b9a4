using System.Diagnostics;

namespace Showcase.Browser.Tests.Support;

/// <summary>Waits for a fact, and fails with its name where it does not come true.</summary>
public static class Until
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static Task TrueAsync(Func<bool> fact, string name) => TrueAsync(() => Task.FromResult(fact()), name);

    public static async Task TrueAsync(Func<Task<bool>> fact, string name)
    {
        ArgumentNullException.ThrowIfNull(fact);
        var watch = Stopwatch.StartNew();
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await fact())
        {
            Assert.True(watch.Elapsed < Patience, $"It did not come true within {Patience.TotalMinutes} minutes: {name}.");
            await poll.WaitForNextTickAsync();
        }
    }
}
