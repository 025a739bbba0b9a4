using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Films;
using Showcase.Domain.Grants;
using Showcase.Domain.Judging;
using Showcase.Web.Features.Judging;
using Showcase.Web.Features.Judging.Comments;
using Showcase.Web.Features.Judging.Conflicts;
using Showcase.Web.Features.Judging.Jurors;
using Showcase.Web.Security;

namespace Showcase.Web.Tests.Features.Judging.Conflicts;

public sealed class ConflictServiceTests
{
    private static readonly DecisionFilter Everything = new(null, null, null, DecisionShow.All);

    [Fact]
    public async Task A_juror_who_declares_a_conflict_is_not_given_the_film()
    {
        using var jury = await Jury.SitAsync();
        var film = await jury.SentInAsync();

        Assert.True((await jury.Conflicts.DeclareAsync(jury.Juror, jury.Edition.Id, film.Id, "My sister cut it.", default)).Succeeded);
        var given = await jury.Assignments.AssignCategoryAsync(jury.Organiser, jury.Round.Id, null, default);

        Assert.Equal((1, JudgingRefusals.Conflicted), (given.Value.Count, Assert.Single(given.Value.Refused).Reason));
    }

    [Fact]
    public async Task A_film_that_a_juror_has_already_disappears_from_the_desk_and_takes_no_score()
    {
        using var jury = await Jury.SitAsync();
        var (mine, _, film) = await jury.GivenAsync();

        await jury.Conflicts.PinAsync(jury.Organiser, jury.Edition.Id, film.Id, jury.Juror.UserId, ConflictPin.Conflict, default);

        Assert.Empty(await jury.Desk.DeskAsync(jury.Juror, jury.Edition.Id, default));
        Assert.Null(await jury.Desk.BallotAsync(jury.Juror, jury.Edition.Id, mine, default));
        Assert.Equal(JudgingRefusals.Conflicted, (await jury.Scoring.ScoreAsync(jury.Juror, mine, await jury.VersionAsync(mine), jury.Entry(9, 9), default)).Refusal);
    }

    [Fact]
    public async Task A_name_in_the_credits_is_found_when_the_credits_change_and_forgotten_when_they_change_back()
    {
        using var jury = await Jury.SitAsync();
        var editor = await NamedAsync(jury, "Zoë Novák", EditionRole.Juror);
        var film = await jury.SentInAsync();

        await CreditAsync(jury, film.FilmId, new Credit("Editor", "Novak, Zoe"));
        var found = await RowAsync(jury, film.Id, editor);
        await CreditAsync(jury, film.FilmId, new Credit("Editor", "Somebody Else"));

        Assert.Equal((ConflictClues.Credited, true), (found!.Clues, found.InForce));
        Assert.Null(await RowAsync(jury, film.Id, editor));
    }

    [Fact]
    public async Task What_was_decided_to_be_none_stays_none_when_the_credits_change_again()
    {
        using var jury = await Jury.SitAsync();
        var editor = await NamedAsync(jury, "Zoë Novák", EditionRole.Juror);
        var film = await jury.SentInAsync();
        await CreditAsync(jury, film.FilmId, new Credit("Editor", "Zoë Novák"));

        await jury.Conflicts.PinAsync(jury.Organiser, jury.Edition.Id, film.Id, editor.UserId, ConflictPin.NoConflict, default);
        await CreditAsync(jury, film.FilmId, new Credit("Editor", "Zoë Novák"), new Credit("Sound", "Zoë Novák"));

        Assert.False((await RowAsync(jury, film.Id, editor))!.InForce);
    }

    [Fact]
    public async Task A_school_that_a_juror_names_is_found_in_films_that_were_sent_in_before()
    {
        using var jury = await Jury.SitAsync();
        var film = await jury.SentInAsync();
        await CreditAsync(jury, film.FilmId, new Credit("Production", "FAMU"));

        await jury.Profiles.StateAsync(jury.Juror, jury.Edition.Id, null, new JurorStatement(["cs"], false, null, "Famu\nArte", null, []), default);

        Assert.Equal(ConflictClues.Organisation, (await RowAsync(jury, film.Id, jury.Juror))!.Clues);
    }

