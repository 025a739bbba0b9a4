using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Messages;
using Showcase.Web.Data;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Messages.Batches;

/// <summary>An edition's messages to many, for those who organise it.</summary>
public sealed class BatchQueries(IDbContextFactory<ShowcaseDbContext> contexts)
{
    public const int PageSize = 25;

    /// <summary>Newest first; <paramref name="page"/> counts from 1.</summary>
    public async Task<BatchList> ListAsync(Actor actor, Guid editionId, BatchState? state, int page, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var editions = db.EditionsOrganisedBy(actor);
        var batches = db.MessageBatches.AsNoTracking().Where(batch => batch.EditionId == editionId && editions.Contains(editionId));
        if (state is { } wanted) batches = batches.Where(batch => batch.State == wanted);
        var rows = await batches
            .OrderByDescending(batch => batch.BegunAt).ThenByDescending(batch => batch.Id)
            .Skip((Math.Max(page, 1) - 1) * PageSize).Take(PageSize)
            .Select(batch => new BatchRow(
                batch.Id, batch.Subject, batch.Kind, batch.State, batch.Chosen, batch.Mails,
                db.Users.Where(user => user.Id == batch.WrittenBy).Select(user => user.DisplayName).FirstOrDefault() ?? "",
                batch.WrittenAt ?? batch.BegunAt))
            .ToListAsync(token);
        return new BatchList(rows, await batches.CountAsync(token));
    }

    public async Task<BatchView?> FindAsync(Actor actor, Guid editionId, Guid batchId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var editions = db.EditionsOrganisedBy(actor);
        var found = await db.MessageBatches.AsNoTracking()
            .Where(batch => batch.Id == batchId && batch.EditionId == editionId && editions.Contains(editionId))
            .Select(batch => new
            {
                Batch = batch,
                Writer = db.Users.Where(user => user.Id == batch.WrittenBy).Select(user => user.DisplayName).FirstOrDefault(),
                Releaser = db.Users.Where(user => user.Id == batch.ReleasedBy).Select(user => user.DisplayName).FirstOrDefault(),
                IsReviewed = db.Editions.Where(edition => edition.Id == editionId).Select(edition => edition.ReviewsMessages).FirstOrDefault(),
            })
            .SingleOrDefaultAsync(token);
        if (found is null) return null;

        var counts = await db.OutboxMessages.Where(mail => mail.BatchId == batchId).GroupBy(mail => mail.State)
            .Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, token);
        var leftOut = await db.MessageRecipients.Where(recipient => recipient.BatchId == batchId && recipient.LeftOut != null).GroupBy(recipient => recipient.LeftOut!.Value)
            .Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, token);
        foreach (var row in await db.JurorRecipients.Where(recipient => recipient.BatchId == batchId && recipient.LeftOut != null).GroupBy(recipient => recipient.LeftOut!.Value)
            .Select(group => new { group.Key, Count = group.Count() }).ToListAsync(token)) leftOut[row.Key] = row.Count;
        var batch = found.Batch;
        return new BatchView(
            batch.Id, batch.Version, batch.Kind, batch.State, batch.Subject, batch.Body, batch.Selection, batch.Chosen, batch.Mails, found.IsReviewed,
            found.Writer ?? "", batch.BegunAt, batch.WrittenAt, found.Releaser, batch.ReleasedAt, counts, leftOut)
        {
            RoundId = batch.RoundId,
        };
    }

    /// <summary>
    /// One of those that the message is for, and how many there are: first those who would not get it, then the others, by title.
    /// <paramref name="place"/> counts from 1. Null where nobody is there any more.
    /// </summary>
    public async Task<RecipientPlace?> RecipientAsync(Actor actor, Guid batchId, MessageKind kind, int place, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var editions = db.EditionsOrganisedBy(actor);
        var isAnnouncement = kind == MessageKind.Announcement;
        if (await db.MessageBatches.Where(batch => batch.Id == batchId && editions.Contains(batch.EditionId)).Select(batch => batch.RoundId).SingleOrDefaultAsync(token) is { } roundId)
        {
            var jurors = await db.JurorAddresseesAsync(batchId, roundId, token);
            return Pick([.. jurors.OrderBy(to => to.Problem(kind) is null ? 1 : 0).ThenBy(to => to.Artist, StringComparer.CurrentCulture).ThenBy(to => to.Key)], kind, place);
        }

        var all = db.Addressees(db.RecipientsOf(batchId).Where(entry => editions.Contains(entry.EditionId)));
        var total = await all.CountAsync(token);
        var problems = await all.CountAsync(to => to.Email == null || to.Email == "" || (isAnnouncement && to.IsUnsubscribed), token);
        var at = Math.Clamp(place, 1, Math.Max(total, 1));
        var shown = await all
            .OrderBy(to => to.Email == null || to.Email == "" || (isAnnouncement && to.IsUnsubscribed) ? 0 : 1).ThenBy(to => to.Film).ThenBy(to => to.SubmissionId)
            .Skip(at - 1).Take(1)
            .ToListAsync(token);
        return shown.Count == 0 ? null : new RecipientPlace(shown[0], at, total, problems);
    }

    private static RecipientPlace? Pick(IReadOnlyList<Addressee> all, MessageKind kind, int place)
    {
        if (all.Count == 0) return null;

        var at = Math.Clamp(place, 1, all.Count);
        return new RecipientPlace(all[at - 1], at, all.Count, all.Count(to => to.Problem(kind) is not null));
    }
}

/// <summary>One page of messages, and how many there are on all pages.</summary>
public sealed record BatchList(IReadOnlyList<BatchRow> Rows, int Total);

public sealed record BatchRow(Guid Id, string Subject, MessageKind Kind, BatchState State, int Chosen, int Mails, string Writer, DateTimeOffset At);

/// <summary>A message to many with what became of its mails; <see cref="Version"/> goes back with a change.</summary>
public sealed record BatchView(
    Guid Id, Guid Version, MessageKind Kind, BatchState State, string Subject, string Body, string? Selection, int Chosen, int Mails, bool IsReviewed,
    string Writer, DateTimeOffset BegunAt, DateTimeOffset? WrittenAt, string? Releaser, DateTimeOffset? ReleasedAt,
    IReadOnlyDictionary<OutboxState, int> Counts, IReadOnlyDictionary<LeftOut, int> LeftOut)
{
    /// <summary>The round to whose jurors it is written; null where it is written to entries.</summary>
    public Guid? RoundId { get; init; }
}

/// <summary>Somebody whom a message is for, which of them, and how many do not get it.</summary>
public sealed record RecipientPlace(Addressee To, int Place, int Total, int Problems);
