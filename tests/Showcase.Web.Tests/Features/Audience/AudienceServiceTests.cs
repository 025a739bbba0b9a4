using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Audience;
using Showcase.Domain.Editions;
using Showcase.Domain.Judging;
using Showcase.Web.Features.Audience;

namespace Showcase.Web.Tests.Features.Audience;

/// <summary>Organisers turn a vote on, print codes, and let the result out when it is over.</summary>
public sealed class AudienceServiceTests
{
    [Fact]
    public async Task A_ballot_keeps_the_films_of_the_release_and_opens_ten_minutes_before_the_end()
    {
        using var hall = await Hall.OpenAsync();
        var (ballot, codes) = await hall.BallotAsync(codes: 25);

        var view = await hall.ViewAsync(ballot);

        Assert.Equal((hall.EndsAt.AddMinutes(-10), hall.EndsAt.AddMinutes(60)), (view.OpensAt, view.ClosesAt));
        Assert.Equal((25, 25, 164), (view.Codes, codes.Distinct(StringComparer.Ordinal).Count(), view.Seats));
        Assert.Equal(["Competition 1, film 1", "Competition 1, film 2"], view.Films.Select(film => film.Film.Title));
        Assert.Equal((ballot, 25), (Assert.Single(await hall.Queries.ScreeningsAsync(hall.Organiser, hall.Season.Edition.Id, default)).BallotId!.Value, (await hall.Queries.ScreeningsAsync(hall.Organiser, hall.Season.Edition.Id, default))[0].Codes));
    }

