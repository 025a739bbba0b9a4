using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Media;

/// <summary>How many blocks the uploader sends at once: the script itself, run by node on made-up lines.</summary>
public sealed class LanesTests
{
    [Fact]
    public async Task Lanes_grow_with_the_line_and_shrink_with_errors_between_two_and_eight()
    {
        var run = await RunAsync();

        Assert.Equal((8, 8), (run.Wide.Max(), run.Wide[^1]));
        Assert.InRange(run.Narrow.Average(), 2, 5.5);
        Assert.InRange(run.Crowded.Average(), 2, 4.5);
        Assert.Equal((8, 4), (run.Broken[0], run.Broken[1]));
        Assert.Equal(2, run.Hopeless[^1]);
        Assert.All(new[] { run.Wide, run.Narrow, run.Crowded, run.Broken, run.Hopeless }.SelectMany(counts => counts), count => Assert.InRange(count, 2, 8));
    }

    [Fact]
    public async Task Blocks_that_fail_together_count_once() => Assert.Equal(2, (await RunAsync()).Together);

    private static Task<Runs> RunAsync() => NodeModules.TryAsync<Runs>("lanes.js", Path.Combine("Features", "Media", "try-lanes.mjs"));

    private sealed record Runs(int[] Wide, int[] Narrow, int[] Crowded, int[] Broken, int[] Hopeless, int Together);
}
