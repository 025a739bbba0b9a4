using Showcase.Domain.Judging;

namespace Showcase.Domain.Tests.Judging;

public sealed class NewVersionTests
{
    private static readonly DateTimeOffset ShownAt = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Who_watched_or_wrote_before_is_told_until_they_watch_again()
    {
        Assert.True(NewVersion.IsNews(ShownAt, sawEarlier: true, savedAt: null, watched: 0));
        Assert.True(NewVersion.IsNews(ShownAt, sawEarlier: false, ShownAt.AddDays(-1), watched: 0));
        Assert.False(NewVersion.IsNews(ShownAt, sawEarlier: true, savedAt: null, watched: 5));
    }

    [Fact]
    public void Who_came_afterwards_has_seen_nothing_else()
    {
        Assert.False(NewVersion.IsNews(ShownAt, sawEarlier: false, savedAt: null, watched: 0));
        Assert.False(NewVersion.IsNews(ShownAt, sawEarlier: false, ShownAt.AddDays(1), watched: 0));
        Assert.False(NewVersion.IsNews(shownAt: null, sawEarlier: false, ShownAt, watched: 0));
    }
}
