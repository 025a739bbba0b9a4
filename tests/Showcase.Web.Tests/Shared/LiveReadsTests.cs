using System.Diagnostics;
using Showcase.Web.Shared;

namespace Showcase.Web.Tests.Shared;

public sealed class LiveReadsTests
{
    private readonly ChangeFeed feed = new();
    private readonly Guid edition = Guid.CreateVersion7();

    [Fact]
    public async Task The_first_change_is_read_at_once_and_a_storm_of_changes_once_a_second()
    {
        var reads = new List<TimeSpan>();
        var second = new TaskCompletionSource();
        var first = new TaskCompletionSource();
        var watch = Stopwatch.StartNew();
        using var live = new LiveReads(feed, edition, TimeProvider.System, () =>
        {
            lock (reads) reads.Add(watch.Elapsed);
            (first.Task.IsCompleted ? second : first).TrySetResult();
            return Task.CompletedTask;
        });

        feed.Tell(edition);
        await first.Task.WaitAsync(TimeSpan.FromSeconds(20));
        for (var change = 0; change < 100; change++) feed.Tell(edition);
        await second.Task.WaitAsync(TimeSpan.FromSeconds(20));

        Assert.Equal(2, reads.Count);
        Assert.True(reads[1] - reads[0] > TimeSpan.FromSeconds(0.9), $"{reads[1] - reads[0]}");
    }

    [Fact]
    public void Other_things_and_a_page_that_was_left_are_not_read()
    {
        var reads = 0;
        var live = new LiveReads(feed, edition, TimeProvider.System, () => Task.FromResult(reads++));

        feed.Tell(Guid.CreateVersion7());
        live.Dispose();
        feed.Tell(edition);

        Assert.Equal(0, reads);
    }
}
