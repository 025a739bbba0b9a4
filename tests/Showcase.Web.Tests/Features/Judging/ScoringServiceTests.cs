using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Judging;
using Showcase.Domain.Submissions;
using Showcase.Web.Features.Judging;

namespace Showcase.Web.Tests.Features.Judging;

public sealed class ScoringServiceTests
{
    [Fact]
    public async Task A_juror_scores_and_both_comments_stay_apart()
    {
        using var jury = await Jury.SitAsync();
        var (mine, _, _) = await jury.GivenAsync();

        await jury.ScoreAsync(jury.Juror, mine, 8, 6);

        var ballot = await jury.Desk.BallotAsync(jury.Juror, jury.Edition.Id, mine, default);
        Assert.Equal(DeskState.Scored, ballot!.State);
        Assert.Equal([8m, 6m], ballot.Marks.Values);
        Assert.Equal(("Third act earns it.", "Thank you for this film."), (ballot.ToCommittee, ballot.ToArtist));
    }

    [Fact]
    public async Task A_draft_is_kept_and_counts_for_nothing()
    {
        using var jury = await Jury.SitAsync();
        var (mine, _, _) = await jury.GivenAsync();

        var saved = await jury.Scoring.SaveDraftAsync(jury.Juror, mine, await jury.VersionAsync(mine), new ScorecardEntry([], "Half a thought", null), default);

        Assert.True(saved.Succeeded);
        Assert.Equal("Half a thought", (await jury.Desk.BallotAsync(jury.Juror, jury.Edition.Id, mine, default))!.ToCommittee);
        Assert.All((await jury.Ranking.RankingAsync(jury.Organiser, jury.Edition.Id, jury.Round.Id, null, null, default))!.Rows, row => Assert.Equal(0, row.Count));
    }

    [Fact]
    public async Task A_card_that_another_tab_changed_is_not_overwritten()
    {
        using var jury = await Jury.SitAsync();
        var (mine, _, _) = await jury.GivenAsync();
        var loaded = await jury.VersionAsync(mine);
        await jury.ScoreAsync(jury.Juror, mine, 8, 6);

        var stale = await jury.Scoring.ScoreAsync(jury.Juror, mine, loaded, jury.Entry(1, 1), default);

        Assert.Equal(JudgingRefusals.CardChanged, stale.Refusal);
        Assert.Equal([8m, 6m], (await jury.Desk.BallotAsync(jury.Juror, jury.Edition.Id, mine, default))!.Marks.Values);
    }

    [Fact]
    public async Task Of_two_tabs_that_save_at_once_one_wins()
    {
        using var jury = await Jury.SitAsync();
        var (mine, _, _) = await jury.GivenAsync();
        var loaded = await jury.VersionAsync(mine);

        var results = await Task.WhenAll(Enumerable.Range(1, 4).Select(mark => Task.Run(() => jury.Scoring.ScoreAsync(jury.Juror, mine, loaded, jury.Entry(mark, mark), default))));

        Assert.Single(results, result => result.Succeeded);
        Assert.All(results.Where(result => !result.Succeeded), result => Assert.Equal(JudgingRefusals.CardChanged, result.Refusal));
    }

    [Fact]
    public async Task Somebody_elses_card_does_not_exist_for_anybody_else()
    {
        using var jury = await Jury.SitAsync();
        var (_, theirs, _) = await jury.GivenAsync();
        var version = await jury.VersionAsync(theirs);

        Assert.Equal(Refusals.NotFound, (await jury.Scoring.ScoreAsync(jury.Juror, theirs, version, jury.Entry(8, 6), default)).Refusal);
        Assert.Equal(Refusals.NotFound, (await jury.Scoring.RecuseAsync(jury.Organiser, theirs, "Not mine", default)).Refusal);
        Assert.Null(await jury.Desk.BallotAsync(jury.Juror, jury.Edition.Id, theirs, default));
        Assert.Null(await jury.Desk.BallotAsync(jury.Organiser, jury.Edition.Id, theirs, default));
        Assert.Null(await jury.Desk.BallotAsync(jury.Artist, jury.Edition.Id, theirs, default));
    }

    [Fact]
    public async Task The_door_is_shut_when_the_round_closes_while_typing()
    {
        using var jury = await Jury.SitAsync();
        var (mine, _, _) = await jury.GivenAsync();
        var version = await jury.VersionAsync(mine);
        jury.World.Clock.Advance(TimeSpan.FromDays(13) + TimeSpan.FromSeconds(1));

        Assert.Equal(JudgingRefusals.WindowClosed, (await jury.Scoring.ScoreAsync(jury.Juror, mine, version, jury.Entry(8, 6), default)).Refusal);
        var ballot = await jury.Desk.BallotAsync(jury.Juror, jury.Edition.Id, mine, default);
        Assert.False(ballot!.IsOpen);
        Assert.Null(ballot.VideoId);
    }

    [Fact]
    public async Task A_mark_out_of_range_is_refused()
    {
        using var jury = await Jury.SitAsync();
        var (mine, _, _) = await jury.GivenAsync();

        Assert.Equal(JudgingRefusals.MarkOutOfRange("Craft", Scale.Usual), (await jury.Scoring.ScoreAsync(jury.Juror, mine, await jury.VersionAsync(mine), jury.Entry(8, 11), default)).Refusal);
    }

