using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Films;
using Showcase.Domain.Media;
using Showcase.Domain.Submissions;
using Showcase.Web.Features.Submissions;

namespace Showcase.Web.Tests.Features.Judging;

/// <summary>What jurors are told when an artist replaces a file that they have judged.</summary>
public sealed class NewVersionOnDeskTests
{
    private static readonly TimeSpan Runtime = new(0, 4, 12);

    [Fact]
    public async Task Who_scored_or_watched_is_told_since_when_there_is_a_new_version_and_keeps_their_marks()
    {
        using var jury = await Jury.SitAsync();
        var (mine, theirs, submission) = await jury.GivenAsync();
        var film = submission.FilmId;
        await jury.ScoreAsync(jury.Juror, mine, 8, 7);
        await WatchAsync(jury, jury.Juror.UserId, await VideoAsync(jury, film));
        jury.World.Clock.Advance(TimeSpan.FromDays(1));
        var (newer, shownAt) = (await jury.ReplaceVideoAsync(film, Runtime), jury.World.Now);

        var ballot = (await jury.Desk.BallotAsync(jury.Juror, jury.Edition.Id, mine, default))!;

        Assert.Equal((newer, shownAt), (ballot.VideoId, ballot.NewVersionAt));
        Assert.Equal([8, 7], jury.Round.Criteria.Select(criterion => ballot.Marks[criterion.Id]));
        Assert.NotNull(ballot.ScoredAt);
        Assert.Equal(shownAt, Assert.Single(await jury.Desk.DeskAsync(jury.Juror, jury.Edition.Id, default)).NewVersionAt);
        Assert.Null((await jury.Desk.BallotAsync(jury.Other, jury.Edition.Id, theirs, default))!.NewVersionAt);
        Assert.Null(Assert.Single(await jury.Desk.DeskAsync(jury.Other, jury.Edition.Id, default)).NewVersionAt);
    }

    [Fact]
    public async Task The_notice_goes_when_the_new_version_was_watched_and_what_was_watched_before_still_counts_for_the_artist()
    {
        using var jury = await Jury.SitAsync();
        var (mine, _, submission) = await jury.GivenAsync();
        await WatchAsync(jury, jury.Juror.UserId, await VideoAsync(jury, submission.FilmId));
        var (newer, shownAt) = (await jury.ReplaceVideoAsync(submission.FilmId, Runtime), jury.World.Now);
        Assert.Equal(shownAt, (await jury.Desk.BallotAsync(jury.Juror, jury.Edition.Id, mine, default))!.NewVersionAt);

        await WatchAsync(jury, jury.Juror.UserId, newer, seconds: 30);

        Assert.Null((await jury.Desk.BallotAsync(jury.Juror, jury.Edition.Id, mine, default))!.NewVersionAt);
        Assert.Null(Assert.Single(await jury.Desk.DeskAsync(jury.Juror, jury.Edition.Id, default)).NewVersionAt);
        jury.World.Clock.Advance(TimeSpan.FromDays(20));
        Assert.Equal((1, 0), Counts(await new ReceiptQueries(jury.World.Store, jury.World.Clock).FindAsync(jury.Artist, submission.Id, default)));
    }

    [Fact]
    public async Task Who_is_recused_is_told_nothing()
    {
        using var jury = await Jury.SitAsync();
        var (mine, _, submission) = await jury.GivenAsync();
        await WatchAsync(jury, jury.Juror.UserId, await VideoAsync(jury, submission.FilmId));
        Assert.True((await jury.Scoring.RecuseAsync(jury.Juror, mine, "A friend.", default)).Succeeded);

        await jury.ReplaceVideoAsync(submission.FilmId, Runtime);

        Assert.Null(Assert.Single(await jury.Desk.DeskAsync(jury.Juror, jury.Edition.Id, default)).NewVersionAt);
        Assert.Null((await jury.Desk.BallotAsync(jury.Juror, jury.Edition.Id, mine, default))!.NewVersionAt);
    }

    private static (int, int) Counts(ViewingReceiptView? receipt) => (receipt!.Count!.Fully, receipt.Count.Partly);

    private static async Task<Guid> VideoAsync(Jury jury, Guid filmId)
    {
        await using var db = jury.World.Store.CreateDbContext();
        return (await db.Films.SingleAsync(film => film.Id == filmId)).VideoId!.Value;
    }

    private static async Task WatchAsync(Jury jury, Guid viewer, Guid video, int seconds = 250)
    {
        var viewing = Viewing.Begin(viewer, video, jury.World.Now);
        for (var at = 0; at < seconds; at += 100)
        {
            Assert.True(viewing.Report([new PlayedSpan(at * 1000, Math.Min(seconds, at + 100) * 1000)], place: null, Runtime, jury.World.Now.AddSeconds(at + 100)).Succeeded);
        }

        await jury.World.SaveAsync(viewing);
    }
}
