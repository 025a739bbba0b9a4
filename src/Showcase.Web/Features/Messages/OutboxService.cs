using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Messages;
using Showcase.Web.Data;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Messages;

/// <summary>Writes into the outbox where there is no other change to write with, and puts failed messages back.</summary>
public sealed partial class OutboxService(IDbContextFactory<ShowcaseDbContext> contexts, AdministratorAccess access, TimeProvider clock, OutboxSignal signal, ILogger<OutboxService> log)
{
    /// <summary>
    /// Posts one mail of the installation itself; <paramref name="footer"/> says below it why it comes. Where the address had <paramref name="mostAnHour"/> mails with
    /// this subject within the last hour nothing is posted: nobody's mailbox is filled by strangers who type its address, nor kept from mails of another kind.
    /// </summary>
    public async Task PostAsync(string to, string subject, string body, string footer, int? mostAnHour, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        await using var transaction = await db.Database.BeginTransactionAsync(token);
        var now = clock.GetUtcNow();
        if (mostAnHour is { } most && await HadAsync(db, to, subject, token) >= most)
        {
            LogEnough(log, most);
            return;
        }

        db.OutboxMessages.Add(OutboxMessage.Create(editionId: null, to, subject, body, now, footer: footer));
        await db.SaveChangesAsync(token);
        await transaction.CommitAsync(token);
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

    /// <summary>Whether the address had fewer than so many mails with this subject within the last hour.</summary>
    public async Task<bool> MayPostAsync(string to, string subject, int mostAnHour, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        return await HadAsync(db, to, subject, token) < mostAnHour;
    }

    private Task<int> HadAsync(ShowcaseDbContext db, string to, string subject, CancellationToken token)
    {
        var since = clock.GetUtcNow().AddHours(-1);
        var address = LikePattern.Exactly(to);
        return db.OutboxMessages.CountAsync(mail => mail.EditionId == null && mail.CreatedAt > since && mail.Subject == subject && EF.Functions.Like(mail.To, address, LikePattern.Escape), token);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A mail was not written: its address had {Most} within the hour")]
    private static partial void LogEnough(ILogger log, int most);
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
