using Showcase.Domain.Programmes;

namespace Showcase.Domain.Tests.Programmes;

public sealed class LoopClockTests
{
    private static readonly LoopClock Clock = new(
        new Hours(new TimeOnly(11, 0), new TimeOnly(22, 0)), new DateOnly(2026, 6, 14), new DateOnly(2026, 6, 16), TimeSpan.FromMinutes(25), House.Berlin);

    [Fact]
    public void The_loop_starts_with_the_opening_and_then_each_round()
    {
        Assert.Equal(TimeSpan.FromMinutes(10), Clock.PositionAt(House.At(15, 12)));
        Assert.Equal(House.At(15, 12, 15), Clock.NextStart(House.At(15, 12)));
        Assert.Equal(House.At(15, 11), Clock.NextStart(House.At(14, 22)));
    }

    [Fact]
    public void A_round_that_would_begin_after_closing_begins_next_morning()
    {
        Assert.Equal(House.At(16, 11), Clock.NextStart(House.At(15, 21, 58)));
        Assert.Null(Clock.NextStart(House.At(16, 21, 58)));
    }

    [Fact]
    public void Before_the_first_day_it_says_when_and_after_the_last_nothing()
    {
        Assert.Equal(House.At(14, 11), Clock.NextStart(House.At(1, 9)));
        Assert.Null(Clock.OpenAt(House.At(15, 10, 59)));
        Assert.Null(Clock.NextOpening(House.At(17, 9)));
        Assert.Null(Clock.PositionAt(House.At(17, 12)));
    }

    [Fact]
    public void A_wall_open_through_the_night_in_which_clocks_change_plays_an_hour_less()
    {
        var night = new Hours(new TimeOnly(20, 0), new TimeOnly(6, 0)).On(new DateOnly(2026, 3, 28), House.Berlin);

        Assert.Equal(TimeSpan.FromHours(9), night.Until - night.From);
    }
}
