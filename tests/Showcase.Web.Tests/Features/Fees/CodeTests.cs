using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Showcase.Domain.Calls;
using Showcase.Domain.Editions;
using Showcase.Domain.Fees;
using Showcase.Domain.Submissions;
using Showcase.Web.Features.Fees;
using Showcase.Web.Features.Submissions;
using Showcase.Web.Security;

namespace Showcase.Web.Tests.Features.Fees;

/// <summary>Codes from making one to sending in with it, on a real store.</summary>
public sealed class CodeTests : IAsyncLifetime, IDisposable
{
    private static readonly CodeInput HalfOff = new("friends", null, 50, Reopens: false, MostUses: 1, Until: null);

    private readonly PaidCall fees = new();
    private readonly CodeGuesses guesses = new();
    private readonly CodeService service;
    private readonly CodeUseService use;
    private readonly CodeQueries queries;

    public CodeTests()
    {
        var world = fees.World;
        service = new CodeService(world.Store, new EditionAccess(world.Store), world.Clock, NullLogger<CodeService>.Instance);
        use = new CodeUseService(world.Store, guesses, world.Clock);
        queries = new CodeQueries(world.Store, world.Clock);
    }

    public Task InitializeAsync() => fees.InitializeAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        guesses.Dispose();
        fees.Dispose();
    }

    [Fact]
    public async Task A_typed_code_shows_the_new_fee_at_once_and_stands_in_the_ledger_when_it_is_used()
    {
        await MakeAsync(HalfOff);
        var draft = await fees.DraftAsync();

        Assert.True((await use.UseAsync(fees.Ada, draft.Id, draft.Version, " Friends", default)).Succeeded);
        var toPay = (await queries.FindMineAsync(fees.Ada, draft.Id, default))!.Of(draft.Terms.Fees.DueAt(fees.World.Now));
        Assert.Equal(10_00, toPay.Amount);
        Assert.Equal(0, await UsesAsync());
        var sent = await SendAsync(fees.Ada, draft.Id, toPay);

        Assert.True(sent.Succeeded, sent.Refusal?.ToString());
        Assert.Equal(1, await UsesAsync());
        var ledger = (await new LedgerQueries(fees.World.Store).FindMineAsync(fees.Ada, draft.Id, default))!;
        Assert.Equal([(FeeEntryKind.Due, 20_00L, "Early"), (FeeEntryKind.Waived, 10_00L, "FRIENDS")], ledger.Lines.Select(line => (line.Kind, line.Amount, line.Reference)));
        await using var db = fees.World.Store.CreateDbContext();
        Assert.Contains("Fee due: 10.00 EUR (Early).", (await db.OutboxMessages.SingleAsync()).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_who_take_the_last_use_at_once_use_it_once_and_the_other_keeps_the_draft()
    {
        await MakeAsync(HalfOff);
        var eve = await fees.World.PersonAsync("Eve");
        var (one, other) = (await WithCodeAsync(fees.Ada), await WithCodeAsync(eve));

        var both = await Task.WhenAll(
            Task.Run(() => SendAsync(fees.Ada, one, Half)),
            Task.Run(() => SendAsync(eve, other, Half)));

        Assert.Equal(EntryCodeRefusals.UsedUp, Assert.Single(both, result => !result.Succeeded).Refusal);
        Assert.Equal(1, await UsesAsync());
        await using var db = fees.World.Store.CreateDbContext();
        Assert.Equal([SubmissionState.Draft, SubmissionState.Submitted], await db.Submissions.Select(entry => entry.State).Order().ToListAsync());
        Assert.Equal((1, 1), (await db.FeeEntries.CountAsync(line => line.Kind == FeeEntryKind.Waived), await db.OutboxMessages.CountAsync()));
    }

    [Fact]
    public async Task An_entry_that_is_refused_uses_no_code()
    {
        await MakeAsync(HalfOff);
        var draft = await WithCodeAsync(fees.Ada);

        Assert.Equal(SubmissionRefusals.FeeChanged, (await SendAsync(fees.Ada, draft, new FeeDue(TierName.Early, 20_00, "EUR"))).Refusal);

        Assert.Equal(0, await UsesAsync());
        Assert.Equal(SubmissionState.Draft, (await fees.FindAsync(fees.Ada, draft)).State);
    }

    [Fact]
    public async Task A_code_that_ended_after_it_was_typed_is_refused_and_can_be_taken_off()
    {
        await MakeAsync(HalfOff);
        var draft = await WithCodeAsync(fees.Ada);
        Assert.True((await service.EndAsync(fees.Organiser, fees.Edition.Id, (await OnlyAsync()).Id, default)).Succeeded);

        Assert.Equal(EntryCodeRefusals.Ended, (await SendAsync(fees.Ada, draft, Half)).Refusal);
        Assert.Equal(EntryCodeRefusals.Ended, (await queries.FindMineAsync(fees.Ada, draft, default))!.Problem);
        Assert.True((await use.DropAsync(fees.Ada, draft, (await fees.FindAsync(fees.Ada, draft)).Version, default)).Succeeded);
        Assert.True((await SendAsync(fees.Ada, draft, new FeeDue(TierName.Early, 20_00, "EUR"))).Succeeded);
    }

    [Fact]
    public async Task A_closed_call_opens_to_whoever_holds_its_code_and_to_nobody_else()
    {
        await MakeAsync(new CodeInput("late-ada", null, 0, Reopens: true, MostUses: 1, fees.Edition.ToLocal(fees.World.Now.AddDays(40))));
        fees.World.Clock.Advance(TimeSpan.FromDays(30));
        var film = await fees.World.FilmAsync(fees.Ada, "Late");
        var categoryId = fees.Call.Categories[0].Id;
        Assert.Equal(SubmissionRefusals.DeadlinePassed, (await fees.Submissions.DraftAsync(fees.Ada, categoryId, film.Id, default)).Refusal);

        var doors = (await use.OpenDoorsAsync(fees.Ada, "LATE-ADA", default)).Value;
        Assert.Equal([categoryId], doors.Doors.Select(door => door.Id));
        var draft = (await fees.Submissions.DraftAsync(fees.Ada, categoryId, film.Id, doors.CodeId, default)).Value;
        var sent = await SendAsync(fees.Ada, draft, new FeeDue(TierName.Late, 50_00, "EUR"));

        Assert.True(sent.Succeeded, sent.Refusal?.ToString());
        Assert.Equal(EntryCodeRefusals.UsedUp, (await use.OpenDoorsAsync(await fees.World.PersonAsync("Eve"), "late-ada", default)).Refusal);
    }

    [Fact]
    public async Task A_code_that_opens_a_door_opens_no_call_that_never_was_open()
    {
        await MakeAsync(new CodeInput("early-ada", null, 0, Reopens: true, MostUses: 1, fees.Edition.ToLocal(fees.World.Now.AddDays(40))));
        await using (var db = fees.World.Store.CreateDbContext())
        {
            await db.Calls.ExecuteUpdateAsync(call => call.SetProperty(c => c.State, CallState.Draft));
        }

        Assert.Equal(SubmissionRefusals.CallClosed, (await use.OpenDoorsAsync(fees.Ada, "early-ada", default)).Refusal);
    }

    [Fact]
    public async Task Whoever_tries_many_codes_waits_and_nobody_else_does()
    {
        await MakeAsync(HalfOff);
        var (draft, eve) = (await fees.DraftAsync(), await fees.World.PersonAsync("Eve"));
        var hers = await fees.DraftAsync(eve);
        for (var tried = 0; tried < CodeGuesses.Most; tried++)
        {
            Assert.Equal(EntryCodeRefusals.Unknown, (await use.UseAsync(eve, hers.Id, hers.Version, $"guess-{tried}", default)).Refusal);
        }

        Assert.Equal(EntryCodeRefusals.TooManyTries, (await use.UseAsync(eve, hers.Id, hers.Version, "friends", default)).Refusal);
        Assert.Equal(EntryCodeRefusals.TooManyTries, (await use.OpenDoorsAsync(eve, "friends", default)).Refusal);
        Assert.True((await use.UseAsync(fees.Ada, draft.Id, draft.Version, "friends", default)).Succeeded);
    }

    [Fact]
    public async Task A_word_is_once_in_a_call_and_organisers_read_it_again()
    {
        await MakeAsync(HalfOff);

        Assert.Equal(EntryCodeRefusals.WordTaken, (await service.CreateAsync(fees.Organiser, fees.Edition.Id, fees.Call.Id, HalfOff with { Word = "FRIENDS" }, default)).Refusal);
        Assert.Equal(("FRIENDS", EntryCodeState.Active), ((await OnlyAsync()).Word, (await OnlyAsync()).State));
    }

    [Fact]
    public async Task Nobody_else_makes_reads_or_ends_codes_or_puts_one_on_somebody_elses_draft()
    {
        await MakeAsync(HalfOff);
        var (code, draft) = (await OnlyAsync(), await fees.DraftAsync());
        var elsewhere = await fees.World.EditionAsync("elsewhere");
        var stranger = await fees.World.MemberAsync(elsewhere, EditionRole.Organiser);

        Assert.Equal(Refusals.Forbidden, (await service.CreateAsync(stranger, fees.Edition.Id, fees.Call.Id, HalfOff, default)).Refusal);
        Assert.Equal(Refusals.NotFound, (await service.CreateAsync(stranger, elsewhere.Id, fees.Call.Id, HalfOff, default)).Refusal);
        Assert.Equal(Refusals.NotFound, (await service.EndAsync(stranger, elsewhere.Id, code.Id, default)).Refusal);
        Assert.Null(await queries.ListAsync(stranger, elsewhere.Id, fees.Call.Id, default));
        Assert.Null(await queries.ListAsync(fees.Ada, fees.Edition.Id, fees.Call.Id, default));
        Assert.Equal(Refusals.NotFound, (await use.UseAsync(stranger, draft.Id, draft.Version, "friends", default)).Refusal);
        Assert.Null(await queries.FindMineAsync(stranger, draft.Id, default));
    }

    [Fact]
    public async Task A_code_for_one_person_is_taken_from_that_account_alone_wherever_it_is_tried()
    {
        var grace = await fees.World.PersonAsync("Grace", "grace@mail.test");
        await MakeAsync(HalfOff with { MostUses = null, BoundTo = "Grace@mail.test" });
        await MakeAsync(new CodeInput("late-grace", null, 0, Reopens: true, MostUses: 1, fees.Edition.ToLocal(fees.World.Now.AddDays(40)), BoundTo: "grace@mail.test"));
        var (hers, adas) = (await fees.DraftAsync(grace), await fees.DraftAsync());

        Assert.Equal(EntryCodeRefusals.Bound, (await use.UseAsync(fees.Ada, adas.Id, adas.Version, "friends", default)).Refusal);
        Assert.Equal(EntryCodeRefusals.Bound, (await use.OpenDoorsAsync(fees.Ada, "late-grace", default)).Refusal);
        Assert.True((await use.OpenDoorsAsync(grace, "late-grace", default)).Succeeded);
        Assert.True((await use.UseAsync(grace, hers.Id, hers.Version, "friends", default)).Succeeded);
        Assert.Equal("grace@mail.test", (await queries.ListAsync(fees.Organiser, fees.Edition.Id, fees.Call.Id, default))!.Codes[0].BoundTo);

        // Who gives the account another address gives the code away.
        await using (var db = fees.World.Store.CreateDbContext()) await db.Users.Where(user => user.Id == grace.UserId).ExecuteUpdateAsync(user => user.SetProperty(u => u.Email, "other@mail.test"));
        Assert.Equal(EntryCodeRefusals.Bound, (await queries.FindMineAsync(grace, hers.Id, default))!.Problem);
        Assert.Equal(EntryCodeRefusals.Bound, (await SendAsync(grace, hers.Id, Half)).Refusal);
    }

    private static FeeDue Half => new(TierName.Early, 10_00, "EUR");

    private async Task MakeAsync(CodeInput input)
    {
        var made = await service.CreateAsync(fees.Organiser, fees.Edition.Id, fees.Call.Id, input, default);
        Assert.True(made.Succeeded, made.Refusal?.ToString());
    }

    private async Task<Guid> WithCodeAsync(Actor artist)
    {
        var draft = await fees.DraftAsync(artist);
        Assert.True((await use.UseAsync(artist, draft.Id, draft.Version, "friends", default)).Succeeded);
        return draft.Id;
    }

    private async Task<Result> SendAsync(Actor artist, Guid draft, FeeDue shown) =>
        await fees.Submissions.SubmitAsync(artist, draft, (await fees.FindAsync(artist, draft)).Version, shown, default);

    private async Task<CodeRow> OnlyAsync() => Assert.Single((await queries.ListAsync(fees.Organiser, fees.Edition.Id, fees.Call.Id, default))!.Codes);

    private async Task<int> UsesAsync() => (await OnlyAsync()).Uses;
}