    [Fact]
    public async Task A_mentor_whom_a_juror_names_is_found_among_the_artists_until_the_name_is_taken_back()
    {
        using var jury = await Jury.SitAsync();
        var film = await jury.SentInAsync(artist: await jury.World.PersonAsync("Ada Artist"));

        await jury.Profiles.StateAsync(jury.Juror, jury.Edition.Id, null, new JurorStatement([], false, null, null, "Artist, Ada", []), default);
        var found = await RowAsync(jury, film.Id, jury.Juror);
        var version = (await new JurorQueries(jury.World.Store, jury.World.Clock).ProfileAsync(jury.Juror, jury.Edition.Id, default)).Version;
        await jury.Profiles.StateAsync(jury.Juror, jury.Edition.Id, version, new JurorStatement([], false, null, null, "", []), default);

        Assert.Equal((ConflictClues.Close, true), (found!.Clues, found.InForce));
        Assert.Null(await RowAsync(jury, film.Id, jury.Juror));
    }

    [Fact]
    public async Task A_tool_is_found_when_the_film_says_by_whose_it_was_made()
    {
        using var jury = await Jury.SitAsync();
        var film = await jury.SentInAsync();
        await jury.Profiles.StateAsync(jury.Juror, jury.Edition.Id, null, new JurorStatement([], false, null, "Kuaishou", null, []), default);

        await ToolAsync(jury, film.FilmId, "Kling 2.1");

        Assert.Equal(ConflictClues.ToolMaker, (await RowAsync(jury, film.Id, jury.Juror))!.Clues);
    }

    [Fact]
    public async Task A_grant_counts_between_a_juror_and_an_artist_whichever_of_them_gave_it_and_not_for_who_only_organises()
    {
        using var jury = await Jury.SitAsync();
        var (artist, other) = (await jury.World.PersonAsync("Ada Artist"), await jury.World.PersonAsync("Bo Artist"));
        var (film, others) = (await jury.SentInAsync(artist: artist), await jury.SentInAsync(artist: other));

        await GrantAsync(jury, artist, jury.Juror);
        await GrantAsync(jury, jury.Juror, other);
        await GrantAsync(jury, artist, jury.Organiser);

        Assert.Equal(ConflictClues.Grant, (await RowAsync(jury, film.Id, jury.Juror))!.Clues);
        Assert.Equal(ConflictClues.Grant, (await RowAsync(jury, others.Id, jury.Juror))!.Clues);
        Assert.Null(await RowAsync(jury, film.Id, jury.Organiser));
    }

    [Fact]
    public async Task Somebody_who_becomes_a_juror_is_compared_with_every_film()
    {
        using var jury = await Jury.SitAsync();
        var film = await jury.SentInAsync();
        await CreditAsync(jury, film.FilmId, new Credit("Editor", "Zoë Novák"));

        var late = await NamedAsync(jury, "Zoë Novák", EditionRole.Juror);

        Assert.True((await RowAsync(jury, film.Id, late))!.InForce);
    }

    [Fact]
    public async Task The_same_mail_house_counts_for_jurors_and_not_for_who_only_organises()
    {
        using var jury = await Jury.SitAsync();
        var juror = await NamedAsync(jury, "Jan Juror", EditionRole.Juror, "jan@studio.cz");
        var organiser = await NamedAsync(jury, "Olga Organiser", EditionRole.Organiser, "olga@studio.cz");

        var film = await jury.SentInAsync(artist: await jury.World.PersonAsync("Ada Artist", "ada@studio.cz"));

        Assert.Equal(ConflictClues.MailDomain, (await RowAsync(jury, film.Id, juror))!.Clues);
        Assert.Null(await RowAsync(jury, film.Id, organiser));
    }

