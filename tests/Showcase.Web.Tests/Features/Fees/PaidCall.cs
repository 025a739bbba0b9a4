using Microsoft.Extensions.Logging.Abstractions;
using Showcase.Domain.Calls;
using Showcase.Domain.Editions;
using Showcase.Web.Features.Films;
using Showcase.Web.Features.Submissions;
using Showcase.Web.Security;
using Showcase.Web.Shared;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Fees;

/// <summary>An open call that costs 20 euro early and 50 late, its organiser, and an artist with films.</summary>
public sealed class PaidCall : IDisposable
{
    private int films;

    public PaidCall()
    {
        Submissions = new SubmissionService(
            World.Store, new SubmissionMails(TestTexts.Make()), World.Clock, new ChangeFeed(), World.Revocations, NullLogger<SubmissionService>.Instance);
        Entries = new SubmissionQueries(World.Store, World.Clock);
        Films = new FilmService(World.Store, World.Clock, new ChangeFeed(), NullLogger<FilmService>.Instance);
    }

    public World World { get; } = new();

    public SubmissionService Submissions { get; }

    public SubmissionQueries Entries { get; }

    public FilmService Films { get; }

    public Edition Edition { get; private set; } = default!;

    public Call Call { get; private set; } = default!;

    public Actor Ada { get; private set; } = default!;

    public Actor Organiser { get; private set; } = default!;

    public async Task InitializeAsync()
    {
        Ada = await World.PersonAsync();
        Edition = await World.EditionAsync();
        Organiser = await World.MemberAsync(Edition, EditionRole.Organiser);
        Call = Call.Create(Edition.Id, "Call", "").Value;
        _ = Call.AddCategory(new CategoryDetails(
            "Shorts", null, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10),
            [new(TierName.Early, World.Now.AddDays(10), 20_00), new(TierName.Late, World.Now.AddDays(20), 50_00)]));
        _ = Call.Open(World.Now);
        await World.SaveAsync(Call);
    }

    public void Dispose() => World.Dispose();

    public Task<MyEntry> DraftAsync() => DraftAsync(Ada);

    public async Task<MyEntry> DraftAsync(Actor artist)
    {
        var film = await World.FilmAsync(artist, $"Film {++films}");
        return await FindAsync(artist, (await Submissions.DraftAsync(artist, Call.Categories[0].Id, film.Id, default)).Value);
    }

    public async Task<MyEntry> FindAsync(Actor artist, Guid id) => (await Entries.FindMineAsync(artist, id, default))!;

    /// <summary>A film of Ada's that was sent in for the fee of the moment.</summary>
    public async Task<Guid> SentInAsync()
    {
        var draft = await DraftAsync();
        var sent = await Submissions.SubmitAsync(Ada, draft.Id, draft.Version, draft.Terms.Fees.DueAt(World.Now), default);
        Assert.True(sent.Succeeded, sent.Refusal?.ToString());
        return draft.Id;
    }
}
