using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Judging;
using Showcase.Domain.Media;
using Showcase.Domain.Submissions;
using Showcase.Web.Features.Submissions;
using Showcase.Web.Security;
using Showcase.Web.Tests.Features.Judging;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Submissions;

/// <summary>What an artist is told of who watched.</summary>
public sealed class ReceiptQueriesTests
{
    private static readonly TimeSpan Runtime = new(0, 4, 12);

    [Fact]
    public async Task With_three_jurors_the_artist_sees_how_many_watched_the_film_fully_and_partly()
    {
        using var jury = await Jury.SitAsync();
        var third = await ThirdAsync(jury);
        var (submission, video) = await GivenAsync(jury, jury.Juror, jury.Other, third);
        await WatchAsync(jury, video, jury.Juror, percent: 92);
        await WatchAsync(jury, video, jury.Other, percent: 60);
        await WatchAsync(jury, video, jury.Organiser, percent: 100);
        await WatchAsync(jury, video, jury.Artist, percent: 100);

        jury.World.Clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal(new WatchCount(1, 1), (await FindAsync(jury, jury.Artist, submission))!.Count);
    }

    [Fact]
    public async Task What_a_juror_begins_is_counted_from_midnight_at_the_editions_place()
    {
        using var jury = await Jury.SitAsync();
        var (submission, video) = await GivenAsync(jury, jury.Juror, jury.Other, await ThirdAsync(jury));
        await WatchAsync(jury, video, jury.Juror, percent: 100);

        var counts = new List<int>();
        foreach (var hours in new[] { 0.0, 10.9, 0.2 })
        {
            jury.World.Clock.Advance(TimeSpan.FromHours(hours));
            counts.Add((await FindAsync(jury, jury.Artist, submission))!.Count!.Fully);
        }

        Assert.Equal([0, 0, 1], counts);
    }

    [Fact]
    public async Task With_one_juror_nothing_is_counted_until_the_round_is_over()
    {
        using var jury = await Jury.SitAsync();
        var (submission, video) = await GivenAsync(jury, jury.Juror);
        await WatchAsync(jury, video, jury.Juror, percent: 30);
        jury.World.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(new ViewingReceiptView(IsGiven: true, Count: null), await FindAsync(jury, jury.Artist, submission));

        jury.World.Clock.Advance(TimeSpan.FromDays(12));

        Assert.Equal(new WatchCount(0, 1), (await FindAsync(jury, jury.Artist, submission))!.Count);
    }

    [Fact]
    public async Task A_decision_ends_the_wait_as_the_end_of_the_round_does()
    {
        using var jury = await Jury.SitAsync();
        var (submission, video) = await GivenAsync(jury, jury.Juror);
        await WatchAsync(jury, video, jury.Juror, percent: 100);
        await using (var db = jury.World.Store.CreateDbContext())
        {
            Assert.True((await db.Submissions.SingleAsync(s => s.Id == submission)).Move(SubmissionState.Declined, jury.World.Now, jury.Organiser.UserId).Succeeded);
            await db.SaveChangesAsync();
        }

        Assert.Equal(new WatchCount(1, 0), (await FindAsync(jury, jury.Artist, submission))!.Count);
    }

    [Fact]
    public async Task A_film_that_no_juror_has_says_so_and_nobody_but_its_artist_is_told_anything()
    {
        using var jury = await Jury.SitAsync();
        var submission = (await jury.SentInAsync()).Id;

        Assert.Equal(new ViewingReceiptView(IsGiven: false, Count: null), await FindAsync(jury, jury.Artist, submission));
        Assert.Null(await FindAsync(jury, jury.Juror, submission));
        Assert.Null(await FindAsync(jury, jury.Organiser, submission));
        Assert.Null(await FindAsync(jury, await jury.World.AdministratorAsync(), submission));
    }

    private static Task<ViewingReceiptView?> FindAsync(Jury jury, Actor actor, Guid submission) =>
        new ReceiptQueries(jury.World.Store, jury.World.Clock).FindAsync(actor, submission, default);

    private static async Task<Actor> ThirdAsync(Jury jury)
    {
        var third = await jury.World.MemberAsync(jury.Edition, EditionRole.Juror);
        await using var db = jury.World.Store.CreateDbContext();
        var round = await db.JudgingRounds.Include(r => r.Panel).SingleAsync(r => r.Id == jury.Round.Id);
        Assert.True(round.AddJuror(third.UserId).Succeeded);
        await db.SaveChangesAsync();
        return third;
    }

    private static async Task<(Guid Submission, Guid Video)> GivenAsync(Jury jury, params Actor[] jurors)
    {
        var submission = await jury.SentInAsync();
        Assert.True((await jury.Assignments.AssignAsync(jury.Organiser, jury.Round.Id, [submission.Id], [.. jurors.Select(juror => juror.UserId)], default)).Succeeded);
        await using var db = jury.World.Store.CreateDbContext();
        return (submission.Id, (await db.Films.SingleAsync(film => film.Id == submission.FilmId)).VideoId!.Value);
    }

    private static async Task WatchAsync(Jury jury, Guid video, Actor viewer, int percent)
    {
        var viewing = Viewing.Begin(viewer.UserId, video, jury.World.Now);
        var (now, played) = (jury.World.Now, 0);
        var wanted = (int)(Runtime.TotalMilliseconds * percent / 100);
        while (played < wanted)
        {
            now = now.AddMinutes(1);
            var to = Math.Min(wanted, played + 100_000);
            Assert.True(viewing.Report([new PlayedSpan(played, to)], TimeSpan.FromMilliseconds(to), Runtime, now).Succeeded);
            played = to;
        }

        await jury.World.SaveAsync(viewing);
    }
}
