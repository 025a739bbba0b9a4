using Showcase.Domain.Editions;
using Showcase.Domain.Judging;
using Showcase.Domain.Prizes;
using Showcase.Domain.Submissions;
using Microsoft.EntityFrameworkCore;

namespace Showcase.Web.Tests.Features.Prizes;

public sealed class PrizeServiceTests
{
    [Fact]
    public async Task Nobody_outside_knows_before_the_time_that_was_set()
    {
        using var stage = await Stage.SetAsync();
        await stage.GiveAsync();
        await stage.PublishAsync(stage.Jury.World.Now.AddHours(2));

        Assert.True((await stage.Public.OfEditionAsync(stage.EditionId, default)).IsEmpty);
        Assert.Empty(await stage.Public.OfFilmAsync(stage.EditionId, stage.Winner.FilmId, default));
        Assert.Equal(["Official Selection"], (await stage.Laurels.MineAsync(stage.Artist, stage.Winner.Id, default)).Select(laurel => laurel.Name));

        stage.Jury.World.Clock.Advance(TimeSpan.FromHours(2));

        var prize = Assert.Single((await stage.Public.OfEditionAsync(stage.EditionId, default)).Prizes);
        Assert.Equal(("Grand Prix", "2,500 euros", "For its salt.", "Salt Index"), (prize.Name, prize.Amount, prize.Statement, Assert.Single(prize.Films).Title));
        Assert.Equal("Grand Prix", Assert.Single(await stage.Public.OfFilmAsync(stage.EditionId, stage.Winner.FilmId, default)).Name);
        Assert.Empty(await stage.Public.OfFilmAsync(stage.EditionId, stage.Other.FilmId, default));
        Assert.Equal(["Official Selection", "Grand Prix"], (await stage.Laurels.MineAsync(stage.Artist, stage.Winner.Id, default)).Select(laurel => laurel.Name));
    }

    [Fact]
    public async Task A_film_that_leaves_the_festival_leaves_the_list_and_has_no_laurels()
    {
        using var stage = await Stage.SetAsync();
        await stage.GiveAsync();
        await stage.PublishAsync(stage.Jury.World.Now);
        await using (var db = stage.Jury.World.Store.CreateDbContext())
        {
            Assert.True((await db.Submissions.SingleAsync(s => s.Id == stage.Winner.Id)).Withdraw(stage.Jury.World.Now).Succeeded);
            await db.SaveChangesAsync();
        }

        Assert.Empty((await stage.Public.OfEditionAsync(stage.EditionId, default)).Prizes);
        Assert.Empty(await stage.Laurels.MineAsync(stage.Artist, stage.Winner.Id, default));
        Assert.Null(await stage.Laurels.FindAsync(stage.Artist, stage.Winner.Id, stage.PrizeId, default));
    }

    [Fact]
    public async Task The_selection_is_public_from_its_own_time_and_only_what_has_its_letter()
    {
        using var stage = await Stage.SetAsync();
        var waits = await stage.Jury.SentInAsync("Waits");
        await stage.Jury.StageAsync(waits, DecisionOutcome.Selected);
        await stage.Jury.ApplyAsync(LetterHold.UntilReleased);
        var opens = stage.Jury.World.Now.AddDays(1);
        await stage.Service.WriteLaurelsAsync(stage.Organiser, stage.EditionId, null, "Berlin Shorts", "2026", "Official Selection", opens, default);

        Assert.Null((await stage.Public.OfEditionAsync(stage.EditionId, default)).Selection);
        Assert.Equal(opens, Assert.Single(await stage.Laurels.MineAsync(stage.Artist, stage.Winner.Id, default)).PublicFrom);
        Assert.Empty(await stage.Laurels.MineAsync(stage.Artist, waits.Id, default));
        Assert.Null(await stage.Laurels.FindAsync(stage.Artist, waits.Id, null, default));

        stage.Jury.World.Clock.Advance(TimeSpan.FromDays(1));
        var category = Assert.Single((await stage.Public.OfEditionAsync(stage.EditionId, default)).Selection!.Categories);
        Assert.Equal(["Salt Index", "Second"], category.Films.Select(film => film.Title));
    }

    [Fact]
    public async Task Nothing_of_a_hidden_edition_is_public()
    {
        using var stage = await Stage.SetAsync();
        await stage.GiveAsync();
        await stage.PublishAsync(stage.Jury.World.Now);
        await using (var db = stage.Jury.World.Store.CreateDbContext())
        {
            (await db.Editions.SingleAsync(edition => edition.Id == stage.EditionId)).Hide();
            await db.SaveChangesAsync();
        }

        Assert.True((await stage.Public.OfEditionAsync(stage.EditionId, default)).IsEmpty);
        Assert.Empty(await stage.Public.OfFilmAsync(stage.EditionId, stage.Winner.FilmId, default));
    }

