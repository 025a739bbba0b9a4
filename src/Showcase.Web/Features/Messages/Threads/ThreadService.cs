using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Films;
using Showcase.Domain.Messages;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Features.Messages.Notices;
using Showcase.Web.Security;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Messages.Threads;

/// <summary>Writes in an entry's thread, for the artist's side (who may edit the film) or the organisers'; to everybody else it does not exist.</summary>
public sealed partial class ThreadService(IDbContextFactory<ShowcaseDbContext> contexts, ThreadMails mails, TimeProvider clock, OutboxSignal signal, ChangeFeed feed, ILogger<ThreadService> log)
{
    private const int Tries = 5;

    /// <summary>Sends a message; the other side is told by mail unless something there is unread already.</summary>
    /// <param name="actor">Who writes.</param>
    /// <param name="submissionId">The entry.</param>
    /// <param name="side">For which side.</param>
    /// <param name="text">The message.</param>
    /// <param name="isQuestion">Whether the organisers wait for an answer.</param>
    /// <param name="site">The root of the site that the mail's link leads to.</param>
    /// <param name="token">Ends the wait.</param>
    public async Task<Result> WriteAsync(Actor actor, Guid submissionId, ThreadSide side, string? text, bool isQuestion, Uri site, CancellationToken token)
    {
        // Both sides may write at the same moment, or two of one: whoever comes second writes below the first.
        for (var attempt = 1; ; attempt++)
        {
            var written = await TryWriteAsync(actor, submissionId, side, text, isQuestion, site, token);
            if (written.Refusal != Refusals.Conflict || attempt == Tries) return written;
        }
    }

    /// <summary>The side has read what is there.</summary>
    public async Task MarkReadAsync(Actor actor, Guid submissionId, ThreadSide side, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        if (!await db.EntriesToWriteOn(actor, side).AnyAsync(entry => entry.Id == submissionId, token)) return;

        var now = clock.GetUtcNow();
        var threads = db.SubmissionThreads.Where(thread => thread.SubmissionId == submissionId);
        var read = side == ThreadSide.Artist
            ? await threads.Where(thread => thread.LastFromOrganisersAt != null && (thread.ReadByArtistAt == null || thread.ReadByArtistAt < thread.LastFromOrganisersAt))
                .ExecuteUpdateAsync(thread => thread.SetProperty(t => t.ReadByArtistAt, now), token)
            : await threads.Where(thread => thread.LastFromArtistAt != null && (thread.ReadByOrganisersAt == null || thread.ReadByOrganisersAt < thread.LastFromArtistAt))
                .ExecuteUpdateAsync(thread => thread.SetProperty(t => t.ReadByOrganisersAt, now), token);
        if (read > 0) feed.Tell(submissionId);
        await ReadNoticesAsync(db, actor, submissionId, side, now, token);
    }

    /// <summary>Whoever reads the thread has read what the bell says of it; the notices of others on that side are their own.</summary>
    private async Task ReadNoticesAsync(ShowcaseDbContext db, Actor actor, Guid submissionId, ThreadSide side, DateTimeOffset now, CancellationToken token)
    {
        var slug = side == ThreadSide.Artist
            ? ""
            : await db.Editions.Where(edition => db.Submissions.Any(entry => entry.Id == submissionId && entry.EditionId == edition.Id)).Select(edition => edition.Slug).SingleAsync(token);
        var link = side == ThreadSide.Artist ? ThreadMails.ArtistLink(submissionId) : ThreadMails.OrganiserLink(slug, submissionId);
        var marked = await db.InAppNotices.Where(notice => notice.UserId == actor.UserId && notice.Link == link && notice.ReadAt == null).ExecuteUpdateAsync(notice => notice.SetProperty(n => n.ReadAt, now), token);
        if (marked > 0) feed.Tell(actor.UserId);
    }

