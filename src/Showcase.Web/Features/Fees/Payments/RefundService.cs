using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Fees;
using Showcase.Web.Data;
using Showcase.Web.Security;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Fees.Payments;

/// <summary>How organisers give back, through the provider, what was paid through it.</summary>
public sealed partial class RefundService(
    IDbContextFactory<ShowcaseDbContext> contexts, IEnumerable<IPaymentProvider> providers, EditionAccess access, TimeProvider clock, ChangeFeed feed, ILogger<RefundService> log)
{
    private readonly IPaymentProvider? provider = providers.SingleOrDefault();

    public bool IsOn => provider is not null;

    /// <summary>
    /// Gives back part or all of a payment. A click that is repeated, or that died half way, gives back
    /// once: its key names what had been given back before.
    /// </summary>
    public async Task<Result> RefundAsync(Actor actor, Guid submissionId, RefundWish wish, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(wish);
        if (provider is null) return PaymentRefusals.Off;

        await using var db = await contexts.CreateDbContextAsync(token);
        var editionId = await db.Submissions.Where(entry => entry.Id == submissionId).Select(entry => (Guid?)entry.EditionId).SingleOrDefaultAsync(token);
        if (editionId is null) return Refusals.NotFound;
        if (await access.CheckAsync(actor, editionId.Value, token, EditionRole.Organiser) is { } refusal) return refusal;
        if (Text.Check(wish.Reason, "Reason", FeeEntry.ReasonLength) is { } noReason) return noReason;
        if (await db.Checkouts.AsNoTracking().SingleOrDefaultAsync(c => c.SubmissionId == submissionId && c.PaymentId == wish.PaymentId, token) is not { } checkout) return Refusals.NotFound;

        var before = (await db.LedgerAsync(submissionId, checkout.Currency, token)).Sums;
        if (wish.Amount <= 0) return FeeRefusals.AmountInvalid;
        if (wish.Amount > before.Kept || wish.Amount > checkout.Amount) return FeeRefusals.MoreThanPaid;

        var given = await provider.RefundAsync(new RefundOrder($"{checkout.Id:N}-{before.Refunded}-{wish.Amount}", wish.PaymentId, wish.Amount, checkout.Currency), token);
        if (!given.Succeeded) return given.Refusal;
        return given.Value.Failed ? PaymentRefusals.NotTaken : await WriteAsync(db, actor, submissionId, editionId.Value, given.Value, wish);
    }

    /// <summary>The money is on its way: that is written down whatever happens to the page. The provider's own message may have been faster.</summary>
    private async Task<Result> WriteAsync(ShowcaseDbContext db, Actor actor, Guid submissionId, Guid editionId, RefundReport given, RefundWish wish)
    {
        await using var queue = await db.QueueForLedgerAsync(submissionId, CancellationToken.None);
        var ledger = await db.LedgerAsync(submissionId, given.Currency, CancellationToken.None);
        var note = new FeeNote(given.Id, wish.Reason, actor.UserId, clock.GetUtcNow());
        var refunded = ledger.Refund(given.Amount, note, andWaive: false);
        if (!refunded.Succeeded) return refunded;
        if (wish.AndWaive && ledger.Sums.Open > 0 && ledger.Waive(Math.Min(given.Amount, ledger.Sums.Open), note) is { Succeeded: false } refused) return refused;

        db.FeeEntries.AddRange(ledger.Added);
        var saved = await db.TrySaveAsync(FeeRefusals.ReferenceUsed, CancellationToken.None);
        if (!saved.Succeeded) return saved;

        await queue.CommitAsync(CancellationToken.None);
        LogRefunded(submissionId, given.Amount, given.Currency, actor.UserId);
        feed.Tell(editionId);
        feed.Tell(await db.Submissions.Where(entry => entry.Id == submissionId).Select(entry => entry.FilmId).SingleAsync(CancellationToken.None));
        return Result.Ok;
    }

    [LoggerMessage(LogLevel.Information, "Ledger of submission {SubmissionId}: {Amount} {Currency} given back through the provider by {UserId}")]
    private partial void LogRefunded(Guid submissionId, long amount, string currency, Guid userId);
}

/// <summary>What an organiser wants given back of a payment, and why; <see cref="AndWaive"/> says that the fee is not asked again.</summary>
public sealed record RefundWish(string PaymentId, long Amount, string? Reason, bool AndWaive);
