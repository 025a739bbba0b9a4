using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Fees;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Security;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Fees;

/// <summary>What organisers write into a submission's ledger by hand: what came in, what is not asked any more, what went back.</summary>
public sealed partial class LedgerService(
    IDbContextFactory<ShowcaseDbContext> contexts, EditionAccess access, TimeProvider clock, ChangeFeed feed, ILogger<LedgerService> log)
{
    /// <summary>What a hand may record; a fee falls due by sending in alone.</summary>
    public static IReadOnlyList<FeeEntryKind> ByHand { get; } = [FeeEntryKind.Paid, FeeEntryKind.Waived, FeeEntryKind.Refunded];

    /// <summary>Writes one line. The same line under the same reference again changes nothing and is no mistake.</summary>
    public async Task<Result> RecordAsync(Actor actor, Guid submissionId, FeeRecord record, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(record);
        await using var db = await contexts.CreateDbContextAsync(token);
        if (await db.Submissions.AsNoTracking().SingleOrDefaultAsync(entry => entry.Id == submissionId, token) is not { } submission) return Refusals.NotFound;
        if (await access.CheckAsync(actor, submission.EditionId, token, EditionRole.Organiser) is { } refusal) return refusal;
        if (!ByHand.Contains(record.Kind)) return FeeRefusals.KindByHand;
        if (Text.Check(record.Reason, "Reason", FeeEntry.ReasonLength, NeedsReason(record.Kind)) is { } noReason) return noReason;

        await using var queue = await db.QueueForLedgerAsync(submissionId, token);
        var ledger = await db.LedgerAsync(submissionId, await db.Calls.Where(call => call.Categories.Any(category => category.Id == submission.CategoryId)).Select(call => call.Currency).SingleAsync(token), token);

        // A draft owes nothing and is not the organisers' to see, unless its artist has paid already.
        if (submission.State == SubmissionState.Draft && ledger.Sums.Paid == 0) return Refusals.NotFound;

        var recorded = Write(ledger, record, new FeeNote(record.Reference, record.Reason, actor.UserId, clock.GetUtcNow()));
        if (!recorded.Succeeded) return recorded;

        db.FeeEntries.AddRange(ledger.Added);
        var saved = await db.TrySaveAsync(FeeRefusals.ReferenceUsed, token);
        if (!saved.Succeeded) return saved;

        await queue.CommitAsync(token);
        foreach (var line in ledger.Added) LogRecorded(submissionId, line.Kind, line.Amount, line.Currency, actor.UserId);
        feed.Tell(submission.EditionId);
        feed.Tell(submission.FilmId);
        return Result.Ok;
    }

    /// <summary>Whether the artist must be told in writing why.</summary>
    public static bool NeedsReason(FeeEntryKind kind) => kind != FeeEntryKind.Paid;

    private static Result Write(FeeLedger ledger, FeeRecord record, FeeNote note) => record.Kind switch
    {
        FeeEntryKind.Paid => ledger.Pay(record.Amount, note),
        FeeEntryKind.Waived => ledger.Waive(record.Amount, note),
        _ => ledger.Refund(record.Amount, note, record.AndWaive),
    };

    [LoggerMessage(LogLevel.Information, "Ledger of submission {SubmissionId}: {Kind} {Amount} {Currency} by {UserId}")]
    private partial void LogRecorded(Guid submissionId, FeeEntryKind kind, long amount, string currency, Guid userId);
}

/// <summary>What an organiser types: the amount in the smallest coin; <see cref="AndWaive"/> says of a refund that the fee is not asked again.</summary>
public sealed record FeeRecord(FeeEntryKind Kind, long Amount, string? Reference, string? Reason, bool AndWaive = false);