    /// <summary>Keeps what somebody is typing; an empty text is forgotten.</summary>
    public async Task<Result> KeepDraftAsync(Actor actor, Guid submissionId, ThreadSide side, string? text, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        if (!await db.EntriesToWriteOn(actor, side).AnyAsync(entry => entry.Id == submissionId, token)) return Refusals.NotFound;

        var draft = await db.ThreadDrafts.SingleOrDefaultAsync(d => d.SubmissionId == submissionId && d.UserId == actor.UserId, token);
        if (string.IsNullOrWhiteSpace(text))
        {
            if (draft is not null) db.ThreadDrafts.Remove(draft);
            return await db.TrySaveAsync(Refusals.Conflict, token);
        }

        if (draft is null) db.ThreadDrafts.Add(draft = new ThreadDraft(submissionId, actor.UserId));
        if (draft.Write(text, clock.GetUtcNow()) is { Succeeded: false } bad) return bad;

        return await db.TrySaveAsync(Refusals.Conflict, token);
    }

    private async Task<Result> TryWriteAsync(Actor actor, Guid submissionId, ThreadSide side, string? text, bool isQuestion, Uri site, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        if (await db.EntriesToWriteOn(actor, side).SingleOrDefaultAsync(e => e.Id == submissionId, token) is not { } entry) return Refusals.NotFound;

        var now = clock.GetUtcNow();
        var hourAgo = now.AddHours(-1);
        var thread = await db.SubmissionThreads.SingleOrDefaultAsync(t => t.SubmissionId == submissionId, token);
        if (thread is null) db.SubmissionThreads.Add(thread = SubmissionThread.Of(entry));

        var other = side == ThreadSide.Artist ? ThreadSide.Organisers : ThreadSide.Artist;
        var isNews = !thread.IsUnreadBy(other) || isQuestion;
        var lastHour = await db.ThreadMessages.CountAsync(m => m.SubmissionId == submissionId && m.Side == side && m.At > hourAgo, token);
        var written = thread.Write(entry, side, actor.UserId, text, isQuestion, lastHour, now);
        if (!written.Succeeded) return written.Refusal;

        db.ThreadMessages.Add(written.Value);
        db.ThreadDrafts.RemoveRange(await db.ThreadDrafts.Where(d => d.SubmissionId == submissionId && d.UserId == actor.UserId).ToListAsync(token));
        if (isNews) await mails.TellAsync(db, entry, written.Value, actor, site, token);
        if (await db.TrySaveAsync(Refusals.Conflict, token) is { Succeeded: false } lost) return lost;

        LogWritten(submissionId, side, actor.UserId);
        signal.Wake();
        feed.Tell(submissionId);
        feed.TellNotices(db);
        return Result.Ok;
    }

    [LoggerMessage(LogLevel.Information, "{Side} wrote about {SubmissionId}: {UserId}")]
    private partial void LogWritten(Guid submissionId, ThreadSide side, Guid userId);
}

internal static class ThreadRows
{
    /// <summary>The entries in whose threads the actor may write for that side. Organisers never see drafts.</summary>
    public static IQueryable<Submission> EntriesToWriteOn(this ShowcaseDbContext db, Actor actor, ThreadSide side) =>
        side == ThreadSide.Artist ? db.EntriesOf(actor, CoAuthorRole.Edit) : db.EntriesOrganised(actor);

    /// <summary>The entries whose threads the actor may read for that side.</summary>
    public static IQueryable<Submission> EntriesToReadOn(this ShowcaseDbContext db, Actor actor, ThreadSide side) =>
        side == ThreadSide.Artist ? db.EntriesOf(actor, CoAuthorRole.View) : db.EntriesOrganised(actor);

    private static IQueryable<Submission> EntriesOrganised(this ShowcaseDbContext db, Actor actor)
    {
        var editions = db.EditionsOrganisedBy(actor);
        return db.Submissions.Where(entry => entry.State != SubmissionState.Draft && editions.Contains(entry.EditionId));
    }
}