    [Fact]
    public async Task A_juror_who_left_the_panel_while_scoring_is_refused_and_their_earlier_score_stays()
    {
        using var jury = await Jury.SitAsync();
        var (mine, _, _) = await jury.GivenAsync();
        await jury.ScoreAsync(jury.Juror, mine, 8, 6);
        Assert.True((await jury.Rounds.RemoveJurorAsync(jury.Organiser, jury.Round.Id, jury.Round.Version, jury.Juror.UserId, default)).Succeeded);

        Assert.Equal(JudgingRefusals.NotOnPanel, (await jury.Scoring.ScoreAsync(jury.Juror, mine, await jury.VersionAsync(mine), jury.Entry(1, 1), default)).Refusal);
        Assert.Null(await jury.Desk.BallotAsync(jury.Juror, jury.Edition.Id, mine, default));
        Assert.Empty(await jury.Desk.DeskAsync(jury.Juror, jury.Edition.Id, default));
        Assert.Equal(7.5, Assert.Single((await jury.Ranking.RankingAsync(jury.Organiser, jury.Edition.Id, jury.Round.Id, null, null, default))!.Rows).Mean);
    }

    [Fact]
    public async Task A_juror_who_lost_the_role_in_the_edition_is_refused()
    {
        using var jury = await Jury.SitAsync();
        var (mine, _, _) = await jury.GivenAsync();
        await using (var db = jury.World.Store.CreateDbContext())
        {
            await db.EditionMembers.Where(m => m.UserId == jury.Juror.UserId && m.Role == EditionRole.Juror).ExecuteDeleteAsync();
        }

        Assert.Equal(Refusals.Forbidden, (await jury.Scoring.ScoreAsync(jury.Juror, mine, await jury.VersionAsync(mine), jury.Entry(8, 6), default)).Refusal);
        Assert.Null(await jury.Desk.BallotAsync(jury.Juror, jury.Edition.Id, mine, default));
    }

    [Fact]
    public async Task Recusing_hides_the_film_and_the_marks_at_once_and_takes_the_score_out()
    {
        using var jury = await Jury.SitAsync();
        var (mine, _, _) = await jury.GivenAsync();
        await jury.ScoreAsync(jury.Juror, mine, 8, 6);

        Assert.True((await jury.Scoring.RecuseAsync(jury.Juror, mine, "We share a studio.", default)).Succeeded);

        var ballot = await jury.Desk.BallotAsync(jury.Juror, jury.Edition.Id, mine, default);
        Assert.Equal(DeskState.Recused, ballot!.State);
        Assert.Null(ballot.VideoId);
        Assert.Empty(ballot.Marks);
        Assert.Equal("", ballot.Synopsis + ballot.ToCommittee + ballot.ToArtist);
        Assert.Equal(0, Assert.Single((await jury.Ranking.RankingAsync(jury.Organiser, jury.Edition.Id, jury.Round.Id, null, null, default))!.Rows).Count);
        Assert.Equal(JudgingRefusals.Recused, (await jury.Scoring.ScoreAsync(jury.Juror, mine, await jury.VersionAsync(mine), jury.Entry(8, 6), default)).Refusal);
    }

    [Fact]
    public async Task A_film_that_became_the_jurors_own_is_hidden_and_refused()
    {
        using var jury = await Jury.SitAsync();
        var (mine, _, submission) = await jury.GivenAsync();
        await using (var db = jury.World.Store.CreateDbContext())
        {
            await db.Films.Where(film => film.Id == submission.FilmId).ExecuteUpdateAsync(film => film.SetProperty(f => f.OwnerId, jury.Juror.UserId));
        }

        Assert.Equal(JudgingRefusals.OwnFilm, (await jury.Scoring.ScoreAsync(jury.Juror, mine, await jury.VersionAsync(mine), jury.Entry(10, 10), default)).Refusal);
        Assert.Null(await jury.Desk.BallotAsync(jury.Juror, jury.Edition.Id, mine, default));
        Assert.Empty(await jury.Desk.DeskAsync(jury.Juror, jury.Edition.Id, default));
    }

    [Fact]
    public async Task A_withdrawn_film_leaves_the_desk_and_is_no_longer_scored()
    {
        using var jury = await Jury.SitAsync();
        var (mine, _, submission) = await jury.GivenAsync();
        await using (var db = jury.World.Store.CreateDbContext())
        {
            var row = await db.Submissions.SingleAsync(s => s.Id == submission.Id);
            Assert.True(row.Withdraw(jury.World.Now).Succeeded);
            await db.SaveChangesAsync();
        }

        Assert.Equal(JudgingRefusals.NoLongerScored, (await jury.Scoring.ScoreAsync(jury.Juror, mine, await jury.VersionAsync(mine), jury.Entry(8, 6), default)).Refusal);
        Assert.Empty(await jury.Desk.DeskAsync(jury.Juror, jury.Edition.Id, default));
        Assert.Equal(SubmissionState.Withdrawn, (await jury.ReadAsync(submission)).State);
    }
}
