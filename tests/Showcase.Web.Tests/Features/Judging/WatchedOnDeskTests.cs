using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Media;

namespace Showcase.Web.Tests.Features.Judging;

public sealed class WatchedOnDeskTests
{
    [Fact]
    public async Task A_juror_sees_how_much_of_a_film_they_watched_and_organisers_see_it_with_the_card()
    {
        using var jury = await Jury.SitAsync();
        var (_, _, submission) = await jury.GivenAsync();
        await using (var db = jury.World.Store.CreateDbContext())
        {
            var video = (await db.Films.SingleAsync(film => film.Id == submission.FilmId)).VideoId!.Value;
            var viewing = Viewing.Begin(jury.Juror.UserId, video, jury.World.Now.AddMinutes(-1));
            Assert.True(viewing.Report([new PlayedSpan(0, 126_000)], TimeSpan.FromSeconds(126), new TimeSpan(0, 4, 12), jury.World.Now).Succeeded);
            db.Add(viewing);
            await db.SaveChangesAsync();
        }

        var (mine, theirs) = (await jury.Desk.DeskAsync(jury.Juror, jury.Edition.Id, default), await jury.Desk.DeskAsync(jury.Other, jury.Edition.Id, default));

        Assert.Equal((50, 0), (Assert.Single(mine).Watched, Assert.Single(theirs).Watched));

        await jury.ScoreAsync(jury.Juror, mine[0].AssignmentId, 8, 6);
        var told = await jury.Ranking.ScoresOfAsync(jury.Organiser, jury.Edition.Id, jury.Round.Id, submission.Id, default);
        Assert.Equal(50, Assert.Single(told, score => score.IsHandedIn).Watched);
    }
}
