using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Fees;
using Showcase.Web.Data;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Fees;

/// <summary>What organisers do with the codes of a call: make them, and end them. None is deleted.</summary>
public sealed partial class CodeService(IDbContextFactory<ShowcaseDbContext> contexts, EditionAccess access, TimeProvider clock, ILogger<CodeService> log)
{
    /// <summary>Makes a code; the word that artists type comes back.</summary>
    public async Task<Result<string>> CreateAsync(Actor actor, Guid editionId, Guid callId, CodeInput input, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(input);
        if (await access.CheckAsync(actor, editionId, token, EditionRole.Organiser) is { } refusal) return refusal;

        await using var db = await contexts.CreateDbContextAsync(token);
        if (!await db.Calls.AnyAsync(call => call.Id == callId && call.EditionId == editionId, token)) return Refusals.NotFound;

        var edition = await db.Editions.AsNoTracking().SingleAsync(e => e.Id == editionId, token);
        var until = input.Until is { } local ? edition.AtLocal(local) : (DateTimeOffset?)null;
        var created = EntryCode.Create(
            callId, new EntryCodeDetails(input.Word, input.Note, input.PercentOff, input.Reopens, input.MostUses, until, input.ExcusesRules, input.BoundTo), actor.UserId, clock.GetUtcNow());
        if (!created.Succeeded) return created.Refusal;

        db.EntryCodes.Add(created.Value);
        var saved = await db.TrySaveAsync(EntryCodeRefusals.WordTaken, token);
        if (!saved.Succeeded) return saved.Refusal;

        LogCreated(created.Value.Id, callId, actor.UserId);
        return created.Value.Word;
    }

    /// <summary>From now on nobody sends in with it; what was sent in stays as it is. A code that has ended stays ended.</summary>
    public async Task<Result> EndAsync(Actor actor, Guid editionId, Guid codeId, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (await access.CheckAsync(actor, editionId, token, EditionRole.Organiser) is { } refusal) return refusal;

        await using var db = await contexts.CreateDbContextAsync(token);
        var code = await db.EntryCodes.SingleOrDefaultAsync(c => c.Id == codeId && db.Calls.Any(call => call.Id == c.CallId && call.EditionId == editionId), token);
        if (code is null) return Refusals.NotFound;

        code.End(clock.GetUtcNow());
        var saved = await db.TrySaveAsync(Refusals.Conflict, token);
        if (saved.Succeeded) LogEnded(codeId, actor.UserId);
        return saved;
    }

    [LoggerMessage(LogLevel.Information, "Code {CodeId} of call {CallId} made by {UserId}")]
    private partial void LogCreated(Guid codeId, Guid callId, Guid userId);

    [LoggerMessage(LogLevel.Information, "Code {CodeId} ended by {UserId}")]
    private partial void LogEnded(Guid codeId, Guid userId);
}

/// <summary>What an organiser types of a code; <see cref="Until"/> as a wall clock at the edition's place shows it, without a word one is made.</summary>
public sealed record CodeInput(string? Word, string? Note, int PercentOff, bool Reopens, int? MostUses, DateTime? Until, bool ExcusesRules = false, string? BoundTo = null);
