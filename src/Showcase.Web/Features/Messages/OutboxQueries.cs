using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Messages;
using Showcase.Web.Data;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Messages;

/// <summary>What administrators read of the outbox, and organisers of the mails about their entries.</summary>
public sealed class OutboxQueries(IDbContextFactory<ShowcaseDbContext> contexts)
{
    public const int PageSize = 50;
    private const int MostAttemptsShown = 50;

    /// <summary>Newest first. <paramref name="search"/> looks into address and subject; <paramref name="page"/> counts from 1.</summary>
    public async Task<OutboxList> ListAsync(Actor actor, OutboxState? state, string? search, int page, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        var administrators = db.Administrators();
        var messages = Early(db, actor).AsNoTracking().Where(_ => administrators.Any(user => user.Id == actor.UserId));
        if (state is { } wanted) messages = messages.Where(message => message.State == wanted);
        return await PageAsync(messages, search, page, token);
    }

    /// <summary>The same of the mails about one edition's entries, for those who organise it; of one message to many where <paramref name="batchId"/> names it.</summary>
    public async Task<OutboxList> OfEditionAsync(Actor actor, Guid editionId, Guid? batchId, OutboxState? state, string? search, int page, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var messages = db.MailsOfEntries(actor).AsNoTracking().Where(message => message.EditionId == editionId);
        if (batchId is { } batch) messages = messages.Where(message => message.BatchId == batch);
        if (state is { } wanted) messages = messages.Where(message => message.State == wanted);
        return await PageAsync(messages, search, page, token);
    }

    /// <summary>One message with its text, or null.</summary>
    public async Task<OutboxMail?> FindAsync(Actor actor, Guid messageId, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        var administrators = db.Administrators();
        return await ReadAsync(db, Early(db, actor).Where(message => message.Id == messageId && administrators.Any(user => user.Id == actor.UserId)), token);
    }

    /// <summary>One mail about an edition's entries, for those who organise it; null for others.</summary>
    public async Task<OutboxMail?> FindInEditionAsync(Actor actor, Guid editionId, Guid messageId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        return await ReadAsync(db, db.MailsOfEntries(actor).Where(message => message.Id == messageId && message.EditionId == editionId), token);
    }

    /// <summary>An administrator who sends in films does not read in the outbox what was decided on them, before everybody else is told.</summary>
    private static IQueryable<OutboxMessage> Early(ShowcaseDbContext db, Actor actor)
    {
        var closed = db.ClosedTo(actor.UserId);
        return db.OutboxMessages.Where(mail => mail.DecisionBatchId == null || (mail.State != OutboxState.Waiting && mail.State != OutboxState.Discarded) || !closed.Any(entry => entry.Id == mail.SubmissionId));
    }

    private static async Task<OutboxList> PageAsync(IQueryable<OutboxMessage> messages, string? search, int page, CancellationToken token)
    {
        if (!string.IsNullOrWhiteSpace(search))
        {
            var pattern = LikePattern.Containing(search);
            messages = messages.Where(message => EF.Functions.Like(message.To, pattern, LikePattern.Escape) || EF.Functions.Like(message.Subject, pattern, LikePattern.Escape));
        }

        var rows = await messages
            .OrderByDescending(message => message.CreatedAt).ThenByDescending(message => message.Id)
            .Skip((Math.Max(page, 1) - 1) * PageSize).Take(PageSize)
            .Select(message => new OutboxRow(message.Id, message.Version, message.To, message.Subject, message.State, message.CreatedAt, message.Attempts))
            .ToListAsync(token);
        return new OutboxList(rows, await messages.CountAsync(token));
    }

    private static async Task<OutboxMail?> ReadAsync(ShowcaseDbContext db, IQueryable<OutboxMessage> one, CancellationToken token)
    {
        var mail = await one.AsNoTracking()
            .Select(message => new OutboxMail(
                message.Id, message.Version, message.BatchId, message.SubmissionId, message.To, message.Subject, message.Enclosure == null ? message.Body : message.Body + "\n\n" + message.Enclosure, message.Footer, message.State,
                message.CreatedAt, message.SentAt, message.NextAttemptAt, message.Attempts, message.LastError))
            .SingleOrDefaultAsync(token);
        if (mail is null) return null;

        var log = await db.OutboxAttempts.AsNoTracking()
            .Where(attempt => attempt.MessageId == mail.Id)
            .OrderByDescending(attempt => attempt.BegunAt).ThenByDescending(attempt => attempt.Id)
            .Take(MostAttemptsShown)
            .Select(attempt => new OutboxLogLine(attempt.BegunAt, attempt.EndedAt, attempt.Outcome, attempt.Error))
            .ToListAsync(token);
        return mail with { Log = log };
    }
}

/// <summary>One page of the outbox, and how many messages there are on all pages.</summary>
public sealed record OutboxList(IReadOnlyList<OutboxRow> Rows, int Total);

public sealed record OutboxRow(Guid Id, Guid Version, string To, string Subject, OutboxState State, DateTimeOffset CreatedAt, int Attempts);

/// <summary>A mail as it leaves; <see cref="Version"/> goes back with a change.</summary>
public sealed record OutboxMail(
    Guid Id, Guid Version, Guid? BatchId, Guid? SubmissionId, string To, string Subject, string Body, string? Footer, OutboxState State,
    DateTimeOffset CreatedAt, DateTimeOffset? SentAt, DateTimeOffset NextAttemptAt, int Attempts, string? LastError)
{
    /// <summary>Each attempt, newest first.</summary>
    public IReadOnlyList<OutboxLogLine> Log { get; init; } = [];

    public string Text => Footer is null ? Body : $"{Body}\n\n-- \n{Footer}";
}

/// <summary>A line of the send log; without an end nobody knows whether the mail left.</summary>
public sealed record OutboxLogLine(DateTimeOffset At, DateTimeOffset? EndedAt, AttemptOutcome Outcome, string? Error);
