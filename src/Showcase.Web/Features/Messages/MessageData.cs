using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Messages;
using Showcase.Web.Data;
using Showcase.Web.Features.Account;

namespace Showcase.Web.Features.Messages;

/// <summary>The mails that went to a person; a decision's letter that waits has not. Links are left out of their texts: some of them open a door.</summary>
internal sealed partial class MessageData(IDbContextFactory<ShowcaseDbContext> contexts) : IPersonalDataSource
{
    public string Name => "messages";

    public IReadOnlyList<PersonalField> Fields { get; } =
    [
        new(typeof(OutboxMessage), nameof(OutboxMessage.To)), new(typeof(OutboxMessage), nameof(OutboxMessage.AnnouncedTo)),
        new(typeof(MessageBatch), nameof(MessageBatch.WrittenBy)), new(typeof(MessageBatch), nameof(MessageBatch.ReleasedBy)),
        new(typeof(MailOptOut), nameof(MailOptOut.UserId)), new(typeof(InAppNotice), nameof(InAppNotice.UserId)),
        new(typeof(ThreadMessage), nameof(ThreadMessage.AuthorId)), new(typeof(ThreadDraft), nameof(ThreadDraft.UserId)),
        new(typeof(JurorRecipient), nameof(JurorRecipient.JurorId)),
    ];

    public async Task<object> ReadAsync(Guid userId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var messages = await db.OutboxMessages.AsNoTracking()
            .Where(message => db.Users.Any(user => user.Id == userId && user.Email == message.To) || message.AnnouncedTo == userId)
            .Where(message => message.DecisionBatchId == null || (message.State != OutboxState.Waiting && message.State != OutboxState.Discarded))
            .OrderBy(message => message.Id)
            .Select(message => new { message.Subject, Body = message.Enclosure == null ? message.Body : message.Body + "\n\n" + message.Enclosure, message.Footer, message.State, message.CreatedAt, message.SentAt })
            .ToListAsync(token);
        var written = await db.MessageBatches.AsNoTracking()
            .Where(batch => batch.WrittenBy == userId || batch.ReleasedBy == userId)
            .OrderBy(batch => batch.Id)
            .Select(batch => new { batch.Subject, batch.Body, batch.Mails, Written = batch.WrittenBy == userId, batch.WrittenAt, Released = batch.ReleasedBy == userId, batch.ReleasedAt })
            .ToListAsync(token);
        var threads = await db.ThreadMessages.AsNoTracking()
            .Where(message => message.AuthorId == userId)
            .OrderBy(message => message.Id)
            .Select(message => new { message.SubmissionId, message.Text, message.At })
            .ToListAsync(token);
        var drafts = await db.ThreadDrafts.AsNoTracking().Where(draft => draft.UserId == userId).OrderBy(draft => draft.Id).Select(draft => new { draft.SubmissionId, draft.Text, draft.SavedAt }).ToListAsync(token);
        var unsubscribed = await db.MailOptOuts.AsNoTracking()
            .Where(optOut => optOut.UserId == userId)
            .OrderBy(optOut => optOut.Id)
            .Select(optOut => new { Edition = db.Editions.Where(edition => edition.Id == optOut.EditionId).Select(edition => edition.Name).FirstOrDefault(), optOut.Since })
            .ToListAsync(token);
        var notices = await db.InAppNotices.AsNoTracking().Where(notice => notice.UserId == userId).OrderBy(notice => notice.Id).Select(notice => new { notice.Topic, notice.About, notice.At, notice.ReadAt }).ToListAsync(token);
        var asJuror = await db.JurorRecipients.AsNoTracking()
            .Where(recipient => recipient.JurorId == userId)
            .OrderBy(recipient => recipient.Id)
            .Select(recipient => new { Subject = db.MessageBatches.Where(batch => batch.Id == recipient.BatchId).Select(batch => batch.Subject).FirstOrDefault(), recipient.LeftOut })
            .ToListAsync(token);
        return new
        {
            AsJuror = asJuror,
            Mails = messages.ConvertAll(message => new { message.Subject, Text = WithoutLinks(message.Body), Footer = WithoutLinks(message.Footer ?? ""), message.State, message.CreatedAt, message.SentAt }),
            Written = written,
            Threads = threads,
            Drafts = drafts,
            Unsubscribed = unsubscribed,
            Notices = notices,
        };
    }

    /// <summary>What the person wrote about an entry of their own goes; what they wrote for a festival stays with it.</summary>
    public async Task RemoveAsync(ShowcaseDbContext db, ApplicationUser person, CancellationToken token)
    {
        await db.OutboxMessages.Where(message => message.To == person.Email || message.AnnouncedTo == person.Id).ExecuteDeleteAsync(token);
        await db.JurorRecipients.Where(recipient => recipient.JurorId == person.Id).ExecuteDeleteAsync(token);
        await db.MailOptOuts.Where(optOut => optOut.UserId == person.Id).ExecuteDeleteAsync(token);
        await db.ThreadDrafts.Where(draft => draft.UserId == person.Id).ExecuteDeleteAsync(token);
        await db.InAppNotices.Where(notice => notice.UserId == person.Id).ExecuteDeleteAsync(token);
        await db.ThreadMessages.Where(message => message.AuthorId == person.Id && message.Side == ThreadSide.Artist).ExecuteUpdateAsync(message => message.SetProperty(m => m.Text, ""), token);
    }

    private static string WithoutLinks(string text) => Link().Replace(text, "[link]");

    [GeneratedRegex(@"https?://\S+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();
}
