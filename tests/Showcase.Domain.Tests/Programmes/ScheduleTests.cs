using FsCheck;
using FsCheck.Fluent;
using Showcase.Domain.Programmes;

namespace Showcase.Domain.Tests.Programmes;

public sealed class ScheduleTests
{
    private readonly House house = new();

    [Theory]
    [InlineData(19, 30, PlacementProblem.Overlap, 30)]
    [InlineData(17, 31, PlacementProblem.Overlap, 1)]
    [InlineData(17, 30, PlacementProblem.Turnaround, 20)]
    [InlineData(20, 0, PlacementProblem.Turnaround, 20)]
    [InlineData(20, 15, PlacementProblem.Turnaround, 5)]
    public void A_second_programme_in_the_same_space_is_warned_of_by_how_many_minutes(int hour, int minute, PlacementProblem problem, int minutes)
    {
        house.Place(house.Hour, house.First, House.At(16, 19));

        Assert.Equal([new PlacementWarning(problem, "Competition 1", minutes)], house.Place(house.Late, house.First, House.At(16, hour, minute)).Warnings);
    }

    [Fact]
    public void Exactly_the_turnaround_between_two_is_enough()
    {
        house.Place(house.Hour, house.First, House.At(16, 19));

        Assert.Empty(house.Place(house.Late, house.First, House.At(16, 20, 20)).Warnings);
    }

    [Fact]
    public void Another_space_at_the_same_time_is_no_clash()
    {
        house.Place(house.Hour, house.First, House.At(16, 19));

        Assert.Empty(house.Place(house.Late, house.Second, House.At(16, 19)).Warnings);
    }

    [Fact]
    public void The_same_programme_again_soon_competes_with_itself()
    {
        house.Place(house.Hour, house.First, House.At(16, 19));

        Assert.Equal([new PlacementWarning(PlacementProblem.RepeatedSoon, "Competition 1", 120)], house.Place(house.Hour, house.Second, House.At(16, 21)).Warnings);
    }

    [Fact]
    public void A_show_after_midnight_belongs_to_the_evening_before_and_may_run_while_the_house_is_open()
    {
        Assert.Empty(house.Place(house.Hour, house.First, House.At(21, 1)).Warnings);
        Assert.Equal(PlacementProblem.OutsideHours, Assert.Single(house.Place(house.Late, house.Second, House.At(20, 1)).Warnings).Problem);
        Assert.Contains(house.Place(house.Late, house.Second, House.At(21, 12)).Warnings, warning => warning.Problem == PlacementProblem.OutsideEdition);
    }

    [Fact]
    public void A_wall_that_is_open_is_taken()
    {
        var details = new InstallationDetails("Hands", house.First, new DateOnly(2026, 6, 14), new DateOnly(2026, 6, 18), new Hours(new TimeOnly(11, 0), new TimeOnly(18, 0)), TimeSpan.Zero);
        _ = house.Schedule.Install(details, "token", house.Facts);

        Assert.Equal([new PlacementWarning(PlacementProblem.Overlap, "Hands", 30)], house.Place(house.Hour, house.First, House.At(16, 17, 30)).Warnings);
        Assert.Empty(house.Place(house.Late, house.First, House.At(19, 15)).Warnings);
    }

    [Fact]
    public void Moving_takes_the_warning_along_and_renews_the_version()
    {
        house.Place(house.Hour, house.First, House.At(16, 19));
        var other = house.Place(house.Late, house.First, House.At(16, 19, 30));
        var before = house.Schedule.Version;

        var moved = house.Schedule.Move(other.Screening.Id, house.Second, House.At(16, 19, 30), house.Facts);

        Assert.Empty(moved.Value.Warnings);
        Assert.NotEqual(before, house.Schedule.Version);
    }

    [Fact]
    public void What_does_not_exist_or_lasts_no_time_cannot_be_placed()
    {
        Assert.Equal(ProgrammeRefusals.EmptyProgramme, house.Schedule.Place(house.Empty, house.First, House.At(16, 19), house.Facts).Refusal);
        Assert.Equal(Refusals.NotFound, house.Schedule.Place(Guid.CreateVersion7(), house.First, House.At(16, 19), house.Facts).Refusal);
        Assert.Equal(Refusals.NotFound, house.Schedule.Place(house.Hour, Guid.CreateVersion7(), House.At(16, 19), house.Facts).Refusal);
        Assert.Equal(ProgrammeRefusals.FarFromEdition, house.Schedule.Place(house.Hour, house.First, House.At(16, 19).AddYears(3), house.Facts).Refusal);
        Assert.Equal(Refusals.NotFound, house.Schedule.Move(Guid.CreateVersion7(), house.First, House.At(16, 19), house.Facts).Refusal);
        Assert.Equal(Refusals.NotFound, house.Schedule.Remove(Guid.CreateVersion7()).Refusal);
    }

    /// <summary>Whatever curators drop where: two that are not warned of an overlap do not overlap, and a warning names both sides.</summary>
    [Fact]
    public void No_two_placements_without_a_warning_overlap()
    {
        var drop = from minute in Gen.Choose(0, 12 * 12) from second in Gen.Elements(true, false) from late in Gen.Elements(true, false) select (minute * 5, second, late);
        Prop.ForAll(drop.ListOf().ToArbitrary(), all =>
        {
            var random = new House();
            foreach (var (minute, second, late) in all)
            {
                random.Place(late ? random.Late : random.Hour, second ? random.Second : random.First, House.At(16, 10).AddMinutes(minute));
            }

            var (schedule, facts) = (random.Schedule, random.Facts);
            foreach (var one in schedule.Screenings)
            {
                var warned = PlacementCheck.Of(one, schedule, facts).Count(warning => warning.Problem == PlacementProblem.Overlap);
                var overlapping = schedule.Screenings.Count(other => other.Id != one.Id && other.SpaceId == one.SpaceId && facts.TimeOf(one).Overlaps(facts.TimeOf(other)));
                if (warned != overlapping) return false;
            }

            return true;
        }).QuickCheckThrowOnFailure();
    }
}
