using Showcase.Domain.Programmes;

namespace Showcase.Domain.Tests.Programmes;

public sealed class ProgrammeTests
{
    private static readonly ProgrammeDetails Details = new("Competition 1", null, TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(20));

    [Fact]
    public void The_running_time_counts_opening_films_gaps_between_them_and_the_talk()
    {
        TimeSpan[] films = [new(0, 4, 12), new(0, 6, 48), new(0, 3, 5)];

        var length = RunningTime.Of(films, Details.Gap, Details.Bumper, Details.Talk);

        Assert.Equal(new TimeSpan(0, 14, 5) + TimeSpan.FromSeconds(8) + TimeSpan.FromSeconds(30) + TimeSpan.FromMinutes(20), length);
    }

    [Fact]
    public void A_programme_without_films_takes_no_time_whatever_its_talk()
    {
        Assert.Equal(TimeSpan.Zero, RunningTime.Of([], Details.Gap, Details.Bumper, Details.Talk));
    }

    [Fact]
    public void A_loop_has_a_gap_after_its_last_work_too()
    {
        Assert.Equal(TimeSpan.FromSeconds(64), RunningTime.OfLoop([TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(40)], TimeSpan.FromSeconds(2)));
    }

    [Fact]
    public void Films_keep_the_order_that_they_were_given()
    {
        var programme = Programme.Create(Guid.CreateVersion7(), Details).Value;
        Guid[] ids = [Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7()];
        _ = programme.Arrange(ids, ids.ToHashSet());

        _ = programme.Arrange([ids[2], ids[0]], ids.ToHashSet());

        Assert.Equal([ids[2], ids[0]], programme.Films.Select(film => film.SubmissionId));
    }

    [Fact]
    public void Only_selected_films_come_in_but_one_taken_back_may_stay_until_it_is_replaced()
    {
        var programme = Programme.Create(Guid.CreateVersion7(), Details).Value;
        var (inside, outside) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        _ = programme.Arrange([inside], new HashSet<Guid> { inside });

        Assert.Equal(ProgrammeRefusals.NotSelected, programme.Arrange([inside, outside], new HashSet<Guid>()).Refusal);
        Assert.True(programme.Arrange([inside], new HashSet<Guid>()).Succeeded);
        Assert.Equal(ProgrammeRefusals.FilmTwice, programme.Arrange([inside, inside], new HashSet<Guid> { inside }).Refusal);
    }
}