    [Fact]
    public async Task A_conflicted_organiser_sees_neither_scores_nor_comments_nor_jurors_nor_the_decision()
    {
        using var jury = await Jury.SitAsync();
        var (mine, _, film) = await jury.GivenAsync();
        await jury.Notes.WriteAsync(jury.Juror, mine, TimeSpan.FromSeconds(42), "The cut here.", default);
        await jury.ScoreAsync(jury.Juror, mine, 9, 8);
        await jury.Decisions.StageAsync(jury.Organiser, jury.Edition.Id, [film.Id], DecisionOutcome.Selected, default);
        var other = await jury.World.MemberAsync(jury.Edition, EditionRole.Organiser);

        await jury.Conflicts.DeclareAsync(other, jury.Edition.Id, film.Id, null, default);

        Assert.Equal((0, 1), (await jury.Ranking.RankingAsync(other, jury.Edition.Id, jury.Round.Id, null, null, default)) is { } ranking ? (ranking.Rows.Count, ranking.Closed) : default);
        Assert.Empty(await jury.NotesRead.NotesOfFilmAsync(other, jury.Round.Id, film.Id, default));
        Assert.Single(await jury.NotesRead.NotesOfFilmAsync(jury.Organiser, jury.Round.Id, film.Id, default));
        Assert.Empty(await new CommentQueries(jury.World.Store).OfEntryAsync(other, jury.Edition.Id, film.Id, default));
        Assert.Single(await new CommentQueries(jury.World.Store).OfEntryAsync(jury.Organiser, jury.Edition.Id, film.Id, default));
        Assert.Empty(await jury.Ranking.ScoresOfAsync(other, jury.Edition.Id, jury.Round.Id, film.Id, default));
        Assert.Empty((await jury.Queries.FilmsAsync(other, jury.Round.Id, null, null, null, 0, default)).Rows);
        Assert.Equal((0, 1), (await jury.Deciding.DecisionsAsync(other, jury.Edition.Id, Everything, 0, default)) is { } list ? (list.Page.Total, list.Closed) : default);
        Assert.Empty((await jury.Deciding.ReviewAsync(other, jury.Edition.Id, default)).Versions);
        Assert.Single((await jury.Deciding.ReviewAsync(jury.Organiser, jury.Edition.Id, default)).Versions);
    }

    [Fact]
    public async Task A_conflicted_organiser_cannot_touch_the_case()
    {
        using var jury = await Jury.SitAsync();
        var (mine, _, film) = await jury.GivenAsync();
        await jury.Decisions.StageAsync(jury.Organiser, jury.Edition.Id, [film.Id], DecisionOutcome.Selected, default);
        var staged = (await jury.Deciding.ReviewAsync(jury.Organiser, jury.Edition.Id, default)).Versions;
        var other = await jury.World.MemberAsync(jury.Edition, EditionRole.Organiser);
        await jury.Conflicts.DeclareAsync(other, jury.Edition.Id, film.Id, null, default);

        Assert.Equal(JudgingRefusals.CaseClosed, (await jury.Decisions.StageAsync(other, jury.Edition.Id, [film.Id], DecisionOutcome.Declined, default)).Refusal);
        Assert.Equal(JudgingRefusals.CaseClosed, (await jury.Decisions.UnstageAsync(other, jury.Edition.Id, [film.Id], default)).Refusal);
        Assert.Equal(JudgingRefusals.NothingStaged, (await jury.Decisions.ApplyAsync(other, jury.Edition.Id, staged, LetterHold.AtOnce, default)).Refusal);
        Assert.Equal(JudgingRefusals.CaseClosed, (await jury.Assignments.RemoveAsync(other, jury.Round.Id, mine, default)).Refusal);
        Assert.Equal(JudgingRefusals.NothingToAssign, (await jury.Assignments.AssignCategoryAsync(other, jury.Round.Id, null, default)).Refusal);
        Assert.Equal(JudgingRefusals.CaseClosed, (await jury.Conflicts.PinAsync(other, jury.Edition.Id, film.Id, jury.Juror.UserId, ConflictPin.Conflict, default)).Refusal);
        Assert.Equal(1, (await jury.Decisions.ApplyAsync(jury.Organiser, jury.Edition.Id, staged, LetterHold.AtOnce, default)).Value.Count);
    }

    [Fact]
    public async Task An_organiser_is_shut_out_of_their_own_film_whatever_is_recorded()
    {
        using var jury = await Jury.SitAsync();
        var own = await jury.SentInAsync("My own", jury.Organiser);

        Assert.Equal(JudgingRefusals.CaseClosed, (await jury.Decisions.StageAsync(jury.Organiser, jury.Edition.Id, [own.Id], DecisionOutcome.Selected, default)).Refusal);
    }

