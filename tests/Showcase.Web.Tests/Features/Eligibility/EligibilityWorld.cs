using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Showcase.Domain.Calls;
using Showcase.Domain.Eligibility;
using Showcase.Domain.Films;
using Showcase.Domain.Submissions;
using Showcase.Web.Features.Eligibility;
using Showcase.Web.Features.Submissions;
using Showcase.Web.Security;
using Showcase.Web.Shared;
using Showcase.Web.Tests.Features.Forms;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Eligibility;

/// <summary>An open call whose organiser writes rules and terms, and an artist with a draft in it: 1920 × 1080 at 24 frames a second, made in CZ.</summary>
internal sealed class EligibilityWorld : IDisposable
{
    public static readonly TermsWording Fair = new(["All rights"], ["Show it twice"], "");

    private EligibilityWorld(FormsWorld forms)
    {
        Forms = forms;
        var store = forms.World.Store;
        Rules = new RuleService(store, new EditionAccess(store), new ChangeFeed(), NullLogger<RuleService>.Instance);
        Terms = new TermsService(store, new EditionAccess(store), forms.World.Clock, new ChangeFeed(), NullLogger<TermsService>.Instance);
        Agreements = new AgreementService(store, forms.World.Clock, NullLogger<AgreementService>.Instance);
        Overrides = new OverrideService(store, new EditionAccess(store), forms.World.Clock, new ChangeFeed(), NullLogger<OverrideService>.Instance);
        Queries = new EligibilityQueries(store, forms.World.Clock);
    }

    public FormsWorld Forms { get; }

    public World World => Forms.World;

    public RuleService Rules { get; }

    public TermsService Terms { get; }

    public AgreementService Agreements { get; }

    public OverrideService Overrides { get; }

    public EligibilityQueries Queries { get; }

    public static async Task<EligibilityWorld> BeginAsync() => new(await FormsWorld.BeginAsync());

    public void Dispose() => Forms.Dispose();

    public async Task<RulesView> RulesAsync() => (await Queries.RulesAsync(Forms.Organiser, Forms.Edition.Id, Forms.Call.Id, default))!;

    public async Task<EntryStanding> StandingAsync() => (await Queries.FindMineAsync(Forms.Artist, Forms.EntryId, default))!;

    /// <summary>The entry's page as an organiser reads it.</summary>
    public async Task<EntryStanding> ReadAsync() => (await Queries.FindAsync(Forms.Organiser, Forms.Edition.Id, Forms.EntryId, default))!;

    /// <summary>Makes a rule; its id comes back.</summary>
    public async Task<Guid> AskAsync(Requirement requirement, string? message = null, params Guid[] categories)
    {
        var added = await Rules.AddAsync(Forms.Organiser, (await RulesAsync()).Of, new RuleDetails(requirement, message, categories), default);
        Assert.True(added.Succeeded, added.Refusal?.ToString());
        return (await RulesAsync()).Rules[^1].Id;
    }

    /// <summary>Publishes terms; the id of the version comes back.</summary>
    public async Task<Guid> PublishAsync(TermsWording wording)
    {
        var seen = (await HistoryAsync()).Versions.Count;
        var published = await Terms.PublishAsync(Forms.Organiser, Forms.Edition.Id, Forms.Call.Id, seen, wording, default);
        Assert.True(published.Succeeded, published.Refusal?.ToString());
        return (await HistoryAsync()).Versions[0].Terms.Id;
    }

    public async Task<TermsHistory> HistoryAsync() => (await Queries.TermsAsync(Forms.Organiser, Forms.Edition.Id, Forms.Call.Id, default))!;

    public Task<Result> AcceptAsync(Guid termsId, bool isSo = true) => Agreements.AcceptAsync(Forms.Artist, Forms.EntryId, termsId, isSo, default);

    public Task<Result> DeclareAsync(Guid ruleId, string statement, bool isSo = true) => Agreements.DeclareAsync(Forms.Artist, Forms.EntryId, ruleId, statement, isSo, default);

    public async Task SayAsync(Func<FilmProfile, FilmProfile> change)
    {
        await using var db = World.Store.CreateDbContext();
        var film = await db.Films.SingleAsync(f => f.Id == Forms.Film.Id);
        Assert.True(film.Change(film.ToDetails() with { Profile = change(film.Profile) }, World.Now).Succeeded);
        await db.SaveChangesAsync();
    }

    public async Task<SubmissionState> StateAsync() => (await Forms.EntryAsync()).State;
}
