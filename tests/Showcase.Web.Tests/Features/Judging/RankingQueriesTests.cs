namespace Showcase.Web.Tests.Features.Judging;

public sealed class RankingQueriesTests
{
    [Fact]
    public async Task Films_are_ranked_by_the_mean_of_weighted_scores_with_spread_and_count()
    {
        using var jury = await Jury.SitAsync();
        var (low, lowToo, _) = await jury.GivenAsync("Low");
        var (high, _, _) = await jury.GivenAsync("High");
        await jury.ScoreAsync(jury.Juror, low, 8, 6);
        await jury.ScoreAsync(jury.Other, lowToo, 6, 8);
        await jury.ScoreAsync(jury.Juror, high, 9, 9);

        var rows = (await jury.Ranking.RankingAsync(jury.Organiser, jury.Edition.Id, jury.Round.Id, null, null, default))!.Rows;

        Assert.Equal(["High", "Low"], rows.Select(row => row.Title));
        Assert.Equal([9, 7], rows.Select(row => row.Mean));
        Assert.Equal([null, 0.707107], rows.Select(row => row.Spread));
        Assert.Equal([(1, 2), (2, 2)], rows.Select(row => (row.Count, row.Assigned)));
    }

    [Fact]
    public async Task Who_gave_what_is_for_organisers_alone_and_hides_drafts()
    {
        using var jury = await Jury.SitAsync();
        var (mine, theirs, submission) = await jury.GivenAsync();
        await jury.ScoreAsync(jury.Juror, mine, 8, 6);
        await jury.Scoring.SaveDraftAsync(jury.Other, theirs, await jury.VersionAsync(theirs), jury.Entry(1, 1, "unfinished"), default);

        var scores = await jury.Ranking.ScoresOfAsync(jury.Organiser, jury.Edition.Id, jury.Round.Id, submission.Id, default);

        Assert.Equal([7.5, null], scores.Select(score => score.Score).OrderByDescending(score => score));
        Assert.DoesNotContain(scores, score => score.ToCommittee == "unfinished");
        Assert.Empty(await jury.Ranking.ScoresOfAsync(jury.Juror, jury.Edition.Id, jury.Round.Id, submission.Id, default));
        Assert.Null(await jury.Ranking.RankingAsync(jury.Juror, jury.Edition.Id, jury.Round.Id, null, null, default));
    }
}
