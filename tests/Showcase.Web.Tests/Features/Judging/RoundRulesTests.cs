using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Judging;
using Showcase.Domain.Submissions;
using Showcase.Web.Features.Judging;
using Showcase.Web.Security;

namespace Showcase.Web.Tests.Features.Judging;

/// <summary>Which films a round takes, what it asks, and what may not change once jurors have begun.</summary>
public sealed class RoundRulesTests
{
    [Fact]
    public async Task A_scale_stays_once_a_juror_has_answered_and_nothing_is_lost()
    {
        using var jury = await Jury.SitAsync();
        var (mine, _, _) = await jury.GivenAsync();
        await jury.Scoring.SaveDraftAsync(jury.Juror, mine, await jury.VersionAsync(mine), new ScorecardEntry([new Mark(jury.Round.Criteria[0].Id, 8)], null, null), default);

        var changed = await jury.Rounds.ChangeCriterionAsync(
            jury.Organiser, jury.Round.Id, jury.Round.Version, jury.Round.Criteria[0].Id, new CriterionDetails("Vision", null, 3) { Scale = new Scale(1, 5, 1) }, default);
        var untouched = await jury.Rounds.ChangeCriterionAsync(
            jury.Organiser, jury.Round.Id, jury.Round.Version, jury.Round.Criteria[1].Id, new CriterionDetails("Craft", null, 1) { Scale = new Scale(1, 5, 1) }, default);

        Assert.Equal(JudgingRefusals.CriterionInUse, changed.Refusal);
        Assert.True(untouched.Succeeded);
        Assert.Equal([8m], (await jury.Desk.BallotAsync(jury.Juror, jury.Edition.Id, mine, default))!.Marks.Values);
    }

    [Fact]
    public async Task The_way_of_judging_stays_once_a_juror_has_begun()
    {
        using var jury = await Jury.SitAsync();
        Assert.True((await jury.RuleAsync(RoundRules.Usual with { Mode = RoundMode.PassMaybeFail })).Succeeded);
        Assert.True((await jury.RuleAsync(RoundRules.Usual)).Succeeded);
        var (mine, _, _) = await jury.GivenAsync();
        await jury.ScoreAsync(jury.Juror, mine, 8, 6);

        Assert.Equal(JudgingRefusals.ModeInUse, (await jury.RuleAsync(RoundRules.Usual with { Mode = RoundMode.PassMaybeFail })).Refusal);
        Assert.Equal(JudgingRefusals.ScoringBegan, (await jury.RuleAsync(RoundRules.Usual with { AsksRecommendation = true })).Refusal);
        Assert.True((await jury.RuleAsync(RoundRules.Usual with { Visibility = new PanelVisibility(ScoresShown.Always, true, true) })).Succeeded);
        Assert.Equal(Refusals.NotFound, (await jury.Rounds.SetRulesAsync(jury.Juror, jury.Round.Id, await jury.RoundVersionAsync(), RoundRules.Usual, default)).Refusal);
    }

    [Fact]
    public async Task A_round_takes_the_films_of_its_filter_and_keeps_those_that_were_given()
    {
        using var jury = await Jury.SitAsync();
        var (tagged, plain) = (await jury.SentInAsync("Tagged"), await jury.SentInAsync("Plain"));
        await jury.World.SaveAsync(SubmissionTag.Create(tagged, "night").Value);
        var filter = FilmFilter.All with { Tags = ["night"], Categories = [jury.Call.Categories[0].Id], States = [SubmissionState.Submitted] };

        Assert.Equal((2, 1), ((await jury.Queries.CountFilmsAsync(jury.Organiser, jury.Edition.Id, FilmFilter.All, default)).Count, (await jury.Queries.CountFilmsAsync(jury.Organiser, jury.Edition.Id, filter, default)).Count));
        Assert.Equal(0, (await jury.Queries.CountFilmsAsync(jury.Juror, jury.Edition.Id, FilmFilter.All, default)).Count);
        Assert.True((await jury.RuleAsync(RoundRules.Usual with { Films = filter })).Succeeded);
        Assert.Equal(JudgingRefusals.NothingToAssign, (await jury.Assignments.AssignAsync(jury.Organiser, jury.Round.Id, [plain.Id], [jury.Juror.UserId], default)).Refusal);
        Assert.Equal(2, (await jury.Assignments.AssignCategoryAsync(jury.Organiser, jury.Round.Id, null, default)).Value.Count);
        Assert.Equal(["Tagged"], (await jury.Queries.FilmsAsync(jury.Organiser, jury.Round.Id, null, null, null, 0, default)).Rows.Select(film => film.Title));
    }

