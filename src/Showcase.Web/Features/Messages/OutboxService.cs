using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Messages;
using Showcase.Web.Data;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Messages;

/// <summary>Writes into the outbox where there is no other change to write with, and puts failed messages back.</summary>
public sealed class OutboxService(IDbContextFactory<ShowcaseDbContext> contexts, AdministratorAccess access, TimeProvider clock, OutboxSignal signal)
{
    /// <summary>Posts one mail of the installation itself.</summary>
    public async Task PostAsync(string to, string subject, string body, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        db.OutboxMessages.Add(OutboxMessage.Create(editionId: null, to, subject, body, clock.GetUtcNow()));
        await db.SaveChangesAsync(token);
        signal.Wake();
    }

    /// <summary>Sends a message that was given up again.</summary>
    public async Task<Result> SendAgainAsync(Actor actor, Guid messageId, CancellationToken token)
    {
        if (await access.CheckAsync(actor, token) is { } refused) return refused;

        await using var db = await contexts.CreateDbContextAsync(token);
        if (await db.OutboxMessages.SingleOrDefaultAsync(m => m.Id == messageId, token) is not { } message) return Refusals.NotFound;
        var again = message.SendAgain(clock.GetUtcNow());
        if (!again.Succeeded) return again;

        try
        {
            await db.SaveChangesAsync(token);
        }
        catch (DbUpdateConcurrencyException)
        {
            return Refusals.Conflict;
        }

        signal.Wake();
        return Result.Ok;
    }
}
