using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Calls;
using Showcase.Domain.Editions;
using Showcase.Domain.Fees;
using Showcase.Domain.Films;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Fees;

/// <summary>What is read of ledgers: all of it by organisers, and without their names by the artist.</summary>
public sealed class LedgerQueries(IDbContextFactory<ShowcaseDbContext> contexts)
{
    private const int Most = 500;

    /// <summary>A submission's ledger for the edition's organisers; null for everybody else.</summary>
    public async Task<LedgerView?> FindAsync(Actor actor, Guid editionId, Guid submissionId, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        var seen = db.Submissions.Where(entry => entry.Id == submissionId && entry.EditionId == editionId && entry.State != SubmissionState.Draft
            && db.EditionMembers.Any(member => member.EditionId == editionId && member.UserId == actor.UserId && member.Role == EditionRole.Organiser));
        if (await CurrencyAsync(db, seen, token) is not { } currency) return null;

        var lines = await Lines(db, submissionId)
            .Select(line => new LedgerLine(
                line.Id, line.Kind, line.Amount, line.Reference, line.Reason, db.Users.Where(user => user.Id == line.By).Select(user => user.DisplayName).FirstOrDefault(), line.By == null, line.At))
            .ToListAsync(token);
        var code = await db.EntryCodes.Where(c => db.Submissions.Any(entry => entry.Id == submissionId && entry.CodeId == c.Id)).Select(c => c.Word).SingleOrDefaultAsync(token);
        var differs = await db.Checkouts.AnyAsync(checkout => checkout.SubmissionId == submissionId && checkout.State == CheckoutState.Differs, token);
        return new LedgerView(currency, lines) { Code = code, Differs = differs };
    }

    /// <summary>The ledger of the actor's own submission; organisers are not named.</summary>
    public async Task<LedgerView?> FindMineAsync(Actor actor, Guid submissionId, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        if (await CurrencyAsync(db, db.EntriesOf(actor, CoAuthorRole.View).Where(entry => entry.Id == submissionId), token) is not { } currency) return null;

        var lines = await Lines(db, submissionId)
            .Select(line => new LedgerLine(line.Id, line.Kind, line.Amount, line.Reference, line.Reason, line.By == actor.UserId ? actor.Name : null, line.By == null, line.At))
            .ToListAsync(token);
        var payment = await db.Calls
            .Where(call => call.Categories.Any(category => db.Submissions.Any(entry => entry.Id == submissionId && entry.CategoryId == category.Id)))
            .Select(call => call.Payment)
            .SingleAsync(token);
        var isPaying = await db.Checkouts.AnyAsync(checkout => checkout.SubmissionId == submissionId && checkout.State == CheckoutState.Open, token);
        return new LedgerView(currency, lines) { Payment = payment, IsPaying = isPaying };
    }

    /// <summary>In the order of their moments. What is written in the same one begins with what fell due, which is the first by its name too.</summary>
    private static IQueryable<FeeEntry> Lines(ShowcaseDbContext db, Guid submissionId) =>
        db.FeeEntries.AsNoTracking().Where(line => line.SubmissionId == submissionId).OrderBy(line => line.At).ThenBy(line => line.Kind).ThenBy(line => line.Id).Take(Most);

    private static Task<string?> CurrencyAsync(ShowcaseDbContext db, IQueryable<Submission> seen, CancellationToken token) => seen
        .Select(entry => db.FeeEntries.Where(line => line.SubmissionId == entry.Id).OrderBy(line => line.Id).Select(line => line.Currency).FirstOrDefault()
            ?? db.Calls.Where(call => call.Categories.Any(category => category.Id == entry.CategoryId)).Select(call => call.Currency).FirstOrDefault())
        .SingleOrDefaultAsync(token);
}

/// <summary>A ledger with what it comes to.</summary>
public sealed record LedgerView(string Currency, IReadOnlyList<LedgerLine> Lines)
{
    /// <summary>The code that the entry came with; organisers read it.</summary>
    public string? Code { get; init; }

    /// <summary>Whether the provider told of a sum that nobody asked for; organisers read it.</summary>
    public bool Differs { get; init; }

    /// <summary>When the call wants its fee; artists read it.</summary>
    public PaymentTiming Payment { get; init; }

    /// <summary>Whether its artist went to pay and nobody knows yet what became of it.</summary>
    public bool IsPaying { get; init; }

    public FeeSums Sums => FeeSums.Of(Lines.Select(line => (line.Kind, line.Amount)));
}

/// <summary>A line of a ledger; <see cref="By"/> is null where an organiser is not named.</summary>
public sealed record LedgerLine(Guid Id, FeeEntryKind Kind, long Amount, string Reference, string? Reason, string? By, bool ByProvider, DateTimeOffset At);
