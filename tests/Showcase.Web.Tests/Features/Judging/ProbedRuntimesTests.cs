using Microsoft.EntityFrameworkCore;
using Showcase.Web.Features.Judging;

namespace Showcase.Web.Tests.Features.Judging;

public sealed class ProbedRuntimesTests
{
    [Fact]
    public async Task Organisers_see_how_long_the_video_runs_where_the_artist_stated_nothing()
    {
        using var jury = await Jury.SitAsync();
        await jury.GivenAsync();
        await using (var db = jury.World.Store.CreateDbContext())
        {
            await db.Films.ExecuteUpdateAsync(film => film.SetProperty(f => f.StatedRuntime, TimeSpan.Zero));
        }

        var films = await jury.Queries.FilmsAsync(jury.Organiser, jury.Round.Id, null, null, null, 0, default);
        var ranking = await jury.Ranking.RankingAsync(jury.Organiser, jury.Edition.Id, jury.Round.Id, null, null, default);
        var decisions = await jury.Deciding.DecisionsAsync(jury.Organiser, jury.Edition.Id, new DecisionFilter(jury.Round.Id, null, null, DecisionShow.All), 0, default);

        TimeSpan[] shown = [Assert.Single(films.Rows).Runtime, Assert.Single(ranking!.Rows).Runtime, Assert.Single(decisions.Page.Rows).Runtime];
        Assert.All(shown, runtime => Assert.Equal(new TimeSpan(0, 4, 12), runtime));
    }
}
