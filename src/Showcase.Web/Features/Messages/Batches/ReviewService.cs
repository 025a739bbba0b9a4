using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Messages;
using Showcase.Web.Data;
using Showcase.Web.Security;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Messages.Batches;

/// <summary>Decides about mails that wait: lets a whole message go or throws it away, changes, holds or drops a single mail.</summary>
public sealed partial class ReviewService(IDbContextFactory<ShowcaseDbContext> contexts, TimeProvider clock, OutboxSignal signal, ChangeFeed feed, ILogger<ReviewService> log)
{
    /// <summary>Lets all mails of a message go that are not held. Of two who do it at once, one does.</summary>
    public Task<Result> ReleaseAsync(Actor actor, Guid batchId, CancellationToken token) =>
        EndAsync(actor, batchId, (batch, now) => batch.Release(actor.UserId, now), OutboxState.Pending, token);

    /// <summary>None of a message's mails will leave, held ones neither.</summary>
    public Task<Result> DiscardAsync(Actor actor, Guid batchId, CancellationToken token) =>
        EndAsync(actor, batchId, (batch, _) => batch.Discard(), OutboxState.Discarded, token);

    /// <summary>Changes what one mail says; <paramref name="version"/> is the one that was shown.</summary>
    public Task<Result> RewriteAsync(Actor actor, Guid messageId, Guid version, string? subject, string? body, CancellationToken token) =>
        ChangeAsync(actor, messageId, version, (mail, _) => mail.Rewrite(subject, body), token);

    public Task<Result> HoldAsync(Actor actor, Guid messageId, Guid version, CancellationToken token) => ChangeAsync(actor, messageId, version, (mail, _) => mail.Hold(), token);

    /// <summary>A held mail leaves with the others, or at once where they have left.</summary>
    public Task<Result> LetGoAsync(Actor actor, Guid messageId, Guid version, CancellationToken token) =>
        ChangeAsync(actor, messageId, version, (mail, batch) => mail.LetGo(batch, clock.GetUtcNow()), token);

    public Task<Result> DropAsync(Actor actor, Guid messageId, Guid version, CancellationToken token) => ChangeAsync(actor, messageId, version, (mail, _) => mail.Discard(), token);

    private async Task<Result> EndAsync(Actor actor, Guid batchId, Func<MessageBatch, DateTimeOffset, Result> end, OutboxState to, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(token);
        await using var transaction = await db.Database.BeginTransactionAsync(token);
        if (await db.BatchAsync(actor, batchId, token) is not { } batch) return Refusals.NotFound;
        if (end(batch, now) is { Succeeded: false } refused) return refused;

        // The message first: who loses at its version moves no mail. The mails' versions are renewed, so that nobody writes into one that left.
        if (await db.TrySaveAsync(Refusals.Conflict, token) is { Succeeded: false } lost) return lost;

        var isDropped = to == OutboxState.Discarded;
        var version = Guid.CreateVersion7();
        var moved = await db.OutboxMessages
            .Where(mail => mail.BatchId == batchId && (mail.State == OutboxState.Review || (isDropped && mail.State == OutboxState.Held)))
            .ExecuteUpdateAsync(mail => mail.SetProperty(m => m.State, to).SetProperty(m => m.NextAttemptAt, now).SetProperty(m => m.Version, version), token);
        await transaction.CommitAsync(CancellationToken.None);
        LogEnded(batchId, batch.State, moved, actor.UserId);
        signal.Wake();
        feed.Tell(batch.EditionId);
        return Result.Ok;
    }

    private async Task<Result> ChangeAsync(Actor actor, Guid messageId, Guid version, Func<OutboxMessage, BatchState, Result> change, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var editions = db.EditionsOrganisedBy(actor);
        var found = await (
            from mail in db.OutboxMessages
            join batch in db.MessageBatches on mail.BatchId equals batch.Id
            where mail.Id == messageId && editions.Contains(batch.EditionId)
            select new { Mail = mail, batch.State, batch.EditionId }).SingleOrDefaultAsync(token);
        if (found is null) return Refusals.NotFound;
        if (change(found.Mail, found.State) is { Succeeded: false } refused) return refused;

        db.Expect(found.Mail, version);
        if (await db.TrySaveAsync(Refusals.Conflict, token) is { Succeeded: false } lost) return lost;

        LogChanged(messageId, found.Mail.State, actor.UserId);
        signal.Wake();
        feed.Tell(found.EditionId);
        return Result.Ok;
    }

    [LoggerMessage(LogLevel.Information, "Message {BatchId} is {State}: {Mails} mails moved by {UserId}")]
    private partial void LogEnded(Guid batchId, BatchState state, int mails, Guid userId);

    [LoggerMessage(LogLevel.Information, "Mail {MessageId} is {State} by {UserId}")]
    private partial void LogChanged(Guid messageId, OutboxState state, Guid userId);
}
