using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Calls;
using Showcase.Domain.Fees;
using Showcase.Domain.Films;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Features.Fees;
using Showcase.Web.Features.Media;
using Showcase.Web.Security;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Submissions;

/// <summary>
/// What an artist does with an entry: draft, send in, withdraw. The server's clock decides on deadlines, and the probed file on
/// runtimes. Somebody else's entry or film does not exist for them; a film's entries are its owner's, whichever co-author writes them.
/// </summary>
public sealed partial class SubmissionService(
    IDbContextFactory<ShowcaseDbContext> contexts, SubmissionMails mails, TimeProvider clock, ChangeFeed feed, PlaybackRevocations playback, ILogger<SubmissionService> log)
{
    /// <summary>Begins an entry; its id comes back.</summary>
    public Task<Result<Guid>> DraftAsync(Actor actor, Guid categoryId, Guid filmId, CancellationToken token) => DraftAsync(actor, categoryId, filmId, codeId: null, token);

    /// <summary>Begins an entry with a code that its artist has typed and that may open a closed door.</summary>
    public async Task<Result<Guid>> DraftAsync(Actor actor, Guid categoryId, Guid filmId, Guid? codeId, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        var now = clock.GetUtcNow();
        if (await db.FilmsOf(actor, CoAuthorRole.Edit).Where(film => film.Id == filmId).Select(film => (Guid?)film.OwnerId).SingleOrDefaultAsync(token) is not { } ownerId) return Refusals.NotFound;
        if (await db.DoorAsync(categoryId, token) is not { } door) return Refusals.NotFound;
        var code = await db.EntryCodes.AsNoTracking().SingleOrDefaultAsync(c => c.Id == codeId, token);
        if (code?.Refuse(door.Call.Id, await db.HolderAsync(ownerId, token), now) is { } useless) return useless;
        if ((door.Terms with { IsReopened = code?.Reopens == true }).Closed(now) is { } closed) return closed;

        var entry = Submission.Draft(door.Call.EditionId, categoryId, filmId, ownerId, now);
        _ = entry.UseCode(code?.Id);
        db.Submissions.Add(entry);
        try
        {
            await db.SaveChangesAsync(token);
        }
        catch (DbUpdateException exception) when (db.IsDuplicate(exception))
        {
            return SubmissionRefusals.AlreadyEntered;
        }

        LogStep(entry.Id, entry.State, actor.UserId);
        return entry.Id;
    }

    /// <summary>Saves a draft's letter; the new version comes back.</summary>
    public Task<Result<Guid>> WriteCoverLetterAsync(Actor actor, Guid submissionId, Guid version, string? text, CancellationToken token) =>
        ChangeAsync(actor, CoAuthorRole.Edit, submissionId, version, (_, entry) => Task.FromResult(entry.WriteCoverLetter(text)), token);

    /// <summary>Moves a draft to another open category of the same edition; the new version comes back.</summary>
    public Task<Result<Guid>> ChangeCategoryAsync(Actor actor, Guid submissionId, Guid version, Guid categoryId, CancellationToken token) =>
        ChangeAsync(
            actor,
            CoAuthorRole.Edit,
            submissionId,
            version,
            async (db, entry) =>
            {
                if (await db.DoorAsync(categoryId, token) is not { } door || door.Call.EditionId != entry.EditionId) return Refusals.NotFound;
                return door.Terms.Closed(clock.GetUtcNow()) is { } closed ? closed : entry.ChangeCategory(categoryId);
            },
            token);

    /// <summary>
    /// Sends the draft in, writes its fee and its code into the ledger and acknowledges it by mail, all or nothing; refused while an answer
    /// of the call's form is missing. Nobody pays a fee that they were not shown: where it is another than <paramref name="shown"/> by now,
    /// nothing is sent in.
    /// </summary>
    public async Task<Result> SubmitAsync(Actor actor, Guid submissionId, Guid version, FeeDue shown, CancellationToken token)
    {
        // What counts is when it was pressed, not how long the store kept it waiting.
        var pressed = clock.GetUtcNow();
        var sent = await ChangeAsync(
            actor,
            CoAuthorRole.Own,
            submissionId,
            version,
            async (db, entry) =>
            {
                var sentIn = await db.SendInAsync(entry, shown, actor.UserId, pressed, mails, token);
                if (!sentIn.Succeeded) return sentIn.Refusal;
                return sentIn.Value.MustBePaidFirst ? PaymentRefusals.PayFirst : Result.Ok;
            },
            token,
            oneAtATime: true);
        return sent.Succeeded ? Result.Ok : await MoreExactlyAsync(actor, submissionId, sent.Refusal, token);
    }

    /// <summary>
    /// Takes an entry back; whoever watches the film just then sees it stop. What was sent in stays in the history; while the door is
    /// open, the film may be entered anew.
    /// </summary>
    public async Task<Result> WithdrawAsync(Actor actor, Guid submissionId, Guid version, CancellationToken token) =>
        await ChangeAsync(
            actor,
            CoAuthorRole.Own,
            submissionId,
            version,
            async (db, entry) =>
            {
                await playback.RevokeFilmsInAsync(db, entry.EditionId, db.Films.Where(film => film.Id == entry.FilmId).Select(film => film.Id), token);
                return entry.Withdraw(clock.GetUtcNow(), actor.UserId);
            },
            token);

    /// <summary>Throws a draft away; nothing of it is kept.</summary>
    public async Task<Result> DiscardAsync(Actor actor, Guid submissionId, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        if (await MineAsync(db, actor, CoAuthorRole.Own, submissionId, token) is not { } entry) return Refusals.NotFound;
        if (entry.State != SubmissionState.Draft) return SubmissionRefusals.AlreadySubmitted;
        await using var turn = await db.QueueForLedgerAsync(submissionId, token);
        if (await db.PaidDrafts().AnyAsync(draft => draft.Id == submissionId, token)) return FeeRefusals.DraftPaid;

        db.Submissions.Remove(entry);
        try
        {
            await db.SaveChangesAsync(token);
            await turn.CommitAsync(token);
        }
        catch (DbUpdateConcurrencyException)
        {
            return await MoreExactlyAsync(actor, submissionId, Refusals.Conflict, token);
        }

        LogDiscarded(submissionId, actor.UserId);
        return Result.Ok;
    }

    private async Task<Result<Guid>> ChangeAsync(
        Actor actor, CoAuthorRole least, Guid submissionId, Guid version, Func<ShowcaseDbContext, Submission, Task<Result>> change, CancellationToken token, bool oneAtATime = false)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        await using var queue = oneAtATime ? await db.QueueForSendingAsync(submissionId, token) : null;
        if (await MineAsync(db, actor, least, submissionId, token) is not { } entry) return Refusals.NotFound;
        if (entry.Version != version) return Refusals.Conflict;

        var before = entry.State;
        var changed = await change(db, entry);
        if (!changed.Succeeded) return changed.Refusal;

        try
        {
            await db.SaveChangesAsync(token);
            if (queue is not null) await queue.CommitAsync(token);
        }
        catch (DbUpdateConcurrencyException)
        {
            return Refusals.Conflict;
        }
        catch (DbUpdateException exception) when (db.IsDuplicate(exception))
        {
            return SubmissionRefusals.AlreadyEntered;
        }

        if (entry.State != before)
        {
            LogStep(entry.Id, entry.State, actor.UserId);
            feed.Tell(entry.EditionId);
            feed.Tell(entry.FilmId);
        }

        return entry.Version;
    }

    /// <summary>Two windows that send in at once: the second is told that it is done, not that something collided.</summary>
    private async Task<Result> MoreExactlyAsync(Actor actor, Guid submissionId, Refusal refusal, CancellationToken token)
    {
        if (refusal != Refusals.Conflict) return refusal;

        await using var db = await contexts.CreateDbContextAsync(token);
        return await db.EntriesOf(actor, CoAuthorRole.View).AnyAsync(s => s.Id == submissionId && s.SubmittedAt != null, token)
            ? SubmissionRefusals.AlreadySubmitted
            : refusal;
    }

    private static Task<Submission?> MineAsync(ShowcaseDbContext db, Actor actor, CoAuthorRole least, Guid submissionId, CancellationToken token) =>
        db.EntriesOf(actor, least).SingleOrDefaultAsync(s => s.Id == submissionId, token);

    [LoggerMessage(LogLevel.Information, "Submission {SubmissionId} became {State} by {UserId}")]
    private partial void LogStep(Guid submissionId, SubmissionState state, Guid userId);

    [LoggerMessage(LogLevel.Information, "Draft {SubmissionId} discarded by {UserId}")]
    private partial void LogDiscarded(Guid submissionId, Guid userId);
}
