using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Judging;
using Showcase.Domain.Judging.Assigning;
using Showcase.Web.Features.Judging.Jurors;

namespace Showcase.Web.Tests.Features.Judging.Jurors;

public sealed class BidServiceTests
{
    [Fact]
    public async Task A_bid_is_kept_changed_and_taken_back()
    {
        using var jury = await Jury.SitAsync();
        var film = await jury.SentInAsync();

        await jury.Bids.BidAsync(jury.Juror, jury.Edition.Id, film.Id, Bid.Can, default);
        await jury.Bids.BidAsync(jury.Juror, jury.Edition.Id, film.Id, Bid.Want, default);
        var wanted = await ListAsync(jury, BidShow.Wanted);
        await jury.Bids.BidAsync(jury.Juror, jury.Edition.Id, film.Id, null, default);

        Assert.Equal((1, 1, Bid.Want), (wanted.All, wanted.Said, Assert.Single(wanted.Films.Rows).Bid));
        Assert.Empty((await ListAsync(jury, BidShow.Wanted)).Films.Rows);
    }

    [Fact]
    public async Task A_film_that_was_given_takes_no_bid_so_that_nobody_bids_their_way_out_of_work()
    {
        using var jury = await Jury.SitAsync();
        var (_, _, film) = await jury.GivenAsync();

        Assert.Equal(JudgingRefusals.AlreadyGiven, (await jury.Bids.BidAsync(jury.Juror, jury.Edition.Id, film.Id, Bid.RatherNot, default)).Refusal);
        Assert.True(Assert.Single((await ListAsync(jury, BidShow.All)).Films.Rows).IsGiven);
    }

    [Fact]
    public async Task Own_films_and_films_of_rounds_that_are_over_take_no_bids()
    {
        using var jury = await Jury.SitAsync();
        var own = await jury.SentInAsync("My own", jury.Juror);
        var film = await jury.SentInAsync();

        Assert.Equal(JudgingRefusals.BidsClosed, (await jury.Bids.BidAsync(jury.Juror, jury.Edition.Id, own.Id, Bid.Want, default)).Refusal);
        jury.World.Clock.Advance(TimeSpan.FromDays(14));
        Assert.Equal(JudgingRefusals.BidsClosed, (await jury.Bids.BidAsync(jury.Juror, jury.Edition.Id, film.Id, Bid.Want, default)).Refusal);
        Assert.Equal(Refusals.Forbidden, (await jury.Bids.BidAsync(jury.Artist, jury.Edition.Id, film.Id, Bid.Want, default)).Refusal);
    }

    [Fact]
    public async Task In_a_blind_round_neither_a_title_nor_a_synopsis_nor_a_search_tells_who_made_a_film()
    {
        using var jury = await Jury.SitAsync();
        await using (var db = jury.World.Store.CreateDbContext())
        {
            var round = await db.JudgingRounds.SingleAsync();
            Assert.True(round.Change(new RoundDetails(round.Name, round.OpensAt, round.ClosesAt)).Succeeded);
            await db.SaveChangesAsync();
        }

        await jury.SentInAsync("A portrait of Ada Artist");
        var queries = new JurorQueries(jury.World.Store, jury.World.Clock);

        var shown = Assert.Single((await queries.BidsAsync(jury.Juror, jury.Edition.Id, "portrait", BidShow.All, 0, default)).Films.Rows);

        Assert.DoesNotContain("Ada", shown.Title, StringComparison.Ordinal);
        Assert.Empty((await queries.BidsAsync(jury.Juror, jury.Edition.Id, "Ada Artist", BidShow.All, 0, default)).Films.Rows);
    }

    [Fact]
    public async Task A_profile_is_stated_and_a_stale_form_overwrites_nothing()
    {
        using var jury = await Jury.SitAsync();
        var statement = new JurorStatement(["de", "en"], true, 600, "FAMU", null, [new TopicWish("Shorts", Bid.Want)]);

        Assert.True((await jury.Profiles.StateAsync(jury.Juror, jury.Edition.Id, null, statement, default)).Succeeded);
        var stale = await jury.Profiles.StateAsync(jury.Juror, jury.Edition.Id, null, statement with { MostMinutes = 60 }, default);

        var view = await new JurorQueries(jury.World.Store, jury.World.Clock).ProfileAsync(jury.Juror, jury.Edition.Id, default);
        Assert.Equal(Refusals.Conflict, stale.Refusal);
        Assert.Equal(("de,en", true, 600, "FAMU"), (view.Languages, view.NeedsCaptions, view.MostMinutes, view.Organisations));
        Assert.Equal([new TopicWish("Shorts", Bid.Want)], view.Topics);
    }

    [Theory]
    [InlineData("xx-no", 600, "Judging.LanguageUnknown")]
    [InlineData("de", 5, "Common.OutOfRange")]
    public async Task What_makes_no_sense_is_refused(string language, int minutes, string code)
    {
        using var jury = await Jury.SitAsync();

        Assert.Equal(code, (await jury.Profiles.StateAsync(jury.Juror, jury.Edition.Id, null, new JurorStatement([language], false, minutes, null, null, []), default)).Refusal!.Code);
    }

    private static Task<BidList> ListAsync(Jury jury, BidShow show) => new JurorQueries(jury.World.Store, jury.World.Clock).BidsAsync(jury.Juror, jury.Edition.Id, null, show, 0, default);
}
