using Microsoft.Extensions.Logging.Abstractions;
using Showcase.Domain.Editions;
using Showcase.Domain.Fees;
using Showcase.Web.Features.Fees;
using Showcase.Web.Security;
using Showcase.Web.Shared;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Fees;

public sealed class LedgerServiceTests : IAsyncLifetime, IDisposable
{
    private readonly PaidCall fees = new();
    private readonly LedgerService service;
    private readonly LedgerQueries queries;

    public LedgerServiceTests()
    {
        var access = new EditionAccess(fees.World.Store);
        service = new LedgerService(fees.World.Store, access, fees.World.Clock, new ChangeFeed(), NullLogger<LedgerService>.Instance);
        queries = new LedgerQueries(fees.World.Store);
    }

    public Task InitializeAsync() => fees.InitializeAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => fees.Dispose();

    [Fact]
    public async Task Sending_in_makes_the_fee_of_that_moment_due()
    {
        var entry = await fees.SentInAsync();

        var mine = await queries.FindMineAsync(fees.Ada, entry, default);

        Assert.Equal([(FeeEntryKind.Due, 20_00L, "Early")], mine!.Lines.Select(line => (line.Kind, line.Amount, line.Reference)));
        Assert.Equal((20_00, "EUR"), (mine.Sums.Open, mine.Currency));
    }

    [Fact]
    public async Task An_organiser_records_what_came_in_and_the_artist_reads_it_without_a_name()
    {
        var entry = await fees.SentInAsync();

        var recorded = await service.RecordAsync(fees.Organiser, entry, new FeeRecord(FeeEntryKind.Paid, 20_00, "Bank 1", "Transfer"), default);

        Assert.True(recorded.Succeeded, recorded.Refusal?.ToString());
        Assert.Equal(0, (await queries.FindMineAsync(fees.Ada, entry, default))!.Sums.Open);
        Assert.Null((await queries.FindMineAsync(fees.Ada, entry, default))!.Lines[1].By);
        Assert.Equal(fees.Organiser.Name, (await queries.FindAsync(fees.Organiser, fees.Edition.Id, entry, default))!.Lines[1].By);
    }

    [Fact]
    public async Task Two_clicks_at_once_record_one_payment()
    {
        var entry = await fees.SentInAsync();
        var record = new FeeRecord(FeeEntryKind.Paid, 20_00, "Bank 1", null);

        var both = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => service.RecordAsync(fees.Organiser, entry, record, default))));

        Assert.All(both, result => Assert.True(result.Succeeded, result.Refusal?.ToString()));
        Assert.Equal(20_00, (await queries.FindMineAsync(fees.Ada, entry, default))!.Sums.Paid);
    }

    [Fact]
    public async Task Two_organisers_at_once_do_not_give_back_more_than_came_in()
    {
        var entry = await fees.SentInAsync();
        Assert.True((await service.RecordAsync(fees.Organiser, entry, new FeeRecord(FeeEntryKind.Paid, 20_00, "Bank 1", null), default)).Succeeded);

        var both = await Task.WhenAll(Enumerable.Range(0, 2).Select(number => Task.Run(() =>
            service.RecordAsync(fees.Organiser, entry, new FeeRecord(FeeEntryKind.Refunded, 20_00, $"Back {number}", "Withdrawn", AndWaive: true), default))));

        Assert.Equal(FeeRefusals.MoreThanPaid, Assert.Single(both, result => !result.Succeeded).Refusal);
        Assert.Equal((20_00, 0), ((await queries.FindMineAsync(fees.Ada, entry, default))!.Sums.Refunded, (await queries.FindMineAsync(fees.Ada, entry, default))!.Sums.Open));
    }

    [Theory]
    [InlineData(FeeEntryKind.Waived)]
    [InlineData(FeeEntryKind.Refunded)]
    public async Task What_is_waived_or_given_back_has_a_reason(FeeEntryKind kind)
    {
        var entry = await fees.SentInAsync();

        Assert.Equal(Refusals.Required("Reason"), (await service.RecordAsync(fees.Organiser, entry, new FeeRecord(kind, 1_00, "Board", " "), default)).Refusal);
    }

    [Fact]
    public async Task A_fee_does_not_fall_due_by_hand()
    {
        var entry = await fees.SentInAsync();

        Assert.Equal(FeeRefusals.KindByHand, (await service.RecordAsync(fees.Organiser, entry, new FeeRecord(FeeEntryKind.Due, 1_00, "More", "More"), default)).Refusal);
    }

    [Fact]
    public async Task Nobody_else_writes_or_reads_a_ledger()
    {
        var entry = await fees.SentInAsync();
        var stranger = await fees.World.MemberAsync(await fees.World.EditionAsync("elsewhere"), EditionRole.Organiser);
        var record = new FeeRecord(FeeEntryKind.Waived, 20_00, "Me", "Please");

        Assert.Equal(Refusals.Forbidden, (await service.RecordAsync(stranger, entry, record, default)).Refusal);
        Assert.Equal(Refusals.Forbidden, (await service.RecordAsync(fees.Ada, entry, record, default)).Refusal);
        Assert.Null(await queries.FindAsync(stranger, fees.Edition.Id, entry, default));
        Assert.Null(await queries.FindMineAsync(stranger, entry, default));
    }

    [Fact]
    public async Task A_draft_has_no_ledger_for_organisers()
    {
        var draft = await fees.DraftAsync();

        Assert.Equal(Refusals.NotFound, (await service.RecordAsync(fees.Organiser, draft.Id, new FeeRecord(FeeEntryKind.Paid, 1_00, "Bank", null), default)).Refusal);
        Assert.Null(await queries.FindAsync(fees.Organiser, fees.Edition.Id, draft.Id, default));
    }
}
