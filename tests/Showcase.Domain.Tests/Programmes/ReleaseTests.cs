using Showcase.Domain.Programmes;

namespace Showcase.Domain.Tests.Programmes;

public sealed class ReleaseTests
{
    private static readonly DateTimeOffset Now = House.At(1, 12);

    private readonly House house = new();

    [Fact]
    public void An_empty_schedule_is_not_released()
    {
        Assert.Equal(ProgrammeRefusals.NothingToRelease, house.Schedule.Release("Version 1", ReleaseContent.Nothing, null, Guid.CreateVersion7(), Now).Refusal);
    }

    [Fact]
    public void A_release_says_nothing_of_programmes_that_are_not_on_the_schedule()
    {
        var screening = house.Place(house.Hour, house.First, House.At(16, 19)).Screening;

        var release = house.Schedule.Release("Version 1", Content(screening), null, Guid.CreateVersion7(), Now).Value;

        Assert.Equal([house.Hour], release.Content.Programmes.Select(programme => programme.Id));
        Assert.Equal([house.First], release.Content.Spaces.Select(space => space.Id));
        Assert.Equal(1, release.Number);
    }

    [Fact]
    public void The_same_again_is_refused_and_a_move_is_told_as_one()
    {
        var screening = house.Place(house.Hour, house.First, House.At(16, 19)).Screening;
        var first = house.Schedule.Release("Version 1", Content(screening), null, Guid.CreateVersion7(), Now).Value;

        Assert.Equal(ProgrammeRefusals.NothingChanged, house.Schedule.Release("Version 2", Content(screening), first.Content, Guid.CreateVersion7(), Now).Refusal);
        _ = house.Schedule.Move(screening.Id, house.First, House.At(16, 20), house.Facts);

        Assert.Equal([new ReleaseChange(ReleaseChangeKind.Moved, screening.Id, "Competition 1")], ReleaseChanges.Between(first.Content, Content(screening)));
        Assert.Equal(2, house.Schedule.Release("Version 2", Content(screening), first.Content, Guid.CreateVersion7(), Now).Value.Number);
    }

    private ReleaseContent Content(Screening screening) => new(
        [new(house.First, "Village", "", "Screen 1", SpaceKind.Screen, 100), new(house.Second, "Village", "", "Screen 2", SpaceKind.Screen, 50)],
        [.. house.Facts.Programmes.Select(p => new ReleasedProgramme(p.Key, p.Value.Name, "", TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, p.Value.Length, []))],
        [new(screening.Id, screening.ProgrammeId, screening.SpaceId, screening.StartsAt, screening.StartsAt + TimeSpan.FromHours(1))],
        []);
}
