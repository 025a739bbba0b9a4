using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Showcase.Domain.Calls;
using Showcase.Domain.Fees;
using Showcase.Domain.Media;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Features.Eligibility;
using Showcase.Web.Features.Fees;
using Showcase.Web.Features.Forms;

namespace Showcase.Web.Features.Submissions;

/// <summary>All that belongs to sending a draft in. The caller has begun a transaction, and saves or drops it.</summary>
internal static class EntrySending
{
    /// <summary>
    /// Sends in as of <paramref name="at"/>: checks the door, the code, the limits, the film, the rules, the terms and the answers, fixes the
    /// fee, counts the code's use, writes the ledger and the acknowledgement. <paramref name="shown"/> is what the artist agreed to pay, null where they have paid for it; <paramref name="by"/> is who sends in.
    /// </summary>
    public static async Task<Result<SentIn>> SendInAsync(
        this ShowcaseDbContext db, Submission entry, FeeDue? shown, Guid by, DateTimeOffset at, SubmissionMails mails, CancellationToken token)
    {
        if (await db.DoorAsync(entry.CategoryId, token) is not { } door) return Refusals.NotFound;
        var code = await db.EntryCodes.AsNoTracking().SingleOrDefaultAsync(c => c.Id == entry.CodeId, token);
        if (code?.Refuse(door.Call.Id, await db.HolderAsync(entry.ArtistId, token), at) is { } useless) return useless;

        var sent = door.Terms.Limits.Any ? await db.EntriesSentAsync(entry.ArtistId, door.Call.Id, door.Category.Id, token) : default;
        var submitted = entry.Submit(door.Call, door.Category, await RuntimeAsync(db, entry.FilmId, token), at, sent, code?.Reopens == true, by);
        if (!submitted.Succeeded) return submitted.Refusal;

        var fee = entry.Fee!;
        var off = code is null ? 0 : EntryCode.Off(fee.Amount, code.PercentOff);
        var toPay = fee with { Amount = fee.Amount - off };
        if (shown is not null && !toPay.IsSameSum(shown)) return SubmissionRefusals.FeeChanged;
        var answered = await db.SealAnswersAsync(entry, at, token);
        if (!answered.Succeeded) return answered.Refusal;
        if (await db.CheckAgreementsAsync(entry, door.Call.Id, code, at, token) is { } barred) return barred;
        if (code is not null && !await CountUseAsync(db, code.Id, token)) return EntryCodeRefusals.UsedUp;

        var ledger = await db.LedgerAsync(entry.Id, fee.Currency, token);
        ledger.Charge(fee, by, at);
        var waived = off > 0 ? ledger.Waive(off, new FeeNote(code!.Word, Reason: null, by, at)) : Result.Ok;
        if (!waived.Succeeded) return waived.Refusal;

        db.FeeEntries.AddRange(ledger.Added);
        db.OutboxMessages.Add(await mails.AcknowledgeAsync(db, entry, toPay, door.Category.Name, at, token));
        return new SentIn(ledger.Sums, ledger.Currency, door.Call.Payment);
    }

    /// <summary>
    /// What is sent in for one artist queues at the artist's row until the transaction ends: entries are counted against the limits one after
    /// the other, on a store that lets only one write at a time and on one that lets many.
    /// </summary>
    public static async Task<IDbContextTransaction> QueueForSendingAsync(this ShowcaseDbContext db, Guid submissionId, CancellationToken token)
    {
        var transaction = await db.Database.BeginTransactionAsync(token);
        await db.Users.Where(user => db.Submissions.Any(entry => entry.Id == submissionId && entry.ArtistId == user.Id)).ExecuteUpdateAsync(user => user.SetProperty(u => u.DisplayName, u => u.DisplayName), token);
        return transaction;
    }

    /// <summary>The call and the category that an entry competes in.</summary>
    public static async Task<Door?> DoorAsync(this ShowcaseDbContext db, Guid categoryId, CancellationToken token)
    {
        var call = await db.Calls.Include(c => c.Categories).SingleOrDefaultAsync(c => c.Categories.Any(category => category.Id == categoryId), token);
        return call is null ? null : new Door(call, call.Categories.Single(category => category.Id == categoryId));
    }

    /// <summary>Counts where there is a use left, in one statement: of two who take the last one at once, one does.</summary>
    private static async Task<bool> CountUseAsync(ShowcaseDbContext db, Guid codeId, CancellationToken token) => await db.EntryCodes
        .Where(code => code.Id == codeId && code.EndedAt == null && (code.MostUses == null || code.Uses < code.MostUses))
        .ExecuteUpdateAsync(code => code.SetProperty(c => c.Uses, c => c.Uses + 1), token) == 1;

    /// <summary>How long the film's file runs; null while it is not ready.</summary>
    private static Task<TimeSpan?> RuntimeAsync(ShowcaseDbContext db, Guid filmId, CancellationToken token) => db.Films
        .Where(film => film.Id == filmId)
        .SelectMany(film => db.MediaAssets.Where(asset => asset.Id == film.VideoId && asset.State == MediaState.Ready && asset.Facts != null))
        .Select(asset => (TimeSpan?)asset.Facts!.Duration)
        .SingleOrDefaultAsync(token);
}

/// <summary>Where an entry is sent in to.</summary>
internal sealed record Door(Call Call, Category Category)
{
    public EntryTerms Terms => EntryTerms.Of(Call, Category);
}

/// <summary>What sending in came to: the ledger's sums, and whether they had to be paid before.</summary>
internal sealed record SentIn(FeeSums Sums, string Currency, PaymentTiming Payment)
{
    public bool MustBePaidFirst => Payment == PaymentTiming.First && Sums.Open > 0;
}
