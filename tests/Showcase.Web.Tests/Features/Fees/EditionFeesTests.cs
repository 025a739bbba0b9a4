using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Showcase.Domain.Editions;
using Showcase.Domain.Fees;
using Showcase.Web.Features.Fees;
using Showcase.Web.Features.Submissions.Inbox;
using Showcase.Web.Security;
using Showcase.Web.Shared;

namespace Showcase.Web.Tests.Features.Fees;

/// <summary>What an edition is owed and was paid, in one list, in the inbox and in a file.</summary>
public sealed class EditionFeesTests : IAsyncLifetime, IDisposable
{
    private readonly PaidCall fees = new();
    private readonly LedgerService service;
    private readonly EditionFeesQueries queries;
    private readonly InboxQueries inbox;
    private Guid due;
    private Guid paid;
    private Guid waived;

    public EditionFeesTests()
    {
        service = new LedgerService(fees.World.Store, new EditionAccess(fees.World.Store), fees.World.Clock, new ChangeFeed(), NullLogger<LedgerService>.Instance);
        (queries, inbox) = (new EditionFeesQueries(fees.World.Store), new InboxQueries(fees.World.Store));
    }

    public async Task InitializeAsync()
    {
        await fees.InitializeAsync();
        (due, paid, waived) = (await fees.SentInAsync(), await fees.SentInAsync(), await fees.SentInAsync());
        await RecordAsync(paid, FeeEntryKind.Paid, 20_00);
        await RecordAsync(waived, FeeEntryKind.Waived, 20_00);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => fees.Dispose();

    [Fact]
    public async Task The_list_says_what_is_due_paid_and_waived_and_what_it_comes_to()
    {
        Assert.Equal([due], await ShownAsync(FeeShow.Due));
        Assert.Equal([paid], await ShownAsync(FeeShow.Paid));
        Assert.Equal([waived], await ShownAsync(FeeShow.Waived));
        Assert.Empty(await ShownAsync(FeeShow.TooMuch));
        Assert.Equal(3, (await ShownAsync(FeeShow.All)).Count);

        await RecordAsync(paid, FeeEntryKind.Paid, 5_00);
        Assert.Equal([paid], await ShownAsync(FeeShow.TooMuch));
        Assert.Equal(new CurrencySums("EUR", new FeeSums(60_00, 20_00, 25_00, 0)), Assert.Single((await ListAsync(FeeShow.All)).Sums));
    }

    [Fact]
    public async Task The_inbox_is_filtered_by_how_fees_stand_and_says_it_in_its_columns()
    {
        foreach (var (fee, entry) in new[] { (InboxFee.Due, due), (InboxFee.Paid, paid), (InboxFee.Waived, waived) })
        {
            var page = await inbox.ListAsync(fees.Organiser, fees.Edition.Id, new InboxFilter { Fee = fee }, default);
            Assert.Equal([entry], page.Lines.Select(line => line.Id));
        }

        var lines = await inbox.ExportAsync(fees.Organiser, fees.Edition.Id, new InboxFilter(), default);
        Assert.Equal((20_00, 0, 0), (Open(due), Open(paid), Open(waived)));
        Assert.Equal("?fee=Due", InboxFilter.From(null, null, null, null, null, null, null, null, "due").ToQuery());

        long? Open(Guid entry) => lines.Single(line => line.Id == entry).Ledger?.Sums.Open;
    }

    [Fact]
    public async Task A_draft_that_was_paid_for_and_not_sent_in_is_seen()
    {
        var draft = await fees.DraftAsync();
        await fees.World.SaveAsync(new FeeEntry(draft.Id, FeeEntryKind.Paid, 20_00, "EUR", "pi_1", null, null, fees.World.Now));

        var found = Assert.Single((await ListAsync(FeeShow.Due)).PaidDrafts);

        Assert.Equal((draft.Id, 20_00L, fees.Ada.Name), (found.SubmissionId, found.Sums.Kept, found.Artist));
    }

    [Fact]
    public async Task The_file_has_every_line_and_nobody_but_organisers_reads_any()
    {
        var lines = await queries.LinesAsync(fees.Organiser, fees.Edition.Id, default);

        Assert.Equal(5, lines.Count);
        Assert.Equal((FeeEntryKind.Paid, 20_00L, fees.Organiser.Name), lines.Where(line => line.SubmissionId == paid).Select(line => (line.Kind, line.Amount, line.By)).Last());
        var juror = await fees.World.MemberAsync(fees.Edition, EditionRole.Juror);
        foreach (var other in new[] { fees.Ada, juror })
        {
            Assert.Empty(await queries.LinesAsync(other, fees.Edition.Id, default));
            var list = await queries.ListAsync(other, fees.Edition.Id, FeeShow.All, page: 1, default);
            Assert.Equal((0, 0, 0), (list.Sums.Count, list.Rows.Count, list.PaidDrafts.Count));
        }
    }

    private Task<EditionFees> ListAsync(FeeShow show) => queries.ListAsync(fees.Organiser, fees.Edition.Id, show, page: 1, default);

    private async Task<List<Guid>> ShownAsync(FeeShow show) => [.. (await ListAsync(show)).Rows.Select(row => row.SubmissionId)];

    private async Task RecordAsync(Guid entry, FeeEntryKind kind, long amount)
    {
        var recorded = await service.RecordAsync(fees.Organiser, entry, new FeeRecord(kind, amount, $"{kind} {amount}", "By hand"), default);
        Assert.True(recorded.Succeeded, recorded.Refusal?.ToString());
    }
}
