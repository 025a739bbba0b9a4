using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Showcase.Domain.Calls;
using Showcase.Domain.Editions;
using Showcase.Domain.Submissions;
using Showcase.Web.Features.Submissions;
using Showcase.Web.Features.Submissions.Inbox;
using Showcase.Web.Security;
using Showcase.Web.Shared;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Submissions;

/// <summary>Deadlines with fees, grace and limits as sending in meets them on a real store.</summary>
public sealed class EntryLimitsTests : IAsyncLifetime, IDisposable
{
    private readonly World world = new();
    private readonly SubmissionService service;
    private readonly SubmissionQueries queries;
    private Edition edition = default!;
    private Actor ada = default!;

    public EntryLimitsTests()
    {
        service = new SubmissionService(world.Store, new SubmissionMails(TestTexts.Make()), world.Clock, new ChangeFeed(), world.Revocations, NullLogger<SubmissionService>.Instance);
        queries = new SubmissionQueries(world.Store, world.Clock);
    }

    private DateTimeOffset Last => TestClock.Start.AddDays(20);

    public async Task InitializeAsync() => (ada, edition) = (await world.PersonAsync(), await world.EditionAsync());

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task The_fee_that_was_shown_is_recorded_and_told_to_artist_organiser_and_by_mail()
    {
        var entry = await DraftAsync(await CallAsync());

        var sent = await SendAsync(entry);

        Assert.True(sent.Succeeded, sent.Refusal?.ToString());
        var due = new FeeDue(TierName.Early, 20_00, "EUR");
        Assert.Equal(due, (await FindAsync(entry.Id)).Fee);
        var organiser = await world.MemberAsync(edition, EditionRole.Organiser);
        Assert.Equal(due, (await new InboxQueries(world.Store).FindAsync(organiser, edition.Id, entry.Id, default))!.Fee);
        await using var db = world.Store.CreateDbContext();
        Assert.Contains("Fee due: 20.00 EUR (Early).", (await db.OutboxMessages.SingleAsync()).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_is_charged_a_fee_that_was_not_shown()
    {
        var entry = await DraftAsync(await CallAsync());
        var shown = entry.Terms.Fees.DueAt(world.Now);
        world.Clock.Advance(TimeSpan.FromDays(10) + TimeSpan.FromSeconds(2));

        Assert.Equal(SubmissionRefusals.FeeChanged, (await service.SubmitAsync(ada, entry.Id, entry.Version, shown, default)).Refusal);
        Assert.Equal(SubmissionState.Draft, (await FindAsync(entry.Id)).State);
        Assert.True((await SendAsync(entry)).Succeeded);
        Assert.Equal(new FeeDue(TierName.Late, 50_00, "EUR"), (await FindAsync(entry.Id)).Fee);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(5, true)]
    public async Task Two_seconds_late_is_late_unless_there_is_grace(int graceMinutes, bool taken)
    {
        var entry = await DraftAsync(await CallAsync(new CallRules("EUR", TimeSpan.FromMinutes(graceMinutes), null)));
        world.Clock.Advance(Last.AddSeconds(2) - world.Now);

        var sent = await SendAsync(entry);

        Assert.Equal(taken ? null : SubmissionRefusals.DeadlinePassed, sent.Refusal);
        Assert.Equal(taken ? SubmissionState.Submitted : SubmissionState.Draft, (await FindAsync(entry.Id)).State);
        Assert.Empty(await queries.OpenAsync(null, default));
    }

    [Fact]
    public async Task What_was_withdrawn_makes_room_again()
    {
        var call = await CallAsync(new CallRules("EUR", TimeSpan.Zero, MostPerPerson: 1));
        var first = await DraftAsync(call);
        var second = await DraftAsync(call);
        Assert.True((await SendAsync(first)).Succeeded);

        var refused = await SendAsync(second);

        Assert.Equal(new Refusal("Submissions.CallLimitReached", 1), refused.Refusal);
        Assert.Equal((SubmissionState.Draft, new EntriesSent(1, 1)), ((await FindAsync(second.Id)).State, (await FindAsync(second.Id)).Sent));
        Assert.True((await service.WithdrawAsync(ada, first.Id, (await FindAsync(first.Id)).Version, default)).Succeeded);
        Assert.True((await SendAsync(second)).Succeeded);
    }

    [Fact]
    public async Task A_limit_counts_ones_own_entries_of_that_call_and_category_only()
    {
        var call = await CallAsync(new CallRules("EUR", TimeSpan.Zero, MostPerPerson: 2), mostInCategory: 1);
        var elsewhere = await CallAsync(mostInCategory: 1);
        await world.SubmissionAsync(call, await world.FilmAsync(await world.PersonAsync("Eve")));
        Assert.True((await SendAsync(await DraftAsync(elsewhere))).Succeeded);

        Assert.True((await SendAsync(await DraftAsync(call))).Succeeded);
        Assert.Equal(new Refusal("Submissions.CategoryLimitReached", 1), (await SendAsync(await DraftAsync(call))).Refusal);
        Assert.True((await SendAsync(await DraftAsync(call, category: 1))).Succeeded);
        Assert.Equal("Submissions.CallLimitReached", (await SendAsync(await DraftAsync(call, category: 1))).Refusal?.Code);
    }

    [Fact]
    public async Task Many_sent_in_at_the_same_moment_do_not_pass_the_limit()
    {
        var call = await CallAsync(new CallRules("EUR", TimeSpan.Zero, MostPerPerson: 2));
        var drafts = new List<MyEntry>();
        for (var film = 0; film < 6; film++) drafts.Add(await DraftAsync(call));
        var due = drafts[0].Terms.Fees.DueAt(world.Now);
        using var start = new Barrier(drafts.Count);

        var results = await Task.WhenAll(drafts.Select(draft => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                return service.SubmitAsync(ada, draft.Id, draft.Version, due, default);
            },
            default, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap()));

        Assert.Equal(2, results.Count(result => result.Succeeded));
        Assert.All(results.Where(result => !result.Succeeded), result => Assert.Equal(new Refusal("Submissions.CallLimitReached", 2), result.Refusal));
        await using var db = world.Store.CreateDbContext();
        Assert.Equal((2, 2), (await db.Submissions.CountAsync(s => s.State == SubmissionState.Submitted), await db.OutboxMessages.CountAsync()));
    }

    /// <summary>A call with two like categories: early for 20 euro in ten days, late for 50 in twenty.</summary>
    private async Task<Call> CallAsync(CallRules? rules = null, int? mostInCategory = null)
    {
        var call = Call.Create(edition.Id, "Call", "").Value;
        if (rules is not null) Assert.True(call.ChangeRules(rules).Succeeded);
        var tiers = new[] { new Tier(TierName.Early, TestClock.Start.AddDays(10), 20_00), new Tier(TierName.Late, Last, 50_00) };
        foreach (var name in new[] { "Shorts", "Loops" }) _ = call.AddCategory(new CategoryDetails(name, null, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10), tiers, mostInCategory));
        _ = call.Open(world.Now);
        await world.SaveAsync(call);
        return call;
    }

    private async Task<MyEntry> DraftAsync(Call call, int category = 0) =>
        await FindAsync((await service.DraftAsync(ada, call.Categories[category].Id, (await world.FilmAsync(ada)).Id, default)).Value);

    private async Task<MyEntry> FindAsync(Guid id) => (await queries.FindMineAsync(ada, id, default))!;

    private Task<Result> SendAsync(MyEntry entry) => service.SubmitAsync(ada, entry.Id, entry.Version, entry.Terms.Fees.DueAt(world.Now), default);
}
