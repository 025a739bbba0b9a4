using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Eligibility;
using Showcase.Web.Data;
using Showcase.Web.Security;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Eligibility;

/// <summary>
/// Writes the rules of calls for an edition's organisers. Each change names the version that the page was read with, the empty id where
/// there were no rules yet; a stale one is refused as <see cref="Refusals.Conflict"/>.
/// </summary>
public sealed partial class RuleService(IDbContextFactory<ShowcaseDbContext> contexts, EditionAccess access, ChangeFeed feed, ILogger<RuleService> log)
{
    public Task<Result> AddAsync(Actor actor, RulesOf of, RuleDetails rule, CancellationToken token) =>
        EditAsync(actor, of, nameof(AddAsync), rules => rules.Add(rule), token);

    public Task<Result> ChangeAsync(Actor actor, RulesOf of, Guid ruleId, RuleDetails rule, CancellationToken token) =>
        EditAsync(actor, of, nameof(ChangeAsync), rules => rules.Change(ruleId, rule), token);

    public Task<Result> RemoveAsync(Actor actor, RulesOf of, Guid ruleId, CancellationToken token) =>
        EditAsync(actor, of, nameof(RemoveAsync), rules => rules.Remove(ruleId), token);

    /// <summary>Puts a rule so many places further down, or up where it is below zero.</summary>
    public Task<Result> MoveAsync(Actor actor, RulesOf of, Guid ruleId, int places, CancellationToken token) =>
        EditAsync(actor, of, nameof(MoveAsync), rules => rules.Move(ruleId, places), token);

    private async Task<Result> EditAsync(Actor actor, RulesOf of, string what, Func<EntryRules, Result> edit, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(of);
        if (await access.CheckAsync(actor, of.EditionId, token, EditionRole.Organiser) is { } refused) return refused;

        await using var db = await contexts.CreateDbContextAsync(token);
        if (!await db.Calls.AnyAsync(call => call.Id == of.CallId && call.EditionId == of.EditionId, token)) return Refusals.NotFound;

        var rules = await db.EntryRules.SingleOrDefaultAsync(r => r.CallId == of.CallId, token);
        if ((rules?.Version ?? Guid.Empty) != of.Version) return Refusals.Conflict;

        if (rules is null) db.EntryRules.Add(rules = new EntryRules(of.CallId));
        var edited = edit(rules);
        if (!edited.Succeeded) return edited.Refusal;

        var saved = await db.TrySaveAsync(Refusals.Conflict, token);
        if (!saved.Succeeded) return saved;

        LogChanged(of.CallId, what, actor.UserId);
        feed.Tell(of.EditionId);
        return Result.Ok;
    }

    [LoggerMessage(LogLevel.Information, "Rules of call {CallId}: {What} by {UserId}")]
    private partial void LogChanged(Guid callId, string what, Guid userId);
}

/// <summary>Which rules are changed: a call's, as they were read.</summary>
public sealed record RulesOf(Guid EditionId, Guid CallId, Guid Version);
