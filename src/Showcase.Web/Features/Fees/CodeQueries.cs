using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Calls;
using Showcase.Domain.Editions;
using Showcase.Domain.Fees;
using Showcase.Domain.Films;
using Showcase.Web.Data;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Fees;

/// <summary>What is read of codes: a call's by its organisers, a draft's own by its artist.</summary>
public sealed class CodeQueries(IDbContextFactory<ShowcaseDbContext> contexts, TimeProvider clock)
{
    private const int Most = 500;

    /// <summary>A call's codes, newest first; null for those who do not organise its edition.</summary>
    public async Task<CallCodes?> ListAsync(Actor actor, Guid editionId, Guid callId, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        var name = await db.Calls
            .Where(call => call.Id == callId && call.EditionId == editionId)
            .Where(call => db.EditionMembers.Any(m => m.EditionId == editionId && m.UserId == actor.UserId && m.Role == EditionRole.Organiser))
            .Select(call => call.Name)
            .SingleOrDefaultAsync(token);
        if (name is null) return null;

        var codes = await db.EntryCodes.AsNoTracking().Where(code => code.CallId == callId).OrderByDescending(code => code.Id).Take(Most).ToListAsync(token);
        var now = clock.GetUtcNow();
        return new CallCodes(name, [.. codes.Select(code =>
            new CodeRow(code.Id, code.Word, code.Note, code.PercentOff, code.Reopens, code.Uses, code.MostUses, code.Until, code.StateAt(now), code.ExcusesRules) { BoundTo = code.BoundTo })]);
    }

    /// <summary>The code on the actor's own entry; null where there is none.</summary>
    public async Task<MyCode?> FindMineAsync(Actor actor, Guid submissionId, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        var found = await (
            from entry in db.EntriesOf(actor, CoAuthorRole.View).AsNoTracking()
            join category in db.Categories on entry.CategoryId equals category.Id
            join code in db.EntryCodes on entry.CodeId equals (Guid?)code.Id
            where entry.Id == submissionId
            select new { Code = code, category.CallId, entry.ArtistId })
            .SingleOrDefaultAsync(token);
        if (found is null) return null;

        var useless = found.Code.Refuse(found.CallId, await db.HolderAsync(found.ArtistId, token), clock.GetUtcNow());
        return new MyCode(found.Code.Word, found.Code.PercentOff, found.Code.Reopens, useless, found.Code.ExcusesRules);
    }
}

/// <summary>A call's codes as its organisers see them.</summary>
public sealed record CallCodes(string Call, IReadOnlyList<CodeRow> Codes);

public sealed record CodeRow(
    Guid Id, string Word, string Note, int PercentOff, bool Reopens, int Uses, int? MostUses, DateTimeOffset? Until, EntryCodeState State, bool ExcusesRules = false)
{
    /// <summary>The address of the one account that it is for; null where it is for whoever holds it, empty where that account is gone.</summary>
    public string? BoundTo { get; init; }
}

/// <summary>The code on an artist's entry; <see cref="Problem"/> says why it would be refused by now.</summary>
public sealed record MyCode(string Word, int PercentOff, bool Reopens, Refusal? Problem, bool ExcusesRules = false)
{
    public bool OpensDoor => Reopens && Problem is null;

    /// <summary>What is left of a fee.</summary>
    public FeeDue Of(FeeDue fee)
    {
        ArgumentNullException.ThrowIfNull(fee);
        return Problem is null ? fee with { Amount = fee.Amount - EntryCode.Off(fee.Amount, PercentOff) } : fee;
    }
}
