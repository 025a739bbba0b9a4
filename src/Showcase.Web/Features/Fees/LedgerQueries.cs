using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Fees;
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
        return new LedgerView(currency, lines);
    }

    /// <summary>The ledger of the actor's own submission; organisers are not named.</summary>
    public async Task<LedgerView?> FindMineAsync(Actor actor, Guid submissionId, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        if (await CurrencyAsync(db, db.Submissions.Where(entry => entry.Id == submissionId && entry.ArtistId == actor.UserId), token) is not { } currency) return null;

        var lines = await Lines(db, submissionId)
            .Select(line => new LedgerLine(line.Id, line.Kind, line.Amount, line.Reference, line.Reason, line.By == actor.UserId ? actor.Name : null, line.By == null, line.At))
            .ToListAsync(token);
        return new LedgerView(currency, lines);
    }

    private static IQueryable<FeeEntry> Lines(ShowcaseDbContext db, Guid submissionId) =>
        db.FeeEntries.AsNoTracking().Where(line => line.SubmissionId == submissionId).OrderBy(line => line.Id).Take(Most);

    private static Task<string?> CurrencyAsync(ShowcaseDbContext db, IQueryable<Submission> seen, CancellationToken token) => seen
        .Select(entry => db.FeeEntries.Where(line => line.SubmissionId == entry.Id).OrderBy(line => line.Id).Select(line => line.Currency).FirstOrDefault()
            ?? db.Calls.Where(call => call.Categories.Any(category => category.Id == entry.CategoryId)).Select(call => call.Currency).FirstOrDefault())
        .SingleOrDefaultAsync(token);
}

/// <summary>A ledger with what it comes to.</summary>
public sealed record LedgerView(string Currency, IReadOnlyList<LedgerLine> Lines)
{
    public FeeSums Sums => FeeSums.Of(Lines.Select(line => (line.Kind, line.Amount)));
}

/// <summary>A line of a ledger; <see cref="By"/> is null where an organiser is not named.</summary>
public sealed record LedgerLine(Guid Id, FeeEntryKind Kind, long Amount, string Reference, string? Reason, string? By, bool ByProvider, DateTimeOffset At);