    [Fact]
    public async Task Only_organisers_give_prizes_and_not_to_films_that_are_closed_to_them()
    {
        using var stage = await Stage.SetAsync();
        var version = (await stage.ReadAsync()).Version;
        var other = await stage.Jury.World.MemberAsync(stage.Jury.Edition, EditionRole.Organiser);
        await stage.Jury.Conflicts.DeclareAsync(other, stage.EditionId, stage.Winner.Id, null, default);

        foreach (var who in new[] { stage.Artist, stage.Jury.Juror })
        {
            Assert.Equal(Refusals.Forbidden, (await stage.Service.CreateAsync(who, stage.EditionId, new PrizeDetails("Mine"), default)).Refusal);
            Assert.Equal(Refusals.NotFound, (await stage.Service.GiveAsync(who, stage.PrizeId, version, stage.Winner.Id, default)).Refusal);
            Assert.Equal(Refusals.NotFound, (await stage.Service.PublishAsync(who, stage.PrizeId, version, stage.Jury.World.Now, default)).Refusal);
            Assert.Equal(Refusals.NotFound, (await stage.Service.DeleteAsync(who, stage.PrizeId, version, default)).Refusal);
            Assert.Equal(Refusals.Forbidden, (await stage.Service.WriteLaurelsAsync(who, stage.EditionId, null, "A", "", "B", null, default)).Refusal);
            Assert.Null(await stage.Queries.BoardAsync(who, stage.EditionId, default));
        }

        Assert.Equal(JudgingRefusals.CaseClosed, (await stage.Service.GiveAsync(other, stage.PrizeId, version, stage.Winner.Id, default)).Refusal);
        await stage.GiveAsync();
        var board = await stage.Queries.BoardAsync(other, stage.EditionId, default);
        Assert.Null(Assert.Single(Assert.Single(board!.Prizes).Films).Title);
        Assert.Equal(["Second"], board.Films.Select(film => film.Title));
        Assert.Equal(JudgingRefusals.CaseClosed, (await stage.Service.TakeBackAsync(other, stage.PrizeId, (await stage.ReadAsync()).Version, stage.Winner.Id, default)).Refusal);
    }

    [Fact]
    public async Task Of_two_organisers_the_second_is_told_and_names_are_unique()
    {
        using var stage = await Stage.SetAsync();
        var version = (await stage.ReadAsync()).Version;
        await stage.GiveAsync();

        Assert.Equal(Refusals.Conflict, (await stage.Service.ChangeAsync(stage.Organiser, stage.PrizeId, version, new PrizeDetails("Late"), default)).Refusal);
        Assert.Equal(PrizeRefusals.NameTaken, (await stage.Service.CreateAsync(stage.Organiser, stage.EditionId, new PrizeDetails("Grand Prix"), default)).Refusal);
        Assert.Equal(PrizeRefusals.HasWinners, (await stage.Service.DeleteAsync(stage.Organiser, stage.PrizeId, (await stage.ReadAsync()).Version, default)).Refusal);
        Assert.Equal(PrizeRefusals.CategoryUnknown, (await stage.Service.CreateAsync(stage.Organiser, stage.EditionId, new PrizeDetails("Odd", Guid.CreateVersion7()), default)).Refusal);
    }

    [Fact]
    public async Task Names_that_laurels_cannot_draw_are_refused_unless_there_are_other_words_for_them()
    {
        using var stage = await Stage.SetAsync();

        Assert.Equal(PrizeRefusals.NotDrawn("大賞"), (await stage.Service.CreateAsync(stage.Organiser, stage.EditionId, new PrizeDetails("大賞"), default)).Refusal);
        Assert.True((await stage.Service.CreateAsync(stage.Organiser, stage.EditionId, new PrizeDetails("大賞", LaurelName: "Taishō"), default)).Succeeded);
        Assert.Equal("Prizes.NotDrawn", (await stage.Service.WriteLaurelsAsync(stage.Organiser, stage.EditionId, null, "Фестиваль", "2026", "Selection", null, default)).Refusal?.Code);
    }

    [Fact]
    public async Task Laurels_are_the_filmmakers_and_the_organisers_and_nobody_elses()
    {
        using var stage = await Stage.SetAsync();
        await stage.GiveAsync();
        var coAuthor = await stage.Jury.World.PersonAsync("Co");
        await stage.Jury.World.LetInAsync(stage.Winner.FilmId, coAuthor, Showcase.Domain.Films.CoAuthorRole.View);
        var closed = await stage.Jury.World.MemberAsync(stage.Jury.Edition, EditionRole.Organiser);
        await stage.Jury.Conflicts.DeclareAsync(closed, stage.EditionId, stage.Winner.Id, null, default);

        // Before it is public: the organisers.
        Assert.Equal(("Grand Prix", "Berlin Shorts", "2026"), (await stage.Laurels.FindAsync(stage.Organiser, stage.Winner.Id, stage.PrizeId, default))!.Text is { } text ? (text.Award, text.Festival, text.Year) : default);
        foreach (var who in new[] { stage.Artist, coAuthor, stage.Rival, stage.Jury.Juror, closed }) Assert.Null(await stage.Laurels.FindAsync(who, stage.Winner.Id, stage.PrizeId, default));

        await stage.PublishAsync(stage.Jury.World.Now);
        foreach (var who in new[] { stage.Artist, coAuthor, stage.Organiser }) Assert.NotNull(await stage.Laurels.FindAsync(who, stage.Winner.Id, stage.PrizeId, default));
        foreach (var who in new[] { stage.Rival, stage.Jury.Juror, closed }) Assert.Null(await stage.Laurels.FindAsync(who, stage.Winner.Id, stage.PrizeId, default));

        // Another film has not won, and a made-up prize is none.
        Assert.Null(await stage.Laurels.FindAsync(stage.Rival, stage.Other.Id, stage.PrizeId, default));
        Assert.Null(await stage.Laurels.FindAsync(stage.Artist, stage.Winner.Id, Guid.CreateVersion7(), default));
        Assert.NotNull(await stage.Laurels.FindAsync(stage.Rival, stage.Other.Id, null, default));
        Assert.Null(await stage.Laurels.FindAsync(stage.Artist, stage.Other.Id, null, default));
    }
}
