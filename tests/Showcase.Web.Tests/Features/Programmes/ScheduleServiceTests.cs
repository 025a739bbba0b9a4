using Showcase.Domain.Editions;
using Showcase.Domain.Programmes;

namespace Showcase.Web.Tests.Features.Programmes;

public sealed class ScheduleServiceTests
{
    [Fact]
    public async Task A_screening_stays_where_it_was_put()
    {
        using var season = await Season.BeginAsync();
        var programme = await season.ProgrammeAsync();

        var placed = await season.PlaceAsync(programme, 19, 30);

        var screening = Assert.Single((await season.BoardAsync()).Content.Screenings);
        Assert.Empty(placed.Value.Warnings);
        Assert.Equal((programme, season.Screen, Season.At(19, 30)), (screening.ProgrammeId, screening.SpaceId, screening.StartsAt));
        Assert.Equal(Season.At(19, 30) + new TimeSpan(0, 8, 28), screening.EndsAt);
    }

    [Fact]
    public async Task Of_two_curators_who_drag_the_same_state_the_second_is_told()
    {
        using var season = await Season.BeginAsync();
        var screening = (await season.PlaceAsync(await season.ProgrammeAsync(), 19)).Value.Screening;
        var seenByBoth = (await season.BoardAsync()).Version;

        var first = await season.Schedule.MoveAsync(season.Curator, season.Edition.Id, seenByBoth, screening.Id, season.Screen, Season.At(20), CancellationToken.None);
        var second = await season.Schedule.MoveAsync(season.Curator, season.Edition.Id, seenByBoth, screening.Id, season.Screen, Season.At(21), CancellationToken.None);

        Assert.True(first.Succeeded);
        Assert.Equal(Refusals.Conflict, second.Refusal);
        Assert.Equal(Season.At(20), (await season.BoardAsync()).Content.Screenings[0].StartsAt);
    }

    [Fact]
    public async Task Two_curators_who_both_begin_a_schedule_make_one()
    {
        using var season = await Season.BeginAsync();
        var programme = await season.ProgrammeAsync();

        var both = await Task.WhenAll(Enumerable.Range(0, 2).Select(hour =>
            season.Schedule.PlaceAsync(season.Curator, season.Edition.Id, null, programme, season.Screen, Season.At(12 + (hour * 5)), CancellationToken.None)));

        Assert.Single(both, result => result.Succeeded);
        Assert.Single(both, result => result.Refusal == Refusals.Conflict);
        Assert.Single((await season.BoardAsync()).Content.Screenings);
    }

    [Theory]
    [InlineData(EditionRole.Organiser)]
    [InlineData(EditionRole.Juror)]
    public async Task Who_is_no_curator_changes_and_sees_nothing(EditionRole role)
    {
        using var season = await Season.BeginAsync();
        var programme = await season.ProgrammeAsync();
        var other = await season.World.MemberAsync(season.Edition, role);

        var placed = await season.Schedule.PlaceAsync(other, season.Edition.Id, null, programme, season.Screen, Season.At(19), CancellationToken.None);

        Assert.Equal(Refusals.Forbidden, placed.Refusal);
        Assert.Null(await season.ScheduleQueries.BoardAsync(other, season.Edition.Id, CancellationToken.None));
        Assert.Null(await season.ProgrammeQueries.FindAsync(other, season.Edition.Id, programme, CancellationToken.None));
        Assert.Empty(await season.VenueQueries.ListAsync(other, season.Edition.Id, CancellationToken.None));
    }

    [Fact]
    public async Task A_programme_of_another_edition_is_not_found()
    {
        using var season = await Season.BeginAsync();
        var elsewhere = await season.World.EditionAsync("elsewhere");
        var theirs = Programme.Create(elsewhere.Id, new ProgrammeDetails("Theirs", null, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero)).Value;
        await season.World.SaveAsync(theirs);

        var placed = await season.PlaceAsync(theirs.Id, 19);

        Assert.Equal(Refusals.NotFound, placed.Refusal);
        Assert.Equal(Refusals.Forbidden, (await season.Programmes.RemoveAsync(season.Curator, theirs.Id, theirs.Version, CancellationToken.None)).Refusal);
    }

    [Fact]
    public async Task A_space_or_programme_on_the_schedule_is_not_removed_under_it()
    {
        using var season = await Season.BeginAsync();
        var programme = await season.ProgrammeAsync();
        await season.PlaceAsync(programme, 19);
        var venue = (await season.VenueQueries.ListAsync(season.Curator, season.Edition.Id, CancellationToken.None))[0];
        var sheet = await season.ProgrammeQueries.FindAsync(season.Curator, season.Edition.Id, programme, CancellationToken.None);

        Assert.Equal(ProgrammeRefusals.SpaceInUse, (await season.Venues.RemoveSpaceAsync(season.Curator, venue.Id, venue.Version, season.Screen, CancellationToken.None)).Refusal);
        Assert.Equal(ProgrammeRefusals.ProgrammeScheduled, (await season.Programmes.RemoveAsync(season.Curator, programme, sheet!.Version, CancellationToken.None)).Refusal);
    }

    [Fact]
    public async Task A_venue_is_changed_by_one_at_a_time_and_named_once()
    {
        using var season = await Season.BeginAsync();
        var venue = (await season.VenueQueries.ListAsync(season.Curator, season.Edition.Id, CancellationToken.None))[0];
        var space = new SpaceDetails("Screen 2", SpaceKind.Screen, 50, TimeSpan.Zero, new Hours(new TimeOnly(9, 0), new TimeOnly(23, 0)));

        Assert.True((await season.Venues.AddSpaceAsync(season.Curator, venue.Id, venue.Version, space, CancellationToken.None)).Succeeded);
        Assert.Equal(Refusals.Conflict, (await season.Venues.AddSpaceAsync(season.Curator, venue.Id, venue.Version, space, CancellationToken.None)).Refusal);
        Assert.Equal("Programmes.VenueNameTaken", (await season.Venues.CreateAsync(season.Curator, season.Edition.Id, "Cinema Village", null, CancellationToken.None)).Refusal?.Code);
    }
}
