using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Showcase.Domain.Editions;
using Showcase.Domain.Grants;
using Showcase.Web.Features.Grants;
using Showcase.Web.Security;
using Showcase.Web.Tests.Support;
using Showcase.Web.Texts;

namespace Showcase.Web.Tests.Features.Grants;

/// <summary>A public edition with a fund of 1000 EUR and its officer, and the services over it.</summary>
internal sealed class GrantsWorld : IDisposable
{
    public static readonly ApplicationDetails Written = new("Salt", 700, "We film salt.", [new BudgetLine("Camera", 500), new BudgetLine("Sound", 200)]);

    private GrantsWorld()
    {
        var access = new EditionAccess(World.Store);
        Funds = new FundService(World.Store, access, NullLogger<FundService>.Instance);
        Applications = new ApplicationService(World.Store, World.Clock, NullLogger<ApplicationService>.Instance);
        Awards = new AwardService(World.Store, access, World.Clock, Texts, NullLogger<AwardService>.Instance);
        Reading = new GrantQueries(World.Store, World.Clock);
        OfficerReading = new FundQueries(World.Store, World.Clock);
    }

    public static SiteTexts Texts { get; } = new ServiceCollection()
        .AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance).AddLocalization().AddSingleton<SiteTexts>().BuildServiceProvider().GetRequiredService<SiteTexts>();

    public World World { get; } = new();

    public FundService Funds { get; }

    public ApplicationService Applications { get; }

    public AwardService Awards { get; }

    public GrantQueries Reading { get; }

    public FundQueries OfficerReading { get; }

    public Edition Edition { get; private set; } = default!;

    public Actor Officer { get; private set; } = default!;

    public Actor Artist { get; private set; } = default!;

    public Guid FundId { get; private set; }

    public FundDetails Details => new("Production fund", "For new shorts", 1_000, "Spring 2026", World.Now.AddDays(-1), World.Now.AddDays(30));

    public static async Task<GrantsWorld> OpenAsync()
    {
        var it = new GrantsWorld();
        it.Edition = await it.World.EditionAsync();
        await using (var db = it.World.Store.CreateDbContext())
        {
            (await db.Editions.SingleAsync()).Publish();
            await db.SaveChangesAsync();
        }

        it.Officer = await it.World.MemberAsync(it.Edition, EditionRole.GrantsOfficer);
        it.Artist = await it.World.PersonAsync();
        it.FundId = (await it.Funds.CreateAsync(it.Officer, it.Edition.Id, "EUR", it.Details, default)).Value;
        return it;
    }

    /// <summary>An application over 700 EUR that was sent in.</summary>
    public async Task<Guid> SentAsync(Actor? artist = null)
    {
        artist ??= Artist;
        var id = (await Applications.DraftAsync(artist, FundId, default)).Value;
        var sent = await Applications.SubmitAsync(artist, id, Written, await VersionAsync(id), default);
        Assert.True(sent.Succeeded, sent.Refusal?.ToString());
        return id;
    }

    public async Task<Application> FindAsync(Guid id)
    {
        await using var db = World.Store.CreateDbContext();
        return await db.GrantApplications.AsNoTracking().SingleAsync(application => application.Id == id);
    }

    public async Task<Guid> VersionAsync(Guid id) => (await FindAsync(id)).Version;

    public async Task<Fund> FundAsync()
    {
        await using var db = World.Store.CreateDbContext();
        return await db.Funds.AsNoTracking().SingleAsync(fund => fund.Id == FundId);
    }

    public async Task<List<(string To, string Subject, string Body)>> LettersAsync()
    {
        await using var db = World.Store.CreateDbContext();
        return [.. (await db.OutboxMessages.AsNoTracking().OrderBy(message => message.Id).ToListAsync()).Select(message => (message.To, message.Subject, message.Body))];
    }

    public void Dispose() => World.Dispose();
}
