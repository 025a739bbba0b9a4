using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Films;
using Showcase.Domain.Judging;
using Showcase.Domain.Judging.Auditing;
using Showcase.Domain.Messages;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Features.Media;
using Showcase.Web.Features.Messages;
using Showcase.Web.Features.Messages.Notices;
using Showcase.Web.Security;
using Showcase.Web.Shared;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Judging.Packets;

/// <summary>The jury's comments for artists whose films are declined: whether an edition offers them, who asks for them, and what of them may go.</summary>
public sealed partial class PacketService(
    IDbContextFactory<ShowcaseDbContext> contexts, EditionAccess access, TimeProvider clock, OutboxSignal signal, ChangeFeed feed, SiteTexts texts, ILogger<PacketService> log)
{
    /// <summary>Whether artists of the edition may ask. Where it is turned off nothing more goes, asked for or not.</summary>
    public async Task<Result> OfferAsync(Actor actor, Guid editionId, bool isWanted, CancellationToken token)
    {
        if (await access.CheckAsync(actor, editionId, token, EditionRole.Organiser) is { } refused) return refused;

        await using var db = await contexts.CreateDbContextAsync(token);
        var edition = await db.Editions.SingleAsync(e => e.Id == editionId, token);
        edition.OfferComments(isWanted);
        if (await db.TrySaveAsync(Refusals.Conflict, token) is { Succeeded: false } lost) return lost;

        LogOffered(editionId, isWanted, actor.UserId);
        feed.Tell(editionId);
        return Result.Ok;
    }

    /// <summary>The artist, or a co-author who may write, asks for comments or takes that back, until the film is decided on.</summary>
    public async Task<Result> WishAsync(Actor actor, Guid submissionId, bool isWanted, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        var entry = await db.EntriesOf(actor, CoAuthorRole.Edit).Where(e => e.Id == submissionId)
            .Select(e => new { e.State, e.EditionId, IsOffered = db.Editions.Any(edition => edition.Id == e.EditionId && edition.OffersComments) }).SingleOrDefaultAsync(token);
        if (entry is null) return Refusals.NotFound;
        if (!CommentWish.MayChange(entry.State)) return LetterRefusals.WishTooLate;
        if (isWanted && !entry.IsOffered) return LetterRefusals.NotOffered;

        var before = await db.CommentWishes.SingleOrDefaultAsync(wish => wish.SubmissionId == submissionId, token);
        if (isWanted == before is not null) return Result.Ok;

        if (before is null) db.Add(new CommentWish(submissionId, actor.UserId, clock.GetUtcNow()));
        else db.Remove(before);
        if (await db.TrySaveAsync(Refusals.Conflict, token) is { Succeeded: false } lost) return lost;

        feed.Tell(entry.EditionId);
        return Result.Ok;
    }

    /// <summary>
    /// Approves what the artist will read. <paramref name="fingerprint"/> is of the comments that were shown: where a juror changed one since, nothing is
    /// approved. Where the film was declined already it goes at once.
    /// </summary>
    public async Task<Result> ApproveAsync(Actor actor, Guid submissionId, string fingerprint, string? text, bool isMeant, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        if (await FindAsync(db, actor, submissionId, token) is not { } of) return Refusals.NotFound;
        if (of.Refusal is { } refused) return refused;

        var entry = of.Value;
        if ((await db.PacketsAsync([submissionId], token)).GetValueOrDefault(submissionId) is not { } standing) return LetterRefusals.NotAsked;
        if (standing.Sources.Count == 0 || standing.Fingerprint != fingerprint) return LetterRefusals.PacketSourcesChanged;

        var packet = standing.Packet;
        if (packet is null) db.Add(packet = CommentPacket.Of(entry.Submission));
        var mask = (await db.JurorMasksAsync(entry.Submission.EditionId, new Dictionary<Guid, string> { [submissionId] = entry.Title }, token))[submissionId];
        var now = clock.GetUtcNow();
        if (packet.Approve(text, fingerprint, mask, isMeant, actor.UserId, now) is { Succeeded: false } bad) return bad;

        db.Add(AuditEntry.Of(entry.Submission.EditionId, AuditAct.PacketApproved, actor.UserId, now, submissionId: submissionId));
        var isLate = entry.Submission.State == SubmissionState.Declined;
        if (isLate) Send(db, packet, entry, now);
        if (await db.TrySaveAsync(Refusals.Conflict, token) is { Succeeded: false } lost) return lost;

        LogApproved(submissionId, actor.UserId);
        feed.Tell(entry.Submission.EditionId);
        if (isLate)
        {
            signal.Wake();
            feed.TellNotices(db);
            feed.TellFilm(entry.Submission.FilmId);
        }

        return Result.Ok;
    }

    /// <summary>Takes an approval back, as long as the artist has not been sent it.</summary>
    public async Task<Result> TakeBackAsync(Actor actor, Guid submissionId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        if (await FindAsync(db, actor, submissionId, token) is not { } of) return Refusals.NotFound;
        if (of.Refusal is { } refused) return refused;
        if (await db.CommentPackets.SingleOrDefaultAsync(packet => packet.SubmissionId == submissionId, token) is not { } approved) return Result.Ok;
        if (approved.SentAt is not null) return LetterRefusals.PacketSent;

        db.Remove(approved);
        db.Add(AuditEntry.Of(of.Value.Submission.EditionId, AuditAct.PacketTakenBack, actor.UserId, clock.GetUtcNow(), submissionId: submissionId));
        if (await db.TrySaveAsync(Refusals.Conflict, token) is { Succeeded: false } lost) return lost;

        LogTakenBack(submissionId, actor.UserId);
        feed.Tell(of.Value.Submission.EditionId);
        return Result.Ok;
    }

    /// <summary>The letter has left: the comments follow in a mail of their own.</summary>
    private void Send(ShowcaseDbContext db, CommentPacket packet, DecidedEntry entry, DateTimeOffset now)
    {
        packet.Send(now);
        db.Notify(entry.Submission.ArtistId, NoticeTopic.CommentsCame, entry.Title, $"/workspace/submissions/{entry.Submission.Id}", now);
        if (entry.Email.Length == 0) return;

        db.Add(OutboxMessage.Create(
            entry.Submission.EditionId, entry.Email, texts["Packets.MailSubject", entry.Title, entry.Edition],
            $"{texts["Packets.MailBody", entry.Artist, entry.Title, entry.Edition]}\n\n{packet.Text}", now,
            submissionId: entry.Submission.Id, footer: texts["Messages.FooterEssential", entry.Title, entry.Edition]));
    }

    private async Task<Result<DecidedEntry>?> FindAsync(ShowcaseDbContext db, Actor actor, Guid submissionId, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var found = await (
            from submission in db.Submissions
            join film in db.Films on submission.FilmId equals film.Id
            join edition in db.Editions on submission.EditionId equals edition.Id
            join artist in db.Users on submission.ArtistId equals artist.Id
            where submission.Id == submissionId
            select new { submission, film.Title, Edition = edition.Name, artist.DisplayName, artist.Email }).SingleOrDefaultAsync(token);
        if (found is null || await access.CheckAsync(actor, found.submission.EditionId, token, EditionRole.Organiser) is not null) return null;
        if (await db.ClosedTo(actor.UserId).AnyAsync(entry => entry.Id == submissionId, token)) return JudgingRefusals.CaseClosed;
        return new DecidedEntry(found.submission, found.Title, found.Edition, found.DisplayName, found.Email ?? "");
    }

    [LoggerMessage(LogLevel.Information, "Edition {EditionId} offers comments: {IsWanted}, said {UserId}")]
    private partial void LogOffered(Guid editionId, bool isWanted, Guid userId);

    [LoggerMessage(LogLevel.Information, "The comments for entry {SubmissionId} were approved by {UserId}")]
    private partial void LogApproved(Guid submissionId, Guid userId);

    [LoggerMessage(LogLevel.Information, "The approval of the comments for entry {SubmissionId} was taken back by {UserId}")]
    private partial void LogTakenBack(Guid submissionId, Guid userId);

    private sealed record DecidedEntry(Submission Submission, string Title, string Edition, string Artist, string Email);
}
