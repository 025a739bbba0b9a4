using Showcase.Domain.Judging;

namespace Showcase.Domain.Tests.Judging;

public sealed class WatchCountTests
{
    [Fact]
    public void From_nine_tenths_of_the_film_on_it_was_watched_fully_and_a_glance_counts_for_nothing()
    {
        Assert.Equal(new WatchCount(Fully: 2, Partly: 2), WatchCount.Of([100, 90, 89, 5, 4, 0]));
        Assert.Equal(new WatchCount(0, 0), WatchCount.Of([]));
    }

    [Theory]
    [InlineData(3, false, true)]
    [InlineData(2, false, false)]
    [InlineData(1, false, false)]
    [InlineData(1, true, true)]
    [InlineData(0, true, false)]
    public void With_fewer_than_three_jurors_the_count_waits_until_they_are_done(int jurors, bool isOver, bool isShown) =>
        Assert.Equal(isShown, WatchCount.IsShown(jurors, isOver));
}
