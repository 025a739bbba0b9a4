using System.Net.Mail;
using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Messages;
using Showcase.Web.Data;

namespace Showcase.Web.Features.Messages;

/// <summary>One run through the messages that are due. Two runs at once, on two machines too, share the work without sending twice.</summary>
public sealed partial class OutboxDelivery(IDbContextFactory<ShowcaseDbContext> contexts, MailTransport transport, TimeProvider clock, ILogger<OutboxDelivery> logger)
{
    private const int Batch = 50;

    /// <summary>Sends what is due and says how many were tried.</summary>
    public async Task<int> RunAsync(CancellationToken token)
    {
        var tried = 0;
        foreach (var id in await DueAsync(token))
        {
            if (await ClaimAsync(id, token) is not { } claim) continue;

            tried++;
            await SendAsync(claim, token);
        }

        return tried;
    }

    private async Task<List<Guid>> DueAsync(CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var now = clock.GetUtcNow();
        return await db.OutboxMessages
            .Where(message => message.State == OutboxState.Pending && message.NextAttemptAt <= now)
            .OrderBy(message => message.NextAttemptAt).ThenBy(message => message.Id)
            .Select(message => message.Id)
            .Take(Batch)
            .ToListAsync(token);
    }

    /// <summary>Takes a message and writes down that an attempt begins; a run that ends in the middle leaves that line as it is.</summary>
    private async Task<Claimed?> ClaimAsync(Guid id, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        if (await db.OutboxMessages.SingleOrDefaultAsync(message => message.Id == id, token) is not { } message) return null;

        var now = clock.GetUtcNow();
        if (!message.Claim(now).Succeeded) return null;

        var attempt = new OutboxAttempt(id, now);
        var isUnwanted = message.AnnouncedTo is { } reader && await db.MailOptOuts.AnyAsync(optOut => optOut.UserId == reader && optOut.EditionId == message.EditionId, token);
        var brokenOff = await db.OutboxAttempts.Where(before => before.MessageId == id && before.Outcome == AttemptOutcome.Begun).ToListAsync(token);
        var isLeft = isUnwanted || brokenOff.Count >= OutboxMessage.MostAttempts;
        if (isUnwanted) message.DropUnwanted();
        else if (isLeft) GiveUp(message, brokenOff, now);
        else db.OutboxAttempts.Add(attempt);

        try
        {
            await db.SaveChangesAsync(token);
            return isLeft ? null : new Claimed(message, attempt);
        }
        catch (DbUpdateConcurrencyException)
        {
            return null;
        }
    }

    /// <summary>Something in it stops the server each time: it must not do so for ever.</summary>
    private static void GiveUp(OutboxMessage message, List<OutboxAttempt> brokenOff, DateTimeOffset now)
    {
        var error = $"The server stopped {brokenOff.Count} times while it sent this mail.";
        message.GiveUp(error);
        foreach (var attempt in brokenOff) attempt.MarkFailed(error, now);
    }

    private async Task SendAsync(Claimed claim, CancellationToken token)
    {
        var (message, attempt) = claim;
        var error = await TryAsync(message, token);

        // What happened is written down even when the server is shutting down: the mail may be out.
        await using var db = await contexts.CreateDbContextAsync(CancellationToken.None);
        db.AttachRange(message, attempt);
        var now = clock.GetUtcNow();
        if (error is null)
        {
            message.MarkSent(now);
            attempt.MarkSent(now);
        }
        else
        {
            message.MarkFailed(error, now);
            attempt.MarkFailed(error, now);
        }

        await db.SaveChangesAsync(CancellationToken.None);
    }

    /// <summary>Null where it left, else what the mail server said.</summary>
    private async Task<string?> TryAsync(OutboxMessage message, CancellationToken token)
    {
        try
        {
            await transport.SendAsync(message, token);
            LogSent(logger, message.Id);
            return null;
        }
        catch (Exception refused) when (refused is SmtpException or FormatException or IOException or InvalidOperationException or UnauthorizedAccessException)
        {
            LogFailed(logger, message.Id, message.Attempts + 1, refused);
            return refused.GetBaseException() is var cause && cause != refused ? $"{refused.Message} {cause.Message}" : refused.Message;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Mail {MessageId} sent")]
    private static partial void LogSent(ILogger logger, Guid messageId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Mail {MessageId} not sent, attempt {Attempt}")]
    private static partial void LogFailed(ILogger logger, Guid messageId, int attempt, Exception refused);

    private sealed record Claimed(OutboxMessage Message, OutboxAttempt Attempt);
}
