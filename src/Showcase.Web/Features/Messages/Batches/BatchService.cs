using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Messages;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Features.Messages.Notices;
using Showcase.Web.Features.Messages.Threads;
using Showcase.Web.Features.Messages.Unsubscribing;
using Showcase.Web.Security;
using Showcase.Web.Shared;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Messages.Batches;

/// <summary>Writes a message to many: begins it for chosen entries, keeps its text, and makes one mail for each who can and wants to get it.</summary>
public sealed partial class BatchService(
    IDbContextFactory<ShowcaseDbContext> contexts, EditionAccess access, MailStop stop, SiteTexts texts, TimeProvider clock, OutboxSignal signal, ChangeFeed feed, ILogger<BatchService> log)
{
    private const int AtOnce = 500;

    /// <summary>Begins a message to these entries of the edition, which the caller has chosen among those that the actor sees.</summary>
    /// <param name="actor">An organiser of the edition.</param>
    /// <param name="editionId">The edition.</param>
    /// <param name="entries">The chosen entries' ids.</param>
    /// <param name="selection">The inbox's query that chose them; null where they were ticked.</param>
    /// <param name="token">Ends the wait.</param>
    public async Task<Result<Guid>> BeginAsync(Actor actor, Guid editionId, IReadOnlyCollection<Guid> entries, string? selection, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(entries);
        if (await access.CheckAsync(actor, editionId, token, EditionRole.Organiser) is { } refused) return refused;

        await using var db = await contexts.CreateDbContextAsync(token);
        var mine = db.Submissions.Where(entry => entry.EditionId == editionId && entry.State != SubmissionState.Draft).Select(entry => entry.Id);
        var chosen = new List<Guid>();
        foreach (var ids in entries.Distinct().Chunk(AtOnce)) chosen.AddRange(await mine.Where(id => ids.Contains(id)).ToListAsync(token));
        if (chosen.Count == 0) return MessageRefusals.NobodyGetsIt;

        await ForgetEmptyAsync(db, actor, editionId, token);
        var batch = MessageBatch.Begin(editionId, chosen.Count, selection, actor.UserId, clock.GetUtcNow());
        db.MessageBatches.Add(batch);
        db.MessageRecipients.AddRange(chosen.Select(id => new MessageRecipient(batch.Id, id)));
        await db.SaveChangesAsync(token);
        feed.Tell(editionId);
        return batch.Id;
    }

    /// <summary>Begins a message to these jurors of a round; those who are not on its panel are left out.</summary>
    public async Task<Result<Guid>> BeginForJurorsAsync(Actor actor, Guid roundId, IReadOnlyCollection<Guid> jurors, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(jurors);
        await using var db = await contexts.CreateDbContextAsync(token);
        var editions = db.EditionsOrganisedBy(actor);
        var round = await db.JudgingRounds.Include(r => r.Panel).AsNoTracking().SingleOrDefaultAsync(r => r.Id == roundId && editions.Contains(r.EditionId), token);
        if (round is null) return Refusals.NotFound;

        var chosen = jurors.Distinct().Where(round.HasJuror).ToList();
        if (chosen.Count == 0) return MessageRefusals.NobodyGetsIt;

        await ForgetEmptyAsync(db, actor, round.EditionId, token);
        var batch = MessageBatch.BeginForJurors(round.EditionId, roundId, chosen.Count, actor.UserId, clock.GetUtcNow());
        db.MessageBatches.Add(batch);
        db.JurorRecipients.AddRange(chosen.Select(id => new JurorRecipient(batch.Id, id)));
        await db.SaveChangesAsync(token);
        feed.Tell(round.EditionId);
        return batch.Id;
    }

    /// <summary>Keeps what is typed, finished or not; the new version comes back.</summary>
    public async Task<Result<Guid>> WriteAsync(Actor actor, Guid batchId, Guid version, BatchText text, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(text);
        await using var db = await contexts.CreateDbContextAsync(token);
        if (await db.BatchAsync(actor, batchId, token) is not { } batch) return Refusals.NotFound;
        if (batch.Write(text.Kind, text.Subject, text.Body) is { Succeeded: false } bad) return bad.Refusal;

        db.Expect(batch, version);
        return await db.TrySaveAsync(Refusals.Conflict, token) is { Succeeded: false } lost ? lost.Refusal : batch.Version;
    }

    /// <summary>
    /// Makes the mails, in one transaction: one for each entry whose artist has an address and wants such mail; the others are written down
    /// with the reason. They wait for a review where the edition wants one.
    /// </summary>
    /// <param name="actor">An organiser of the edition.</param>
    /// <param name="batchId">The draft.</param>
    /// <param name="version">The version that was shown.</param>
    /// <param name="text">What is on the screen.</param>
    /// <param name="site">The root of the site that links lead to.</param>
    /// <param name="token">Ends the wait.</param>
    public async Task<Result> FinishAsync(Actor actor, Guid batchId, Guid version, BatchText text, Uri site, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(site);
        await using var db = await contexts.CreateDbContextAsync(token);
        if (await db.BatchAsync(actor, batchId, token) is not { } batch) return Refusals.NotFound;
        if (batch.Version != version) return Refusals.Conflict;
        if (batch.Write(text.Kind, text.Subject, text.Body) is { Succeeded: false } bad) return bad;
        if (MessageText.Check(text.Subject, text.Body, batch.Known) is { } unfinished) return unfinished;

        var now = clock.GetUtcNow();
        var addressees = await db.AddresseesAsync(batch, token);
        await LeaveOutAsync(db, batch, addressees, token);

        var written = addressees.Where(to => to.Problem(batch.Kind) is null).ToList();
        var isReviewed = await db.Editions.Where(edition => edition.Id == batch.EditionId).Select(edition => edition.ReviewsMessages).SingleAsync(token);
        if (batch.Finish(written.Count, isReviewed, actor.UserId, now) is { Succeeded: false } refused) return refused;

        db.OutboxMessages.AddRange(written.Select(to => OutboxMessage.Of(batch, MailTo(to, batch, site), now)));
        if (isReviewed) await NotifyReviewersAsync(db, batch, actor, now, token);
        if (await db.TrySaveAsync(Refusals.Conflict, token) is { Succeeded: false } lost) return lost;

        feed.TellNotices(db);
        LogFinished(batchId, written.Count, addressees.Count - written.Count, batch.State, actor.UserId);
        signal.Wake();
        feed.Tell(batch.EditionId);
        return Result.Ok;
    }

    /// <summary>Throws a draft away.</summary>
    public async Task<Result> ForgetAsync(Actor actor, Guid batchId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        if (await db.BatchAsync(actor, batchId, token) is not { } batch) return Refusals.NotFound;
        if (batch.State != BatchState.Draft) return MessageRefusals.NoLongerDraft;

        db.MessageBatches.Remove(batch);
        var saved = await db.TrySaveAsync(Refusals.Conflict, token);
        if (saved.Succeeded) feed.Tell(batch.EditionId);
        return saved;
    }

    /// <summary>What was begun and left without a word is forgotten.</summary>
    private static Task ForgetEmptyAsync(ShowcaseDbContext db, Actor actor, Guid editionId, CancellationToken token) => db.MessageBatches
        .Where(left => left.EditionId == editionId && left.WrittenBy == actor.UserId && left.State == BatchState.Draft && left.Subject == "" && left.Body == "")
        .ExecuteDeleteAsync(token);

    private static async Task LeaveOutAsync(ShowcaseDbContext db, MessageBatch batch, IReadOnlyList<Addressee> addressees, CancellationToken token)
    {
        var entries = await db.MessageRecipients.Where(recipient => recipient.BatchId == batch.Id).ToDictionaryAsync(recipient => recipient.SubmissionId, token);
        var jurors = await db.JurorRecipients.Where(recipient => recipient.BatchId == batch.Id).ToDictionaryAsync(recipient => recipient.JurorId, token);
        foreach (var to in addressees)
        {
            if (to.Problem(batch.Kind) is not { } why) continue;
            if (batch.RoundId is null) entries[to.Key].LeaveOut(why);
            else jurors[to.Key].LeaveOut(why);
        }
    }

    private static async Task NotifyReviewersAsync(ShowcaseDbContext db, MessageBatch batch, Actor writer, DateTimeOffset now, CancellationToken token)
    {
        var slug = await db.Editions.Where(edition => edition.Id == batch.EditionId).Select(edition => edition.Slug).SingleAsync(token);
        var others = await db.Organisers(batch.EditionId).Where(user => user.Id != writer.UserId).Select(user => user.Id).ToListAsync(token);
        foreach (var other in others) db.Notify(other, NoticeTopic.ReviewWaits, batch.Subject.Trim(), $"/workspace/{slug}/messages/{batch.Id}", now);
    }

    private BatchMail MailTo(Addressee to, MessageBatch batch, Uri site)
    {
        var links = batch.Kind == MessageKind.Announcement ? stop.LinksFor(site, to.ArtistId, batch.EditionId) : null;
        var footer = to.FooterOf(batch.Kind, texts, links?.Page ?? "");
        return new BatchMail(to.Task is null ? to.SubmissionId : null, to.ArtistId, to.Email!, to.Fill(batch.Subject.Trim(), texts, site), to.Fill(batch.Body.Trim(), texts, site), footer, links?.OneClick);
    }

    [LoggerMessage(LogLevel.Information, "Message {BatchId} became {Mails} mails, {LeftOut} entries were left out; it is {State} by {UserId}")]
    private partial void LogFinished(Guid batchId, int mails, int leftOut, BatchState state, Guid userId);
}

