using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Messages;
using Showcase.Web.Data;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Messages;

/// <summary>What administrators read of the outbox.</summary>
public sealed class OutboxQueries(IDbContextFactory<ShowcaseDbContext> contexts)
{
    public const int PageSize = 50;

    /// <summary>Newest first. <paramref name="search"/> looks into address and subject; <paramref name="page"/> counts from 1.</summary>
    public async Task<OutboxList> ListAsync(Actor actor, OutboxState? state, string? search, int page, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        var administrators = db.Administrators();
        var messages = db.OutboxMessages.AsNoTracking().Where(_ => administrators.Any(user => user.Id == actor.UserId));
        if (state is { } wanted) messages = messages.Where(message => message.State == wanted);
        if (!string.IsNullOrWhiteSpace(search)) messages = messages.Where(message => message.To.Contains(search) || message.Subject.Contains(search));

        var rows = await messages
            .OrderByDescending(message => message.CreatedAt).ThenByDescending(message => message.Id)
            .Skip((Math.Max(page, 1) - 1) * PageSize).Take(PageSize)
            .Select(message => new OutboxRow(message.Id, message.To, message.Subject, message.State, message.CreatedAt, message.Attempts))
            .ToListAsync(token);
        return new OutboxList(rows, await messages.CountAsync(token));
    }

    /// <summary>One message with its text, or null.</summary>
    public async Task<OutboxMail?> FindAsync(Actor actor, Guid messageId, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        var administrators = db.Administrators();
        return await db.OutboxMessages.AsNoTracking()
            .Where(message => message.Id == messageId && administrators.Any(user => user.Id == actor.UserId))
            .Select(message => new OutboxMail(
                message.Id, message.To, message.Subject, message.Body, message.State, message.CreatedAt, message.SentAt, message.NextAttemptAt, message.Attempts, message.LastError))
            .SingleOrDefaultAsync(token);
    }
}

/// <summary>One page of the outbox, and how many messages there are on all pages.</summary>
public sealed record OutboxList(IReadOnlyList<OutboxRow> Rows, int Total);

public sealed record OutboxRow(Guid Id, string To, string Subject, OutboxState State, DateTimeOffset CreatedAt, int Attempts);

public sealed record OutboxMail(
    Guid Id, string To, string Subject, string Body, OutboxState State, DateTimeOffset CreatedAt, DateTimeOffset? SentAt, DateTimeOffset NextAttemptAt, int Attempts, string? LastError);
