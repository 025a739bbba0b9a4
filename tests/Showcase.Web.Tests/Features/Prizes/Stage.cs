using Microsoft.Extensions.Logging.Abstractions;
using Showcase.Domain.Judging;
using Showcase.Domain.Prizes;
using Showcase.Domain.Submissions;
using Showcase.Web.Features.Prizes;
using Showcase.Web.Security;
using Showcase.Web.Tests.Features.Judging;

namespace Showcase.Web.Tests.Features.Prizes;

/// <summary>A jury's edition, which is public, with two selected films and a prize that nobody has.</summary>
internal sealed class Stage : IDisposable
{
    private Stage(Jury jury)
    {
        Jury = jury;
        Service = new PrizeService(jury.World.Store, jury.Access, jury.World.Clock, Letters, jury.Feed, NullLogger<PrizeService>.Instance);
        Queries = new PrizeQueries(jury.World.Store, Letters, jury.Texts);
        Public = new PublicPrizeQueries(jury.World.Store, jury.World.Clock, jury.Texts);
        Laurels = new LaurelQueries(jury.World.Store, jury.World.Clock, Letters, jury.Texts);
    }

    public static LaurelLetters Letters { get; } = new();

    public Jury Jury { get; }

    public PrizeService Service { get; }

    public PrizeQueries Queries { get; }

    public PublicPrizeQueries Public { get; }

    public LaurelQueries Laurels { get; }

    public Actor Organiser => Jury.Organiser;

    public Actor Artist => Jury.Artist;

    public Actor Rival { get; private set; } = default!;

    public Submission Winner { get; private set; } = default!;

    public Submission Other { get; private set; } = default!;

    public Guid PrizeId { get; private set; }

    public Guid EditionId => Jury.Edition.Id;

    public static async Task<Stage> SetAsync()
    {
        var jury = await Jury.SitAsync();
        var stage = new Stage(jury) { Rival = await jury.World.PersonAsync("Bo Rival") };
        await using (var db = jury.World.Store.CreateDbContext())
        {
            (await db.Editions.FindAsync(jury.Edition.Id))!.Publish();
            await db.SaveChangesAsync();
        }

        (stage.Winner, stage.Other) = (await jury.SentInAsync("Salt Index"), await jury.SentInAsync("Second", stage.Rival));
        await jury.StageAsync(stage.Winner, DecisionOutcome.Selected);
        await jury.StageAsync(stage.Other, DecisionOutcome.Selected);
        await jury.ApplyAsync(LetterHold.AtOnce);
        stage.PrizeId = (await stage.Service.CreateAsync(jury.Organiser, jury.Edition.Id, new PrizeDetails("Grand Prix", null, "2,500 euros", "For its salt."), default)).Value;
        return stage;
    }

    public void Dispose() => Jury.Dispose();

    public async Task<PrizeView> ReadAsync() => (await Queries.BoardAsync(Organiser, EditionId, default))!.Prizes.Single(prize => prize.Id == PrizeId);

    public async Task GiveAsync()
    {
        var given = await Service.GiveAsync(Organiser, PrizeId, (await ReadAsync()).Version, Winner.Id, default);
        Assert.True(given.Succeeded, given.Refusal?.ToString());
    }

    public async Task PublishAsync(DateTimeOffset at)
    {
        var published = await Service.PublishAsync(Organiser, PrizeId, (await ReadAsync()).Version, at, default);
        Assert.True(published.Succeeded, published.Refusal?.ToString());
    }
}