    [Fact]
    public async Task Nobody_decides_on_their_own_conflict_and_jurors_decide_on_none()
    {
        using var jury = await Jury.SitAsync();
        var film = await jury.SentInAsync();

        Assert.Equal(JudgingRefusals.PinOwn, (await jury.Conflicts.PinAsync(jury.Organiser, jury.Edition.Id, film.Id, jury.Organiser.UserId, ConflictPin.NoConflict, default)).Refusal);
        Assert.Equal(Refusals.Forbidden, (await jury.Conflicts.PinAsync(jury.Juror, jury.Edition.Id, film.Id, jury.Other.UserId, ConflictPin.Conflict, default)).Refusal);
        Assert.Equal(Refusals.Forbidden, (await jury.Conflicts.DeclareAsync(jury.Artist, jury.Edition.Id, film.Id, null, default)).Refusal);
        Assert.Equal(JudgingRefusals.NotInEdition, (await jury.Conflicts.PinAsync(jury.Organiser, jury.Edition.Id, film.Id, jury.Artist.UserId, ConflictPin.Conflict, default)).Refusal);
    }

    [Fact]
    public async Task The_list_shows_conflicts_and_lets_no_one_change_their_own()
    {
        using var jury = await Jury.SitAsync();
        var film = await jury.SentInAsync();
        await jury.Conflicts.DeclareAsync(jury.Juror, jury.Edition.Id, film.Id, "I taught her.", default);
        var queries = new ConflictQueries(jury.World.Store);

        var row = Assert.Single((await queries.ConflictsAsync(jury.Organiser, jury.Edition.Id, "salt", 0, default)).Rows);
        await jury.Conflicts.DeclareAsync(jury.Organiser, jury.Edition.Id, film.Id, null, default);
        var rows = (await queries.ConflictsAsync(jury.Organiser, jury.Edition.Id, null, 0, default)).Rows;

        Assert.Equal(("Salt Index", "I taught her.", true, true), (row.Title, row.Reason, row.InForce, row.MayChange));
        Assert.All(rows, shut => Assert.False(shut.MayChange));
        Assert.Empty((await queries.ConflictsAsync(jury.Juror, jury.Edition.Id, null, 0, default)).Rows);
    }

    private static async Task<Actor> NamedAsync(Jury jury, string name, EditionRole role, string? email = null)
    {
        var person = await jury.World.PersonAsync(name, email);
        await jury.World.SaveAsync(new EditionMember(jury.Edition.Id, person.UserId, role));
        return person;
    }

    private static Task CreditAsync(Jury jury, Guid filmId, params Credit[] credits) => ChangeAsync(jury, filmId, details => details with { Credits = credits });

    private static Task ToolAsync(Jury jury, Guid filmId, string tool) => ChangeAsync(jury, filmId, details => details with { Tools = [new GenerationTool(tool, null)] });

    private static async Task ChangeAsync(Jury jury, Guid filmId, Func<FilmDetails, FilmDetails> change)
    {
        await using var db = jury.World.Store.CreateDbContext();
        var film = await db.Films.SingleAsync(f => f.Id == filmId);
        Assert.True(film.Change(change(film.ToDetails()), jury.World.Now).Succeeded);
        await db.SaveChangesAsync();
    }

    /// <summary>In two saves, as it comes about: asked for, then awarded.</summary>
    private static async Task GrantAsync(Jury jury, Actor artist, Actor by)
    {
        await using var db = jury.World.Store.CreateDbContext();
        var fund = Fund.Create(jury.Edition.Id, "EUR", new FundDetails($"Fund for {artist.UserId} by {by.UserId}", "", 1_000, "Spring", jury.World.Now.AddDays(-1), jury.World.Now.AddDays(30))).Value;
        var application = Application.Draft(fund, artist.UserId, jury.World.Now).Value;
        Assert.True(application.Write(new ApplicationDetails("A film", 500, "We shoot it.", [new BudgetLine("Sound", 500)])).Succeeded);
        Assert.True(application.Submit(fund, jury.World.Now).Succeeded);
        db.AddRange(fund, application);
        await db.SaveChangesAsync();
        Assert.True(fund.Award(application, 500, null, by.UserId, jury.World.Now).Succeeded);
        await db.SaveChangesAsync();
    }

    private static async Task<JurorConflict?> RowAsync(Jury jury, Guid submissionId, Actor person)
    {
        await using var db = jury.World.Store.CreateDbContext();
        return await db.JurorConflicts.SingleOrDefaultAsync(c => c.SubmissionId == submissionId && c.UserId == person.UserId);
    }
}
