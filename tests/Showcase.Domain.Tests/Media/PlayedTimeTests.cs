using Showcase.Domain.Media;

namespace Showcase.Domain.Tests.Media;

public sealed class PlayedTimeTests
{
    private static readonly TimeSpan TenMinutes = TimeSpan.FromMinutes(10);

    [Fact]
    public void What_is_played_twice_counts_once()
    {
        var played = PlayedTime.None.With([new(0, 60_000)]).With([new(30_000, 90_000), new(0, 10_000)]);

        Assert.Equal([new PlayedSpan(0, 90_000)], played.Spans);
        Assert.Equal(15, played.PercentOf(TenMinutes));
    }

    [Fact]
    public void What_a_viewer_jumped_over_stays_out()
    {
        var played = PlayedTime.None.With([new(540_000, 600_000), new(0, 60_000)]);

        Assert.Equal([new PlayedSpan(0, 60_000), new PlayedSpan(540_000, 600_000)], played.Spans);
        Assert.Equal((TimeSpan.FromMinutes(2), 20), (played.Total, played.PercentOf(TenMinutes)));
    }

    [Fact]
    public void Less_than_a_second_between_two_looks_is_no_gap_and_a_second_is()
    {
        var played = PlayedTime.None.With([new(0, 4_000), new(4_999, 8_000), new(9_000, 10_000)]);

        Assert.Equal([new PlayedSpan(0, 8_000), new PlayedSpan(9_000, 10_000)], played.Spans);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(2_999, 0)]
    [InlineData(498_000, 83)]
    [InlineData(596_900, 99)]
    [InlineData(597_000, 100)]
    [InlineData(602_000, 100)]
    public void A_film_is_watched_whole_though_its_last_frames_are_not_reported(int played, int percent) =>
        Assert.Equal(percent, PlayedTime.None.With([new(0, played)]).PercentOf(TenMinutes));

    [Fact]
    public void A_film_without_a_length_is_never_watched() => Assert.Equal(0, PlayedTime.None.With([new(0, 1_000)]).PercentOf(TimeSpan.Zero));

    [Fact]
    public void It_comes_back_from_its_text_as_it_was()
    {
        var played = PlayedTime.None.With([new(0, 1_500), new(100_000, 28_800_000)]);

        Assert.Equal("0-1500,100000-28800000", played.ToString());
        Assert.Equal(played.Spans, PlayedTime.Parse(played.ToString()).Spans);
        Assert.Empty(PlayedTime.Parse("").Spans);
    }

    [Fact]
    public void Of_a_film_watched_in_snippets_the_shortest_are_forgotten()
    {
        var snippets = Enumerable.Range(0, PlayedTime.MostSpans + 1).Select(index => new PlayedSpan(index * 10_000, (index * 10_000) + (index == 7 ? 100 : 2_000)));

        var played = PlayedTime.None.With(snippets);

        Assert.Equal(PlayedTime.MostSpans, played.Spans.Count);
        Assert.DoesNotContain(played.Spans, span => span.Length == 100);
        Assert.Equal(played.Spans.OrderBy(span => span.From), played.Spans);
    }
}
