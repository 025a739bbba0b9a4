using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Fees;
using Showcase.Web.Data;
using Showcase.Web.Features.Account;

namespace Showcase.Web.Features.Fees;

/// <summary>What a person paid, and what they recorded of others' fees. Ledgers stay: they are the festival's books.</summary>
internal sealed class FeeData(IDbContextFactory<ShowcaseDbContext> contexts, TimeProvider clock) : IPersonalDataSource
{
    public string Name => "fees";

    public IReadOnlyList<PersonalField> Fields { get; } = [new(typeof(FeeEntry), nameof(FeeEntry.By)), new(typeof(EntryCode), nameof(EntryCode.CreatedBy)), new(typeof(EntryCode), nameof(EntryCode.BoundTo))];

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
        var holder = EntryCode.Holder(await db.Users.Where(user => user.Id == userId).Select(user => user.Email).SingleOrDefaultAsync(token));
        var bound = await db.EntryCodes.AsNoTracking()
            .Where(code => code.BoundTo != null && code.BoundTo == holder)
            .OrderBy(code => code.Id).Select(code => new { code.Word, code.Note }).ToListAsync(token);
        return new
        {
            CodesMade = codes,
            CodesForYou = bound,
            Own = own.ConvertAll(line => new { line.SubmissionId, line.Kind, Amount = Currencies.FromMinor(line.Amount, line.Currency), line.Currency, line.Reference, line.Reason, line.At }),
            Recorded = recorded.ConvertAll(line => new { line.Kind, Amount = Currencies.FromMinor(line.Amount, line.Currency), line.Currency, line.Reference, line.Reason, line.At }),
        };
    }

    /// <summary>What was for this person alone is for nobody then.</summary>
    public async Task RemoveAsync(ShowcaseDbContext db, ApplicationUser person, CancellationToken token)
    {
        if (EntryCode.Holder(person.Email) is not { } holder) return;

        var now = clock.GetUtcNow();
        await db.EntryCodes.Where(code => code.BoundTo == holder && code.EndedAt == null).ExecuteUpdateAsync(code => code.SetProperty(c => c.EndedAt, now), token);
        await db.EntryCodes.Where(code => code.BoundTo == holder).ExecuteUpdateAsync(code => code.SetProperty(c => c.BoundTo, ""), token);
    }

    /// <summary>A draft goes with its account; one that was paid for already does not.</summary>
    public async Task<Refusal?> CheckDeletionAsync(Guid userId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        return await db.PaidDrafts().AnyAsync(draft => draft.ArtistId == userId, token) ? FeeRefusals.DraftPaid : null;
    }
}
