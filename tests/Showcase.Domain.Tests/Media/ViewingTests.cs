using Showcase.Domain.Media;

namespace Showcase.Domain.Tests.Media;

public sealed class ViewingTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan TenMinutes = TimeSpan.FromMinutes(10);

    private readonly Viewing viewing = Viewing.Begin(Guid.CreateVersion7(), Guid.CreateVersion7(), Start);

    [Fact]
    public void A_film_played_in_real_time_is_watched()
    {
        for (var minute = 1; minute <= 10; minute++) Assert.True(Report(Start.AddMinutes(minute), [new((minute - 1) * 60_000, minute * 60_000)], minute * 60).Succeeded);

        Assert.Equal(100, viewing.Played.PercentOf(TenMinutes));
        Assert.Equal(TenMinutes, viewing.Place);
    }

    [Fact]
    public void At_double_speed_too_but_no_faster()
    {
        Assert.True(Report(Start.AddSeconds(60), [new(0, 120_000)]).Succeeded);

        var faster = Report(Start.AddSeconds(120), [new(120_000, 251_000)]);

        Assert.Equal(MediaRefusals.PlayedTooFast, faster.Refusal);
        Assert.Equal(TimeSpan.FromMinutes(2), viewing.Played.Total);
    }

    [Fact]
    public void Many_small_reports_claim_no_more_than_one_large_one()
    {
        var claimed = Enumerable.Range(0, 100).Count(report => Report(Start.AddMilliseconds(report), [new(report * 5_000, (report + 1) * 5_000)]).Succeeded);

        Assert.Equal(2, claimed);
    }

    [Fact]
    public void The_same_minute_reported_twice_at_once_is_too_much() =>
        Assert.Equal(MediaRefusals.PlayedTooFast, Report(Start.AddSeconds(30), [new(0, 60_000), new(0, 60_000)]).Refusal);

    [Fact]
    public void A_day_without_a_report_does_not_pay_for_a_film() =>
        Assert.Equal(MediaRefusals.PlayedTooFast, Report(Start.AddDays(1), [new(0, 600_000)]).Refusal);

    [Fact]
    public void A_clock_that_was_put_back_takes_nothing_from_the_viewer()
    {
        Assert.True(Report(Start.AddSeconds(60), [new(0, 60_000)]).Succeeded);

        Assert.True(Report(Start.AddHours(-1), [new(60_000, 120_000)]).Succeeded);
        Assert.True(Report(Start.AddHours(-1).AddSeconds(60), [new(120_000, 180_000)]).Succeeded);

        Assert.Equal(30, viewing.Played.PercentOf(TenMinutes));
    }

    [Theory]
    [InlineData(-1, 1_000)]
    [InlineData(5_000, 5_000)]
    [InlineData(6_000, 5_000)]
    [InlineData(601_000, 603_000)]
    [InlineData(0, int.MaxValue)]
    [InlineData(int.MinValue, int.MaxValue)]
    public void What_lies_outside_the_film_is_refused_whole(int from, int to)
    {
        var result = Report(Start.AddMinutes(1), [new(0, 1_000), new(from, to)], 30);

        Assert.Equal(MediaRefusals.PlayedOutside, result.Refusal);
        Assert.Equal((TimeSpan.Zero, TimeSpan.Zero), (viewing.Played.Total, viewing.Place));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(603)]
    public void So_is_a_place_outside_it(int place) => Assert.Equal(MediaRefusals.PlayedOutside, Report(Start.AddMinutes(1), [], place).Refusal);

    [Fact]
    public void A_stream_that_runs_a_little_past_the_end_counts_to_the_end()
    {
        Assert.True(Report(Start.AddMinutes(1), [new(590_000, 601_500)], 601).Succeeded);

        Assert.Equal(new PlayedSpan(590_000, 600_000), Assert.Single(viewing.Played.Spans));
    }

    [Fact]
    public void A_report_without_a_place_leaves_it()
    {
        Assert.True(Report(Start.AddMinutes(1), [], 42).Succeeded);

        Assert.True(viewing.Report([], place: null, TenMinutes, Start.AddMinutes(2)).Succeeded);

        Assert.Equal(TimeSpan.FromSeconds(42), viewing.Place);
    }

    [Fact]
    public void A_report_of_more_pieces_than_a_player_sends_is_refused() =>
        Assert.Equal(MediaRefusals.PlayedOutside, Report(Start.AddMinutes(1), [.. Enumerable.Range(0, Viewing.MostSpans + 1).Select(at => new PlayedSpan(at, at + 1))]).Refusal);

    private Result Report(DateTimeOffset now, IReadOnlyCollection<PlayedSpan> spans, int place = 0) => viewing.Report(spans, TimeSpan.FromSeconds(place), TenMinutes, now);
}
