using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Media;

/// <summary>How long the uploader waits before it tries again: the script itself, run by node.</summary>
public sealed class PausesTests
{
    [Fact]
    public async Task Pauses_double_up_to_half_a_minute_and_are_never_shorter_than_half_of_that()
    {
        var tried = await TryAsync();

        Assert.Equal([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000], tried.Longest);
        Assert.Equal([250, 500, 1000, 2000, 4000, 8000, 15_000, 15_000, 15_000], tried.Shortest);
        Assert.Equal(30_000, tried.AfterTenThousand);
    }

    [Fact]
    public async Task Those_that_one_server_lost_at_once_do_not_come_back_at_once()
    {
        var tried = await TryAsync();

        Assert.InRange(tried.Crowd.Distinct().Count(), 90, 100);
        Assert.All(tried.Crowd, pause => Assert.InRange(pause, 2000, 4000));
    }

    [Fact]
    public async Task Whoever_is_told_how_long_to_wait_at_least_does()
    {
        var tried = await TryAsync();

        Assert.Equal([30_000, 30_000, 3000, 4000], tried.Told);
    }

    private static Task<Tried> TryAsync() => NodeModules.TryAsync<Tried>("pauses.js", Path.Combine("Features", "Media", "try-pauses.mjs"));

    private sealed record Tried(double[] Longest, double[] Shortest, double AfterTenThousand, double[] Crowd, double[] Told);
}
