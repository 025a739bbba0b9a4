using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Fees;
using Showcase.Web.Data;
using Showcase.Web.Features.Account;

namespace Showcase.Web.Features.Fees;

/// <summary>What a person paid, and what they recorded of others' fees. Ledgers stay: they are the festival's books.</summary>
internal sealed class FeeData(IDbContextFactory<ShowcaseDbContext> contexts) : IPersonalDataSource
{
    public string Name => "fees";

    public IReadOnlyList<PersonalField> Fields { get; } = [new(typeof(FeeEntry), nameof(FeeEntry.By)), new(typeof(EntryCode), nameof(EntryCode.CreatedBy))];

    public async Task<object> ReadAsync(Guid userId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var own = await db.FeeEntries.AsNoTracking()
            .Where(line => db.Submissions.Any(entry => entry.Id == line.SubmissionId && entry.ArtistId == userId))
            .OrderBy(line => line.Id)
            .Select(line => new { line.SubmissionId, line.Kind, line.Amount, line.Currency, line.Reference, line.Reason, line.At })
            .ToListAsync(token);
        var recorded = await db.FeeEntries.AsNoTracking()
            .Where(line => line.By == userId && db.Submissions.Any(entry => entry.Id == line.SubmissionId && entry.ArtistId != userId))
            .OrderBy(line => line.Id)
            .Select(line => new { line.Kind, line.Amount, line.Currency, line.Reference, line.Reason, line.At })
            .ToListAsync(token);
        var codes = await db.EntryCodes.AsNoTracking().Where(code => code.CreatedBy == userId).OrderBy(code => code.Id).Select(code => new { code.Word, code.Note }).ToListAsync(token);
        return new
        {
            CodesMade = codes,
            Own = own.ConvertAll(line => new { line.SubmissionId, line.Kind, Amount = Currencies.FromMinor(line.Amount, line.Currency), line.Currency, line.Reference, line.Reason, line.At }),
            Recorded = recorded.ConvertAll(line => new { line.Kind, Amount = Currencies.FromMinor(line.Amount, line.Currency), line.Currency, line.Reference, line.Reason, line.At }),
        };
    }

    /// <summary>A draft goes with its account; one that was paid for already does not.</summary>
    public async Task<Refusal?> CheckDeletionAsync(Guid userId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        return await db.PaidDrafts().AnyAsync(draft => draft.ArtistId == userId, token) ? FeeRefusals.DraftPaid : null;
    }
}