    [Fact]
    public async Task A_screening_has_one_ballot()
    {
        using var hall = await Hall.OpenAsync();
        await hall.BallotAsync();

        Assert.Equal(AudienceRefusals.BallotExists, (await hall.Service.CreateAsync(hall.Organiser, hall.Season.Edition.Id, hall.Screening, AudienceBallot.UsualFor(hall.EndsAt), default)).Refusal);
        Assert.Equal(Refusals.NotFound, (await hall.Service.CreateAsync(hall.Organiser, hall.Season.Edition.Id, Guid.CreateVersion7(), AudienceBallot.UsualFor(hall.EndsAt), default)).Refusal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    [InlineData(1_001)]
    public async Task Codes_are_made_in_sensible_numbers(int count)
    {
        using var hall = await Hall.OpenAsync();
        var (ballot, _) = await hall.BallotAsync();

        Assert.Equal("Common.OutOfRange", (await hall.Service.PrintAsync(hall.Organiser, ballot, count, default)).Refusal?.Code);
    }

    [Fact]
    public async Task There_are_not_more_codes_than_a_large_hall_needs()
    {
        using var hall = await Hall.OpenAsync();
        var (ballot, _) = await hall.BallotAsync(codes: 1_000);
        Assert.Equal(2, (await hall.Service.PrintAsync(hall.Organiser, ballot, 1_000, default)).Value);
        Assert.Equal(3, (await hall.Service.PrintAsync(hall.Organiser, ballot, 1_000, default)).Value);

        Assert.Equal(AudienceRefusals.TooManyCodes, (await hall.Service.PrintAsync(hall.Organiser, ballot, 1, default)).Refusal);
    }

    [Fact]
    public async Task The_result_is_everybodys_only_once_it_is_let_out_and_then_only_the_best()
    {
        using var hall = await Hall.OpenAsync();
        await hall.Season.PublishAsync();
        var (ballot, codes) = await hall.BallotAsync(scale: AudienceScale.Favourite);
        var films = await hall.FilmsAsync(ballot);
        for (var i = 0; i < codes.Count; i++) Assert.True((await hall.Votes.VoteAsync(codes[i], [new AudienceChoice(films[i == 0 ? 0 : 1].SubmissionId, 1)], "192.0.2.7", default)).Succeeded);
        Assert.Equal(AudienceRefusals.StillOpen, (await hall.Service.PublishAsync(hall.Organiser, ballot, default)).Refusal);
        Assert.Empty(await hall.Queries.PublishedAsync(hall.Season.Edition.Id, default));
        hall.Season.World.Clock.Advance(TimeSpan.FromMinutes(61));

        Assert.True((await hall.Service.PublishAsync(hall.Organiser, ballot, default)).Succeeded);

        var told = Assert.Single(await hall.Queries.PublishedAsync(hall.Season.Edition.Id, default));
        Assert.Equal((3, "Competition 1, film 2", 2), (told.Voters, told.Films[0].Title, told.Films[0].Votes));
        Assert.Equal(AudienceRefusals.IsOut, (await hall.Service.CancelSheetAsync(hall.Organiser, ballot, 1, default)).Refusal);
        Assert.True((await hall.Service.HideAsync(hall.Organiser, ballot, default)).Succeeded);
        Assert.Empty(await hall.Queries.PublishedAsync(hall.Season.Edition.Id, default));
    }

    [Fact]
    public async Task A_ballot_goes_only_while_nobody_has_voted()
    {
        using var hall = await Hall.OpenAsync();
        var (ballot, codes) = await hall.BallotAsync();
        var films = await hall.FilmsAsync(ballot);
        await hall.Votes.VoteAsync(codes[0], [new AudienceChoice(films[0].SubmissionId, 4)], "192.0.2.7", default);
        var view = await hall.ViewAsync(ballot);

        Assert.Equal(AudienceRefusals.HasVotes, (await hall.Service.RemoveAsync(hall.Organiser, ballot, default)).Refusal);
        Assert.Equal(AudienceRefusals.ScaleInUse, (await hall.Service.ChangeAsync(hall.Organiser, ballot, view.Version, new BallotDetails(AudienceScale.Favourite, view.OpensAt, view.ClosesAt), default)).Refusal);
        Assert.Equal(Refusals.Conflict, (await hall.Service.ChangeAsync(hall.Organiser, ballot, Guid.CreateVersion7(), new BallotDetails(AudienceScale.Stars, view.OpensAt, view.ClosesAt), default)).Refusal);
        Assert.Equal(Refusals.NotFound, (await hall.Service.CancelSheetAsync(hall.Organiser, ballot, 2, default)).Refusal);
        await hall.Service.CancelSheetAsync(hall.Organiser, ballot, 1, default);
        Assert.True((await hall.Service.RemoveAsync(hall.Organiser, ballot, default)).Succeeded);
        await using var db = hall.Season.World.Store.CreateDbContext();
        Assert.False(await db.BallotCodes.AnyAsync());
    }

    [Fact]
    public async Task Stars_of_all_screenings_make_one_standing()
    {
        using var hall = await Hall.OpenAsync(screenings: 2);
        var (first, codes) = await hall.BallotAsync();
        var films = await hall.FilmsAsync(first);
        for (var i = 0; i < 3; i++) await hall.Votes.VoteAsync(codes[i], [new AudienceChoice(films[0].SubmissionId, 5), new AudienceChoice(films[1].SubmissionId, 2)], "192.0.2.7", default);
        var (second, others) = await hall.BallotAsync(screening: 1);
        var more = await hall.FilmsAsync(second);
        await hall.Votes.VoteAsync(others[0], [new AudienceChoice(more[0].SubmissionId, 5)], "192.0.2.7", default);

        var standing = await hall.Queries.StandingsAsync(hall.Organiser, hall.Season.Edition.Id, default);

        Assert.Equal([("Competition 1, film 1", 3), ("Competition 2, film 1", 1), ("Competition 1, film 2", 3)], standing.Select(row => (row.Film.Title, row.Votes)));
    }

    [Fact]
    public async Task An_organiser_with_a_film_in_the_programme_neither_prints_nor_counts()
    {
        using var hall = await Hall.OpenAsync();
        var (ballot, _) = await hall.BallotAsync();
        var conflict = JurorConflict.Between(hall.Season.Edition.Id, (await hall.FilmsAsync(ballot))[1].SubmissionId, hall.Organiser.UserId);
        Assert.True(conflict.Declare("Mine", hall.Season.World.Now).Succeeded);
        await hall.Season.World.SaveAsync(conflict);

        Assert.Null(await hall.Queries.FindAsync(hall.Organiser, hall.Season.Edition.Id, ballot, default));
        Assert.Null(await hall.Queries.SheetAsync(hall.Organiser, hall.Season.Edition.Id, ballot, 1, default));
        Assert.Equal(AudienceRefusals.ClosedToYou, (await hall.Service.PrintAsync(hall.Organiser, ballot, 10, default)).Refusal);
        Assert.Equal(AudienceRefusals.ClosedToYou, (await hall.Service.PublishAsync(hall.Organiser, ballot, default)).Refusal);
        Assert.True(Assert.Single(await hall.Queries.ScreeningsAsync(hall.Organiser, hall.Season.Edition.Id, default)).IsClosed);
        Assert.Empty(await hall.Queries.StandingsAsync(hall.Organiser, hall.Season.Edition.Id, default));
    }

    [Fact]
    public async Task Nobody_else_turns_on_reads_or_lets_out()
    {
        using var hall = await Hall.OpenAsync();
        var (ballot, _) = await hall.BallotAsync();
        var stranger = await hall.Season.World.MemberAsync(await hall.Season.World.EditionAsync("elsewhere"), EditionRole.Organiser);
        foreach (var who in new[] { hall.Season.Curator, stranger, await hall.Season.World.PersonAsync() })
        {
            Assert.Equal(Refusals.Forbidden, (await hall.Service.CreateAsync(who, hall.Season.Edition.Id, hall.Screening, AudienceBallot.UsualFor(hall.EndsAt), default)).Refusal);
            Assert.Equal(Refusals.NotFound, (await hall.Service.PrintAsync(who, ballot, 10, default)).Refusal);
            Assert.Equal(Refusals.NotFound, (await hall.Service.CancelSheetAsync(who, ballot, 1, default)).Refusal);
            Assert.Equal(Refusals.NotFound, (await hall.Service.PublishAsync(who, ballot, default)).Refusal);
            Assert.Equal(Refusals.NotFound, (await hall.Service.HideAsync(who, ballot, default)).Refusal);
            Assert.Equal(Refusals.NotFound, (await hall.Service.RemoveAsync(who, ballot, default)).Refusal);
            Assert.Empty(await hall.Queries.ScreeningsAsync(who, hall.Season.Edition.Id, default));
            Assert.Empty(await hall.Queries.StandingsAsync(who, hall.Season.Edition.Id, default));
            Assert.Null(await hall.Queries.FindAsync(who, hall.Season.Edition.Id, ballot, default));
            Assert.Null(await hall.Queries.SheetAsync(who, hall.Season.Edition.Id, ballot, 1, default));
        }
    }
}
