using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Messages;
using Showcase.Web.Data;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Messages;

/// <summary>Writes into the outbox where there is no other change to write with, and puts failed messages back.</summary>
public sealed class OutboxService(IDbContextFactory<ShowcaseDbContext> contexts, AdministratorAccess access, TimeProvider clock, OutboxSignal signal)
{
    /// <summary>Posts one mail of the installation itself; <paramref name="footer"/> says below it why it comes.</summary>
    public async Task PostAsync(string to, string subject, string body, string footer, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        db.OutboxMessages.Add(OutboxMessage.Create(editionId: null, to, subject, body, clock.GetUtcNow(), footer: footer));
        await db.SaveChangesAsync(token);
        signal.Wake();
    }

    /// <summary>Sends a message that was given up again: administrators any, organisers those about their edition's entries.</summary>
    public async Task<Result> SendAgainAsync(Actor actor, Guid messageId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var readable = await access.CheckAsync(actor, token) is null ? db.OutboxMessages : db.MailsOfEntries(actor);
        if (await readable.SingleOrDefaultAsync(m => m.Id == messageId, token) is not { } message) return Refusals.NotFound;
        var again = message.SendAgain(clock.GetUtcNow());
        if (!again.Succeeded) return again;

        if (await db.TrySaveAsync(Refusals.Conflict, token) is { Succeeded: false } lost) return lost;

        signal.Wake();
        return Result.Ok;
    }
}

internal static class OutboxRows
{
    /// <summary>
    /// The mails about entries of the editions that the actor organises, and those of their messages to many. Others are none of their business: links of accounts and invitations, and
    /// what officers write about grants; and of decisions, letters on films that are closed to the actor.
    /// </summary>
    public static IQueryable<OutboxMessage> MailsOfEntries(this ShowcaseDbContext db, Actor actor)
    {
        var editions = db.EditionsOrganisedBy(actor);
        var closed = db.ClosedTo(actor.UserId);
        return db.OutboxMessages.Where(mail => (mail.SubmissionId != null || mail.BatchId != null) && mail.EditionId != null && editions.Contains(mail.EditionId.Value)
            && (mail.DecisionBatchId == null || !closed.Any(entry => entry.Id == mail.SubmissionId)));
    }
}
