using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Showcase.Domain.Fees;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;

namespace Showcase.Web.Features.Fees;

/// <summary>How ledgers are read and written.</summary>
internal static class Ledgers
{
    /// <summary>The submission's ledger; one without a line is kept in <paramref name="currency"/>.</summary>
    public static async Task<FeeLedger> LedgerAsync(this ShowcaseDbContext db, Guid submissionId, string currency, CancellationToken token)
    {
        var entries = await db.FeeEntries.AsNoTracking().Where(entry => entry.SubmissionId == submissionId).OrderBy(entry => entry.Id).ToListAsync(token);
        return new FeeLedger(submissionId, entries.Count > 0 ? entries[0].Currency : currency, entries);
    }

    /// <summary>
    /// Whoever writes into a ledger queues at the submission's row until the transaction ends: nothing is given back twice, on a store
    /// that lets only one write at a time and on one that lets many.
    /// </summary>
    public static Task<IDbContextTransaction> QueueForLedgerAsync(this ShowcaseDbContext db, Guid submissionId, CancellationToken token) =>
        db.QueueForLedgersAsync(db.Submissions.Where(entry => entry.Id == submissionId), token);

    /// <summary>The same, for several ledgers.</summary>
    public static async Task<IDbContextTransaction> QueueForLedgersAsync(this ShowcaseDbContext db, IQueryable<Submission> submissions, CancellationToken token)
    {
        var transaction = await db.Database.BeginTransactionAsync(token);
        await submissions.ExecuteUpdateAsync(entry => entry.SetProperty(e => e.CreatedAt, e => e.CreatedAt), token);
        return transaction;
    }

    /// <summary>What each ledger of the edition comes to. Without lines there is none.</summary>
    public static IQueryable<LedgerSums> LedgersOf(this ShowcaseDbContext db, Guid editionId) => db.FeeEntries
        .Where(line => db.Submissions.Any(entry => entry.Id == line.SubmissionId && entry.EditionId == editionId))
        .GroupBy(line => new { line.SubmissionId, line.Currency })
        .Select(lines => new LedgerSums
        {
            SubmissionId = lines.Key.SubmissionId,
            Currency = lines.Key.Currency,
            Due = lines.Sum(line => line.Kind == FeeEntryKind.Due ? line.Amount : 0),
            Waived = lines.Sum(line => line.Kind == FeeEntryKind.Waived ? line.Amount : 0),
            Paid = lines.Sum(line => line.Kind == FeeEntryKind.Paid ? line.Amount : 0),
            Refunded = lines.Sum(line => line.Kind == FeeEntryKind.Refunded ? line.Amount : 0),
        });

    /// <summary>Drafts that money came in for, or may come in for yet: they are kept until it is settled.</summary>
    public static IQueryable<Submission> PaidDrafts(this ShowcaseDbContext db) =>
        db.Submissions.Where(entry => entry.State == SubmissionState.Draft
            && (db.FeeEntries.Any(line => line.SubmissionId == entry.Id) || db.Checkouts.Any(checkout => checkout.SubmissionId == entry.Id && checkout.State == CheckoutState.Open)));
}

/// <summary>What a ledger comes to, inside a query; in the smallest coin.</summary>
internal sealed class LedgerSums
{
    public Guid SubmissionId { get; init; }

    public string Currency { get; init; } = "";

    public long Due { get; init; }

    public long Waived { get; init; }

    public long Paid { get; init; }

    public long Refunded { get; init; }

    public FeeSums Sums => new(Due, Waived, Paid, Refunded);
}
