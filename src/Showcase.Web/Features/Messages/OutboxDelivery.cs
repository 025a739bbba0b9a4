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
            if (await ClaimAsync(id, token) is not { } message) continue;

            tried++;
            await SendAsync(message, token);
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

    private async Task<OutboxMessage?> ClaimAsync(Guid id, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        if (await db.OutboxMessages.SingleOrDefaultAsync(message => message.Id == id, token) is not { } message) return null;
        if (!message.Claim(clock.GetUtcNow()).Succeeded) return null;

        try
        {
            await db.SaveChangesAsync(token);
            return message;
        }
        catch (DbUpdateConcurrencyException)
        {
            return null;
        }
    }

    private async Task SendAsync(OutboxMessage message, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        db.Attach(message);
        try
        {
            await transport.SendAsync(message, token);
            message.MarkSent(clock.GetUtcNow());
            LogSent(logger, message.Id);
        }
        catch (Exception refused) when (refused is SmtpException or FormatException or IOException or InvalidOperationException or UnauthorizedAccessException)
        {
            message.MarkFailed(refused.GetBaseException() is var cause && cause != refused ? $"{refused.Message} {cause.Message}" : refused.Message, clock.GetUtcNow());
            LogFailed(logger, message.Id, message.Attempts, refused);
        }

        // What happened is written down even when the server is shutting down: the mail may be out.
        await db.SaveChangesAsync(CancellationToken.None);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Mail {MessageId} sent")]
    private static partial void LogSent(ILogger logger, Guid messageId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Mail {MessageId} not sent, attempt {Attempt}")]
    private static partial void LogFailed(ILogger logger, Guid messageId, int attempt, Exception refused);
}
