using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Showcase.Domain.Media;
using Showcase.Web.Data;
using Showcase.Web.Features.Submissions;
using Showcase.Web.Security;
using Showcase.Web.Tests.Features.Judging;
using Showcase.Web.Texts;

namespace Showcase.Web.Tests.Features.Submissions;

public sealed class ViewingReceiptTests : BunitContext
{
    [Fact]
    public async Task The_artist_reads_counts_once_the_round_is_over_and_before_that_why_there_are_none()
    {
        using var jury = await Jury.SitAsync();
        var (_, _, submission) = await jury.GivenAsync();
        await using (var db = jury.World.Store.CreateDbContext())
        {
            var video = (await db.Films.SingleAsync(film => film.Id == submission.FilmId)).VideoId!.Value;
            var viewing = Viewing.Begin(jury.Juror.UserId, video, jury.World.Now);
            Assert.True(viewing.Report([new PlayedSpan(0, 126_000)], place: null, new TimeSpan(0, 4, 12), jury.World.Now.AddMinutes(2)).Succeeded);
            db.Add(viewing);
            await db.SaveChangesAsync();
        }

        Services.AddLocalization();
        Services.AddLogging();
        Services.AddSingleton<SiteTexts>();
        Services.AddSingleton<TimeProvider>(jury.World.Clock);
        Services.AddSingleton<IDbContextFactory<ShowcaseDbContext>>(jury.World.Store);
        Services.AddSingleton<ReceiptQueries>();

        Assert.StartsWith("You will see here how many jurors have watched it. With fewer than 3 jurors", Words(jury.Artist, submission.Id), StringComparison.Ordinal);
        jury.World.Clock.Advance(TimeSpan.FromDays(14));
        Assert.StartsWith("Watched fully by 0, partly by 1.", Words(jury.Artist, submission.Id), StringComparison.Ordinal);
        Assert.Empty(Show(jury.Juror, submission.Id).Markup.Trim());
    }

    private string Words(Actor actor, Guid submission) => string.Join(' ', Show(actor, submission).FindAll("p").Select(line => line.TextContent));

    private IRenderedComponent<ViewingReceipt> Show(Actor actor, Guid submission) =>
        Render<ViewingReceipt>(receipt => receipt.Add(r => r.SubmissionId, submission).Add(r => r.Actor, actor));
}