/// <summary>What a person types of a message to many.</summary>
public sealed record BatchText(MessageKind Kind, string Subject, string Body);

internal static class BatchRows
{
    /// <summary>The message, for those who organise its edition; to others it does not exist.</summary>
    public static Task<MessageBatch?> BatchAsync(this ShowcaseDbContext db, Actor actor, Guid batchId, CancellationToken token)
    {
        var editions = db.EditionsOrganisedBy(actor);
        return db.MessageBatches.SingleOrDefaultAsync(batch => batch.Id == batchId && editions.Contains(batch.EditionId), token);
    }

    /// <summary>Everybody that a message is for, with what it would say to them.</summary>
    public static async Task<IReadOnlyList<Addressee>> AddresseesAsync(this ShowcaseDbContext db, MessageBatch batch, CancellationToken token) => batch.RoundId is { } roundId
        ? await db.JurorAddresseesAsync(batch.Id, roundId, token)
        : await db.Addressees(db.RecipientsOf(batch.Id)).ToListAsync(token);

    /// <summary>The entries that it was written to.</summary>
    public static IQueryable<Submission> RecipientsOf(this ShowcaseDbContext db, Guid batchId) =>
        from recipient in db.MessageRecipients
        join entry in db.Submissions on recipient.SubmissionId equals entry.Id
        where recipient.BatchId == batchId
        select entry;
}
