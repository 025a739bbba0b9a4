using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Calls;
using Showcase.Domain.Editions;
using Showcase.Web.Data;
using Showcase.Web.Security;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Eligibility;

/// <summary>Publishes the terms of calls for an edition's organisers. Every version stays.</summary>
public sealed partial class TermsService(
    IDbContextFactory<ShowcaseDbContext> contexts, EditionAccess access, TimeProvider clock, ChangeFeed feed, ILogger<TermsService> log)
{
    /// <summary>
    /// Makes these words the call's terms from now on; the number of the version comes back. <paramref name="seen"/> is the number that the
    /// page was read with, 0 where there were none: where it is another by now, nothing is published.
    /// </summary>
    public async Task<Result<int>> PublishAsync(Actor actor, Guid editionId, Guid callId, int seen, TermsWording wording, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (await access.CheckAsync(actor, editionId, token, EditionRole.Organiser) is { } refused) return refused;

        await using var db = await contexts.CreateDbContextAsync(token);
        if (!await db.Calls.AnyAsync(call => call.Id == callId && call.EditionId == editionId, token)) return Refusals.NotFound;

        var before = await db.NewestTerms(callId).AsNoTracking().FirstOrDefaultAsync(token);
        if ((before?.Number ?? 0) != seen) return Refusals.Conflict;

        var next = CallTerms.Next(callId, before, wording, actor.UserId, clock.GetUtcNow());
        if (!next.Succeeded) return next.Refusal;

        db.CallTerms.Add(next.Value);
        var saved = await db.TrySaveAsync(Refusals.Conflict, token);
        if (!saved.Succeeded) return saved.Refusal;

        LogPublished(callId, next.Value.Number, actor.UserId);
        feed.Tell(editionId);
        return next.Value.Number;
    }

    /// <summary>
    /// Takes the call's terms away: who sends in from now on accepts none. <paramref name="seen"/> is the number that the page was read with: where it is
    /// another by now, nothing is taken away.
    /// </summary>
    public async Task<Result> WithdrawAsync(Actor actor, Guid editionId, Guid callId, int seen, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (await access.CheckAsync(actor, editionId, token, EditionRole.Organiser) is { } refused) return refused;

        await using var db = await contexts.CreateDbContextAsync(token);
        if (!await db.Calls.AnyAsync(call => call.Id == callId && call.EditionId == editionId, token)) return Refusals.NotFound;
        if (await db.NewestTerms(callId).FirstOrDefaultAsync(token) is not { } newest) return Refusals.NotFound;
        if (newest.Number != seen) return Refusals.Conflict;

        var withdrawn = newest.Withdraw(actor.UserId, clock.GetUtcNow());
        if (!withdrawn.Succeeded) return withdrawn;

        await db.SaveChangesAsync(token);
        LogWithdrawn(callId, newest.Number, actor.UserId);
        feed.Tell(editionId);
        return Result.Ok;
    }

    [LoggerMessage(LogLevel.Information, "Terms of call {CallId}: version {Number} withdrawn by {UserId}")]
    private partial void LogWithdrawn(Guid callId, int number, Guid userId);

    [LoggerMessage(LogLevel.Information, "Terms of call {CallId}: version {Number} published by {UserId}")]
    private partial void LogPublished(Guid callId, int number, Guid userId);
}
