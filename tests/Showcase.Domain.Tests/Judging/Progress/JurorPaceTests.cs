using Showcase.Domain.Judging;
using Showcase.Domain.Judging.Progress;

namespace Showcase.Domain.Tests.Judging.Progress;

public sealed class JurorPaceTests
{
    private static readonly DateTimeOffset Opens = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);
    private static readonly JudgingWindow Window = new(Opens, Opens.AddDays(10));

    [Fact]
    public void Half_way_through_the_round_half_of_the_minutes_are_expected()
    {
        var behind = Of([Film(10), Film(10), Film(10), Film(10, finished: true)], days: 5);
        var ahead = Of([Film(10), Film(10, finished: true), Film(10, finished: true)], days: 5);

        Assert.Equal((Pace.OnPace, TimeSpan.FromMinutes(10)), (behind.State, behind.Behind));
        Assert.Equal((Pace.OnPace, TimeSpan.Zero), (ahead.State, ahead.Behind));
    }

    [Fact]
    public void Late_is_who_is_behind_by_more_than_the_longest_film_that_they_have_left()
    {
        Assert.Equal(new JurorPace(Pace.Late, TimeSpan.FromMinutes(15)), Of([Film(10), Film(10), Film(10)], days: 5));
        Assert.Equal(Pace.OnPace, Of([Film(30)], days: 5).State);
    }

    [Fact]
    public void On_the_last_day_whatever_is_left_is_late_and_after_it_missed()
    {
        Assert.Equal(Pace.Late, Of([Film(30)], days: 9).State);
        Assert.Equal(Pace.Missed, Of([Film(30), Film(5, finished: true)], days: 10.001).State);
        Assert.Equal(Pace.Done, Of([Film(30, finished: true)], days: 11).State);
    }

    [Fact]
    public void A_film_that_was_given_late_is_expected_from_then_on()
    {
        var pace = Of([new PaceFilm(TimeSpan.FromMinutes(40), Opens.AddDays(8), IsFinished: false), Film(1, finished: true)], days: 8.5);

        Assert.Equal((Pace.OnPace, 9.85), (pace.State, Math.Round(pace.Behind.TotalMinutes, 2)));
    }

    [Fact]
    public void Nothing_given_not_open_and_left_are_told_apart()
    {
        Assert.Equal(Pace.NothingGiven, Of([], days: 5).State);
        Assert.Equal(new JurorPace(Pace.NotOpen, TimeSpan.Zero), Of([Film(30)], days: -1));
        Assert.Equal(Pace.LeftPanel, JurorPace.Of([Film(30)], Window, isOnPanel: false, Opens.AddDays(1)).State);
        Assert.Equal(Pace.Done, JurorPace.Of([Film(30, finished: true)], Window, isOnPanel: false, Opens.AddDays(1)).State);
    }

    [Fact]
    public void A_film_given_after_the_close_breaks_nothing()
    {
        var pace = Of([new PaceFilm(TimeSpan.FromMinutes(4), Opens.AddDays(12), IsFinished: false)], days: 9.5);

        Assert.Equal(new JurorPace(Pace.Late, TimeSpan.Zero), pace);
    }

    [Theory]
    [InlineData(3, 2, 1, FilmStanding.NeedsJurors, 2)]
    [InlineData(3, 3, 1, FilmStanding.Waiting, 2)]
    [InlineData(3, 4, 3, FilmStanding.Complete, 0)]
    [InlineData(null, 2, 1, FilmStanding.Waiting, 1)]
    [InlineData(null, 2, 2, FilmStanding.Complete, 0)]
    [InlineData(null, 0, 0, FilmStanding.NeedsJurors, 0)]
    [InlineData(2, 3, 2, FilmStanding.Complete, 0)]
    public void A_film_is_complete_with_as_many_reviews_as_are_wanted(int? wanted, int given, int handedIn, FilmStanding standing, int missing)
    {
        var progress = new FilmProgress(wanted, given, handedIn);

        Assert.Equal((standing, missing), (progress.Standing, progress.Missing));
    }

    [Theory]
    [InlineData(0, "Common.OutOfRange")]
    [InlineData(51, "Common.OutOfRange")]
    [InlineData(null, null)]
    [InlineData(3, null)]
    public void A_round_wants_a_sensible_number_of_reviews(int? wanted, string? refusal)
    {
        var cards = new Cards();

        Assert.Equal(refusal, cards.Round.Pursue(wanted, remindsJurors: false).Refusal?.Code);
        Assert.Equal(refusal is null ? wanted : null, cards.Round.ReviewsWanted);
    }

    [Theory]
    [InlineData(5, null)]
    [InlineData(7, RemindedAhead.ThreeDays)]
    [InlineData(8.9, RemindedAhead.ThreeDays)]
    [InlineData(9, RemindedAhead.OneDay)]
    [InlineData(10, RemindedAhead.OneDay)]
    [InlineData(10.01, null)]
    public void A_reminder_is_due_three_days_and_a_day_before_the_close(double days, RemindedAhead? due) =>
        Assert.Equal(due, RoundReminder.Due(Window, Opens, Opens.AddDays(days)));

    [Fact]
    public void Whoever_was_given_their_films_within_that_time_knows()
    {
        Assert.Null(RoundReminder.Due(Window, Opens.AddDays(7.5), Opens.AddDays(8)));
        Assert.Equal(RemindedAhead.OneDay, RoundReminder.Due(Window, Opens.AddDays(7.5), Opens.AddDays(9.5)));
        Assert.Null(RoundReminder.Due(Window, Opens.AddDays(9.2), Opens.AddDays(9.5)));
    }

    private static PaceFilm Film(int minutes, bool finished = false) => new(TimeSpan.FromMinutes(minutes), Opens.AddDays(-2), finished);

    private static JurorPace Of(PaceFilm[] films, double days) => JurorPace.Of(films, Window, isOnPanel: true, Opens.AddDays(days));
}
