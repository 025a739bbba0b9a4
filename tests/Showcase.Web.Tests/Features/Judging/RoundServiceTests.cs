using Showcase.Domain.Judging;

namespace Showcase.Web.Tests.Features.Judging;

public sealed class RoundServiceTests
{
    [Fact]
    public async Task An_organiser_sets_a_round_up_and_jurors_cannot()
    {
        using var jury = await Jury.SitAsync();
        var details = new RoundDetails("Final", jury.World.Now, jury.World.Now.AddDays(3));

        Assert.True((await jury.Rounds.CreateAsync(jury.Organiser, jury.Edition.Id, details, default)).Succeeded);
        Assert.Equal(Refusals.Forbidden, (await jury.Rounds.CreateAsync(jury.Juror, jury.Edition.Id, details, default)).Refusal);
        Assert.Equal(Refusals.NotFound, (await jury.Rounds.ChangeAsync(jury.Juror, jury.Round.Id, jury.Round.Version, details, default)).Refusal);
        Assert.Equal(["Final", "First round"], (await jury.Queries.RoundsAsync(jury.Organiser, jury.Edition.Id, default)).Select(round => round.Name).Order(StringComparer.Ordinal));
        Assert.Empty(await jury.Queries.RoundsAsync(jury.Juror, jury.Edition.Id, default));
    }

    [Fact]
    public async Task A_form_that_was_loaded_before_somebody_elses_change_is_refused()
    {
        using var jury = await Jury.SitAsync();
        await jury.Rounds.AddCriterionAsync(jury.Organiser, jury.Round.Id, jury.Round.Version, new CriterionDetails("Sound", null, 2), default);

        var stale = await jury.Rounds.AddCriterionAsync(jury.Organiser, jury.Round.Id, jury.Round.Version, new CriterionDetails("Sound", null, 2), default);

        Assert.Equal(Refusals.Conflict, stale.Refusal);
        Assert.Equal(3, (await jury.Queries.RoundAsync(jury.Organiser, jury.Edition.Id, jury.Round.Id, default))!.Criteria.Count);
    }

    [Fact]
    public async Task Criteria_stay_once_a_score_was_handed_in_and_their_weights_move_the_ranking()
    {
        using var jury = await Jury.SitAsync();
        var (mine, _, _) = await jury.GivenAsync();
        await jury.ScoreAsync(jury.Juror, mine, 8, 6);
        var criterion = jury.Round.Criteria[0];

        Assert.Equal(JudgingRefusals.ScoringBegan, (await jury.Rounds.AddCriterionAsync(jury.Organiser, jury.Round.Id, jury.Round.Version, new CriterionDetails("Sound", null, 2), default)).Refusal);
        Assert.Equal(JudgingRefusals.ScoringBegan, (await jury.Rounds.RemoveCriterionAsync(jury.Organiser, jury.Round.Id, jury.Round.Version, criterion.Id, default)).Refusal);
        Assert.True((await jury.Rounds.ChangeCriterionAsync(jury.Organiser, jury.Round.Id, jury.Round.Version, criterion.Id, new CriterionDetails("Vision", null, 1), default)).Succeeded);
        Assert.Equal(7, Assert.Single((await jury.Ranking.RankingAsync(jury.Organiser, jury.Edition.Id, jury.Round.Id, null, null, default))!.Rows).Mean);
    }

    [Fact]
    public async Task Only_jurors_of_the_edition_join_a_panel()
    {
        using var jury = await Jury.SitAsync();

        Assert.Equal(JudgingRefusals.NotAJuror, (await jury.Rounds.AddJurorAsync(jury.Organiser, jury.Round.Id, jury.Round.Version, jury.Artist.UserId, default)).Refusal);
    }

    [Fact]
    public async Task The_round_shows_how_far_each_juror_is_and_its_films()
    {
        using var jury = await Jury.SitAsync();
        var (mine, theirs, _) = await jury.GivenAsync("Aal");
        await jury.GivenAsync("Zug");
        await jury.ScoreAsync(jury.Juror, mine, 8, 6);
        await jury.Scoring.RecuseAsync(jury.Other, theirs, "A friend", default);

        var round = await jury.Queries.RoundAsync(jury.Organiser, jury.Edition.Id, jury.Round.Id, default);
        var films = await jury.Queries.FilmsAsync(jury.Organiser, jury.Round.Id, null, null, "aal", 0, default);

        Assert.Equal((2, 1, 0, 1), round!.Panel.Where(row => row.UserId == jury.Juror.UserId).Select(row => (row.Assigned, row.Scored, row.Recused, row.Open)).Single());
        Assert.Equal((2, 0, 1, 1), round.Panel.Where(row => row.UserId == jury.Other.UserId).Select(row => (row.Assigned, row.Scored, row.Recused, row.Open)).Single());
        Assert.Equal(["Aal"], films.Rows.Select(film => film.Title));
        Assert.Empty((await jury.Queries.FilmsAsync(jury.Juror, jury.Round.Id, null, null, null, 0, default)).Rows);
    }
}
