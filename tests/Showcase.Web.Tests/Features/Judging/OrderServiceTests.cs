using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Judging;
using Showcase.Web.Security;

namespace Showcase.Web.Tests.Features.Judging;

public sealed class OrderServiceTests
{
    [Fact]
    public async Task Orders_that_were_handed_in_make_the_ranking_together_and_drafts_do_not()
    {
        using var jury = await RankedAsync();
        var (a, b, c) = (await jury.GivenAsync("A"), await jury.GivenAsync("B"), await jury.GivenAsync("C"));
        await SaveAsync(jury, jury.Juror, handIn: true, (b.Submission.Id, 1), (a.Submission.Id, 2), (c.Submission.Id, 4));
        var draft = await jury.Orders.SaveAsync(jury.Other, jury.Round.Id, null, [new PlacedFilm(c.Submission.Id, 1)], handIn: false, default);
        Assert.True(draft.Succeeded);

        Assert.Equal([("B", 1, 1), ("A", 2, 1), ("C", 3, 1)], await RowsAsync(jury));
        await jury.Orders.SaveAsync(jury.Other, jury.Round.Id, draft.Value, [new PlacedFilm(c.Submission.Id, 1), new PlacedFilm(a.Submission.Id, 1), new PlacedFilm(b.Submission.Id, 2)], handIn: true, default);

        // B against A and C is one to one, C against A is one win for A: B is beaten by none, C by A.
        Assert.Equal([("A", 1, 2), ("B", 1, 2), ("C", 3, 2)], (await RowsAsync(jury)).OrderBy(row => row.Position).ThenBy(row => row.Title));
    }

    [Fact]
    public async Task Films_of_others_films_twice_and_a_late_order_are_refused()
    {
        using var jury = await RankedAsync();
        var given = await jury.GivenAsync();
        var notMine = await jury.SentInAsync("Not given to anybody");

        Assert.Equal(JudgingRefusals.NotYoursToPlace, (await jury.Orders.SaveAsync(jury.Juror, jury.Round.Id, null, [new PlacedFilm(notMine.Id, 1)], false, default)).Refusal);
        Assert.Equal(JudgingRefusals.PlacedTwice, (await jury.Orders.SaveAsync(jury.Juror, jury.Round.Id, null, [new PlacedFilm(given.Submission.Id, 1), new PlacedFilm(given.Submission.Id, 2)], false, default)).Refusal);
        Assert.Equal(JudgingRefusals.NothingPlaced, (await jury.Orders.SaveAsync(jury.Juror, jury.Round.Id, null, [], true, default)).Refusal);
        Assert.Equal(Refusals.NotFound, (await jury.Orders.SaveAsync(jury.Organiser, jury.Round.Id, null, [], false, default)).Refusal);
        jury.World.Clock.Advance(TimeSpan.FromDays(14));
        Assert.Equal(JudgingRefusals.WindowClosed, (await jury.Orders.SaveAsync(jury.Juror, jury.Round.Id, null, [new PlacedFilm(given.Submission.Id, 1)], true, default)).Refusal);
    }

    [Fact]
    public async Task Of_two_tabs_the_one_that_is_behind_is_told_and_changes_nothing()
    {
        using var jury = await RankedAsync();
        var (a, b) = (await jury.GivenAsync("A"), await jury.GivenAsync("B"));
        await SaveAsync(jury, jury.Juror, handIn: false, (a.Submission.Id, 1), (b.Submission.Id, 2));

        var behind = await jury.Orders.SaveAsync(jury.Juror, jury.Round.Id, null, [new PlacedFilm(b.Submission.Id, 1)], false, default);

        Assert.Equal(JudgingRefusals.OrderChanged, behind.Refusal);
        Assert.Equal([1, 2], (await jury.OrdersRead.OrderAsync(jury.Juror, jury.Edition.Id, jury.Round.Id, default))!.Placed.Select(place => place.Rank));
    }

    [Fact]
    public async Task A_recusal_takes_the_film_out_of_the_jurors_order()
    {
        using var jury = await RankedAsync();
        var (a, b) = (await jury.GivenAsync("A"), await jury.GivenAsync("B"));
        await SaveAsync(jury, jury.Juror, handIn: true, (a.Submission.Id, 1), (b.Submission.Id, 2));

        await jury.Scoring.RecuseAsync(jury.Juror, a.Mine, "A friend", default);

        Assert.Equal([("B", 1, 1), ("A", null, 0)], await RowsAsync(jury));
        Assert.Equal([b.Submission.Id], (await jury.OrdersRead.OrderAsync(jury.Juror, jury.Edition.Id, jury.Round.Id, default))!.Placed.Select(place => place.SubmissionId));
    }

    [Fact]
    public async Task A_juror_who_left_the_panel_sees_and_saves_no_order_and_what_they_handed_in_counts()
    {
        using var jury = await RankedAsync();
        var a = await jury.GivenAsync("A");
        await SaveAsync(jury, jury.Juror, handIn: true, (a.Submission.Id, 1));
        Assert.True((await jury.Rounds.RemoveJurorAsync(jury.Organiser, jury.Round.Id, await jury.RoundVersionAsync(), jury.Juror.UserId, default)).Succeeded);

        Assert.Equal(Refusals.NotFound, (await jury.Orders.SaveAsync(jury.Juror, jury.Round.Id, null, [], false, default)).Refusal);
        Assert.Null(await jury.OrdersRead.OrderAsync(jury.Juror, jury.Edition.Id, jury.Round.Id, default));
        Assert.Equal([("A", 1, 1)], await RowsAsync(jury));
    }

    private static async Task<Jury> RankedAsync()
    {
        var jury = await Jury.SitAsync();
        Assert.True((await jury.RuleAsync(RoundRules.Usual with { Mode = RoundMode.Ranking })).Succeeded);
        return jury;
    }

    private static async Task SaveAsync(Jury jury, Actor juror, bool handIn, params (Guid Film, int Rank)[] order)
    {
        var saved = await jury.Orders.SaveAsync(juror, jury.Round.Id, null, [.. order.Select(place => new PlacedFilm(place.Film, place.Rank))], handIn, default);
        Assert.True(saved.Succeeded, saved.Refusal?.ToString());
    }

    private static async Task<List<(string Title, int? Position, int Count)>> RowsAsync(Jury jury) =>
        [.. (await jury.Ranking.RankingAsync(jury.Organiser, jury.Edition.Id, jury.Round.Id, null, null, default))!.Rows.Select(row => (row.Title, row.Position, row.Count))];
}