    [Fact]
    public async Task A_second_round_takes_what_the_first_shortlisted()
    {
        using var jury = await Jury.SitAsync();
        var (_, _, submission) = await jury.GivenAsync();
        await using (var db = jury.World.Store.CreateDbContext())
        {
            var row = await db.Submissions.SingleAsync(s => s.Id == submission.Id);
            Assert.True(row.Move(SubmissionState.Shortlisted, jury.World.Now, jury.Organiser.UserId).Succeeded);
            await db.SaveChangesAsync();
        }

        var second = (await jury.Rounds.CreateAsync(jury.Organiser, jury.Edition.Id, new RoundDetails("Final", jury.World.Now, jury.World.Now.AddDays(3)), default)).Value;
        var version = (await jury.Queries.RoundAsync(jury.Organiser, jury.Edition.Id, second, default))!.Version;
        await jury.Rounds.SetRulesAsync(jury.Organiser, second, version, RoundRules.Usual with { Films = FilmFilter.All with { States = [SubmissionState.Shortlisted] } }, default);
        version = (await jury.Queries.RoundAsync(jury.Organiser, jury.Edition.Id, second, default))!.Version;
        await jury.Rounds.AddJurorAsync(jury.Organiser, second, version, jury.Juror.UserId, default);

        var given = await jury.Assignments.AssignCategoryAsync(jury.Organiser, second, null, default);

        Assert.Equal(1, given.Value.Count);
        Assert.Equal(SubmissionState.Shortlisted, (await jury.ReadAsync(submission)).State);
    }

    [Fact]
    public async Task A_round_of_verdicts_ranks_by_them_and_counts_each()
    {
        using var jury = await Jury.SitAsync();
        foreach (var criterion in jury.Round.Criteria) await jury.Rounds.RemoveCriterionAsync(jury.Organiser, jury.Round.Id, await jury.RoundVersionAsync(), criterion.Id, default);
        await jury.RuleAsync(RoundRules.Usual with { Mode = RoundMode.PassMaybeFail });
        var (mine, theirs, _) = await jury.GivenAsync("Both");
        await GiveAsync(jury.Juror, mine, Recommendation.Yes);
        await GiveAsync(jury.Other, theirs, Recommendation.Maybe);
        var (failed, _, _) = await jury.GivenAsync("Failed");
        await GiveAsync(jury.Juror, failed, Recommendation.No);
        var (open, _, _) = await jury.GivenAsync("Open");
        Assert.Equal(JudgingRefusals.RecommendationMissing, (await jury.Scoring.ScoreAsync(jury.Juror, open, await jury.VersionAsync(open), new ScorecardEntry([], "Good", null), default)).Refusal);

        var ranking = (await jury.Ranking.RankingAsync(jury.Organiser, jury.Edition.Id, jury.Round.Id, null, null, default))!;

        Assert.Equal([("Both", 75.0), ("Failed", 0.0), ("Open", null)], ranking.Rows.Select(row => (row.Title, row.Mean)));
        Assert.Equal(new Verdicts(1, 1, 0), ranking.Rows[0].Verdicts);
        Assert.Equal((RoundMode.PassMaybeFail, 0, 100), (ranking.Mode, ranking.Least, ranking.Most));

        async Task GiveAsync(Actor juror, Guid assignment, Recommendation verdict)
        {
            var scored = await jury.Scoring.ScoreAsync(juror, assignment, await jury.VersionAsync(assignment), new ScorecardEntry([], null, null) { Recommendation = verdict }, default);
            Assert.True(scored.Succeeded, scored.Refusal?.ToString());
        }
    }
}
