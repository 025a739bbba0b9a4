using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Calls;
using Showcase.Domain.Fees;
using Showcase.Domain.Films;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Features.Submissions;
using Showcase.Web.Security;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Fees.Payments;

/// <summary>
/// How an artist pays: a page of the provider's is made for what is due, and what becomes of it is asked when they come back. Whatever the
/// provider does or does not, the draft stays as it is.
/// </summary>
public sealed partial class PaymentService(
    IDbContextFactory<ShowcaseDbContext> contexts, IEnumerable<IPaymentProvider> providers, PaymentBooking booking, SubmissionMails mails, SiteTexts texts, TimeProvider clock,
    ILogger<PaymentService> log)
{
    private readonly IPaymentProvider? provider = providers.SingleOrDefault();

    /// <summary>Whether fees can be paid here at all.</summary>
    public bool IsOn => provider is not null;

    /// <summary>
    /// Where the person pays. Of a draft, <paramref name="shown"/> is the fee that they agreed to; all that would be refused when it is sent
    /// in is refused before they pay. <paramref name="back"/> is the page that they come from.
    /// </summary>
    public async Task<Result<Uri>> BeginAsync(Actor actor, Guid submissionId, FeeDue? shown, Uri back, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (provider is null) return PaymentRefusals.Off;

        await using var db = await contexts.CreateDbContextAsync(token);
        if (!await db.EntriesOf(actor, CoAuthorRole.Own).AnyAsync(entry => entry.Id == submissionId, token)) return Refusals.NotFound;

        var due = await DueAsync(actor, submissionId, shown, token);
        if (!due.Succeeded) return due.Refusal;
        if (await db.Checkouts.SingleOrDefaultAsync(c => c.SubmissionId == submissionId && c.State == CheckoutState.Open, token) is { } before)
        {
            var goesOn = await GoOnAsync(before, due.Value, token);
            if (!goesOn.Succeeded) return goesOn.Refusal;
            if (goesOn.Value is { } page) return page;
        }

        return await OpenAsync(submissionId, due.Value, back, token);
    }

    /// <summary>Asks the provider how the actor's payment stands, and books what has come in; nothing where none was begun.</summary>
    public async Task<Result> CheckAsync(Actor actor, Guid submissionId, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (provider is null) return PaymentRefusals.Off;

        await using var db = await contexts.CreateDbContextAsync(token);
        var entries = db.EntriesOf(actor, CoAuthorRole.Own);
        var session = await db.Checkouts
            .Where(c => c.SubmissionId == submissionId && c.State == CheckoutState.Open && entries.Any(entry => entry.Id == submissionId))
            .Select(c => c.SessionId)
            .SingleOrDefaultAsync(token);
        if (session is null) return Result.Ok;

        var report = await provider.FindAsync(session, token);
        if (!report.Succeeded) return report.Refusal;

        await booking.BookAsync(report.Value, message: null, token);
        return report.Value.Status == CheckoutStatus.OnItsWay ? PaymentRefusals.OnItsWay : Result.Ok;
    }

    /// <summary>What is to be paid now. Sending a draft in is tried out for it, and dropped.</summary>
    private async Task<Result<Sum>> DueAsync(Actor actor, Guid submissionId, FeeDue? shown, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        await using var dropped = await db.QueueForSendingAsync(submissionId, token);
        var entry = await db.Submissions.SingleAsync(e => e.Id == submissionId, token);
        if (entry.State is SubmissionState.Withdrawn or SubmissionState.Disqualified) return PaymentRefusals.NothingDue;

        var now = clock.GetUtcNow();
        if (entry.State == SubmissionState.Draft)
        {
            var tried = await db.SendInAsync(entry, shown, actor.UserId, now, mails, token);
            if (!tried.Succeeded) return tried.Refusal;
            if (tried.Value.Payment == PaymentTiming.Later) return PaymentRefusals.SendInFirst;
            return tried.Value.MustBePaidFirst ? new Sum(tried.Value.Sums.Open, tried.Value.Currency, now) : PaymentRefusals.NothingDue;
        }

        var ledger = await db.LedgerAsync(submissionId, entry.Fee?.Currency ?? "", token);
        return ledger.Sums.Open > 0 ? new Sum(ledger.Sums.Open, ledger.Currency, now) : PaymentRefusals.NothingDue;
    }

    /// <summary>The page that was made before, where it is good for the same sum still; null where a new one is wanted.</summary>
    private async Task<Result<Uri?>> GoOnAsync(Checkout before, Sum due, CancellationToken token)
    {
        var report = await provider!.FindAsync(before.SessionId, token);
        if (!report.Succeeded) return report.Refusal;
        if (report.Value.Status == CheckoutStatus.OnItsWay) return PaymentRefusals.OnItsWay;
        if (report.Value.Status == CheckoutStatus.Open)
        {
            if (before.Amount == due.Amount && before.Currency == due.Currency) return new Uri(before.Address);

            var closed = await provider.CloseAsync(before.SessionId, token);
            if (!closed.Succeeded) return closed.Refusal;
        }

        await booking.BookAsync(report.Value.Status == CheckoutStatus.Open ? report.Value with { Status = CheckoutStatus.Expired } : report.Value, message: null, token);
        return report.Value.Status == CheckoutStatus.Paid ? PaymentRefusals.NothingDue : Result.From<Uri?>(null);
    }

    private async Task<Result<Uri>> OpenAsync(Guid submissionId, Sum due, Uri back, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var names = await (
            from entry in db.Submissions
            join film in db.Films on entry.FilmId equals film.Id
            join edition in db.Editions on entry.EditionId equals edition.Id
            where entry.Id == submissionId
            select new { Film = film.Title, Edition = edition.Name })
            .SingleAsync(token);

        var checkout = Checkout.Prepare(submissionId, due.Amount, due.Currency, due.At);
        var page = await provider!.OpenAsync(
            new CheckoutOrder(checkout.Id, due.Amount, due.Currency, texts["Fees.PaymentFor", names.Film, names.Edition], back, due.At + Checkout.Life), token);
        if (!page.Succeeded) return page.Refusal;

        checkout.Open(page.Value.SessionId, page.Value.Address);
        db.Checkouts.Add(checkout);
        var saved = await db.TrySaveAsync(Refusals.Conflict, CancellationToken.None);
        if (!saved.Succeeded)
        {
            // Two clicks at once: one page is enough, and this one was shown to nobody.
            await provider.CloseAsync(page.Value.SessionId, CancellationToken.None);
            return saved.Refusal;
        }

        LogBegun(checkout.Id, submissionId, due.Amount, due.Currency);
        return page.Value.Address;
    }

    [LoggerMessage(LogLevel.Information, "Payment {CheckoutId} of submission {SubmissionId} begun: {Amount} {Currency}")]
    private partial void LogBegun(Guid checkoutId, Guid submissionId, long amount, string currency);

    private sealed record Sum(long Amount, string Currency, DateTimeOffset At);
}
