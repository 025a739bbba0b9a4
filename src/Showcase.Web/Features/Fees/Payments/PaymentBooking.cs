using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Fees;
using Showcase.Domain.Messages;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Features.Messages.Notices;
using Showcase.Web.Features.Submissions;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Fees.Payments;

/// <summary>
/// Writes what the provider says into ledgers. It may say it late, again, and from several sides at once: each payment and each
/// refund stands in its ledger once, under the provider's own name for it.
/// </summary>
public sealed partial class PaymentBooking(
    IDbContextFactory<ShowcaseDbContext> contexts, SubmissionMails mails, TimeProvider clock, ChangeFeed feed, ILogger<PaymentBooking> log)
{
    /// <summary>Books a message that was proved to be the provider's. One about something that is not ours is no mistake.</summary>
    public async Task BookAsync(ProviderMessage message, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (message.Checkout is { } checkout) await BookAsync(checkout, message, token);
        else if (message.Refund is { } refund) await BookAsync(refund, message, token);
    }

    /// <summary>Books how a payment stands; a draft that had to be paid first is sent in by it.</summary>
    public async Task BookAsync(CheckoutReport report, ProviderMessage? message, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(report);
        var booked = await WriteAsync(
            checkout => checkout.SessionId == report.SessionId,
            message,
            (checkout, ledger) =>
            {
                if (report.Status == CheckoutStatus.Expired) checkout.Expire();
                if (report is not { Status: CheckoutStatus.Paid, PaymentId: { } paymentId }) return;

                var settled = checkout.Settle(report.Amount, report.Currency, paymentId);
                if (settled.Succeeded) _ = ledger.Pay(checkout.Amount, Note(paymentId));
                else LogDiffers(checkout.Id, report.Amount, report.Currency, checkout.Amount, checkout.Currency);
            },
            token);
        if (booked is { State: CheckoutState.Paid }) await SendInAsync(booked, token);
    }

    private async Task BookAsync(RefundReport report, ProviderMessage message, CancellationToken token) => await WriteAsync(
        checkout => checkout.PaymentId == report.PaymentId,
        message,
        (checkout, ledger) =>
        {
            if (report.Currency != checkout.Currency || report.Amount <= 0) LogDiffers(checkout.Id, report.Amount, report.Currency, checkout.Amount, checkout.Currency);
            else if (!report.Failed) _ = ledger.Refund(report.Amount, Note(report.Id), andWaive: false);
            else if (ledger.Has(FeeEntryKind.Refunded, report.Id)) _ = ledger.Pay(report.Amount, Note(report.Id));
        },
        token);

    private FeeNote Note(string reference) => new(reference, Reason: null, By: null, clock.GetUtcNow());

    private async Task<Checkout?> WriteAsync(
        Expression<Func<Checkout, bool>> which, ProviderMessage? message, Action<Checkout, FeeLedger> write, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var submissionId = await db.Checkouts.Where(which).Select(checkout => (Guid?)checkout.SubmissionId).SingleOrDefaultAsync(token);
        if (submissionId is not { } id) return null;

        await using var queue = await db.QueueForLedgerAsync(id, token);
        if (message is not null)
        {
            if (await db.ProviderEvents.AnyAsync(known => known.EventId == message.Id, token)) return null;
            db.ProviderEvents.Add(new ProviderEvent(message.Id, message.Type, clock.GetUtcNow()));
        }

        var checkout = await db.Checkouts.Where(which).SingleAsync(token);
        var ledger = await db.LedgerAsync(id, checkout.Currency, token);
        write(checkout, ledger);
        db.FeeEntries.AddRange(ledger.Added);
        if (ledger.Added.Any(line => line.Kind == FeeEntryKind.Paid)) await NotifyAsync(db, id, token);
        await db.SaveChangesAsync(token);
        await queue.CommitAsync(token);
        feed.TellNotices(db);
        foreach (var line in ledger.Added) LogBooked(id, line.Kind, line.Amount, line.Currency);
        if (ledger.Added.Count > 0) feed.Tell(await db.Submissions.Where(entry => entry.Id == id).Select(entry => entry.EditionId).SingleAsync(token));
        return checkout;
    }

    private async Task NotifyAsync(ShowcaseDbContext db, Guid submissionId, CancellationToken token)
    {
        var entry = await db.Submissions.Where(e => e.Id == submissionId).Select(e => new { e.ArtistId, Film = db.Films.Where(film => film.Id == e.FilmId).Select(film => film.Title).First() }).SingleAsync(token);
        db.Notify(entry.ArtistId, NoticeTopic.PaymentBooked, entry.Film, $"/workspace/submissions/{submissionId}", clock.GetUtcNow());
    }

    /// <summary>
    /// Sends a paid draft in as of the moment at which its artist went to pay. Where the rules do not allow it any more, the money stands
    /// in the draft's ledger, and the artist is told on its page.
    /// </summary>
    private async Task SendInAsync(Checkout checkout, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        await using var queue = await db.QueueForSendingAsync(checkout.SubmissionId, token);
        if (await db.Submissions.SingleOrDefaultAsync(e => e.Id == checkout.SubmissionId && e.State == SubmissionState.Draft, token) is not { } entry) return;

        var sent = await db.SendInAsync(entry, shown: null, entry.ArtistId, checkout.BegunAt, mails, token);
        var refusal = sent.Succeeded ? sent.Value.MustBePaidFirst ? PaymentRefusals.PayFirst : null : sent.Refusal;
        if (refusal is null)
        {
            var saved = await db.TrySaveAsync(SubmissionRefusals.AlreadyEntered, token);
            refusal = saved.Refusal;
        }

        if (refusal is not null)
        {
            LogNotSentIn(entry.Id, refusal.Code);
            return;
        }

        await queue.CommitAsync(token);
        LogSentIn(entry.Id);
        feed.Tell(entry.EditionId);
    }

    [LoggerMessage(LogLevel.Information, "Ledger of submission {SubmissionId}: {Kind} {Amount} {Currency} by the payment provider")]
    private partial void LogBooked(Guid submissionId, FeeEntryKind kind, long amount, string currency);

    [LoggerMessage(LogLevel.Error, "Payment {CheckoutId} is not booked: the provider tells of {Amount} {Currency}, asked were {Asked} {AskedCurrency}")]
    private partial void LogDiffers(Guid checkoutId, long amount, string currency, long asked, string askedCurrency);

    [LoggerMessage(LogLevel.Information, "Submission {SubmissionId} sent in by its payment")]
    private partial void LogSentIn(Guid submissionId);

    [LoggerMessage(LogLevel.Warning, "Submission {SubmissionId} is paid for and was not sent in: {Refusal}")]
    private partial void LogNotSentIn(Guid submissionId, string refusal);
}
