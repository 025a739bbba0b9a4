using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Features.Media;
using Showcase.Web.Security;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Submissions;

/// <summary>What organisers do with what was sent in, before and beside the jury. Decisions have a service of their own.</summary>
public sealed partial class EligibilityService(
    IDbContextFactory<ShowcaseDbContext> contexts, EditionAccess access, SubmissionMails mails, TimeProvider clock,
    ChangeFeed feed, PlaybackRevocations playback, ILogger<EligibilityService> log)
{
    /// <summary>The states that an organiser's own hand may set.</summary>
    public static IReadOnlyList<SubmissionState> Steps { get; } =
        [SubmissionState.Eligible, SubmissionState.InReview, SubmissionState.Ineligible, SubmissionState.Disqualified];

    /// <summary>Moves a submission; the artist of a film that is turned away is told why by mail.</summary>
    public async Task<Result> MoveAsync(Actor actor, Guid submissionId, Guid version, SubmissionState next, string? reason, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        var submission = await db.Submissions.SingleOrDefaultAsync(s => s.Id == submissionId && s.State != SubmissionState.Draft, token);
        if (submission is null) return Refusals.NotFound;
        if (await access.CheckAsync(actor, submission.EditionId, token, EditionRole.Organiser) is { } refusal) return refusal;
        if (submission.Version != version) return Refusals.Conflict;
        if (!Steps.Contains(next)) return new Refusal("Submissions.StepNotAllowed", submission.State, next);

        var now = clock.GetUtcNow();
        var moved = submission.Move(next, now, actor.UserId, reason);
        if (!moved.Succeeded) return moved;

        if (next is SubmissionState.Ineligible or SubmissionState.Disqualified) await playback.RevokeFilmsInAsync(db, submission.EditionId, FilmOf(db, submissionId), token);
        if (Submission.NeedsReason(next)) db.OutboxMessages.Add(await mails.TurnAwayAsync(db, submission, now, token));
        try
        {
            await db.SaveChangesAsync(token);
        }
        catch (DbUpdateConcurrencyException)
        {
            return Refusals.Conflict;
        }

        LogStep(submissionId, next, actor.UserId);
        feed.Tell(submission.EditionId);
        feed.Tell(submission.FilmId);
        return Result.Ok;
    }

    private static IQueryable<Guid> FilmOf(ShowcaseDbContext db, Guid submissionId) => db.Submissions.Where(s => s.Id == submissionId).Select(s => s.FilmId);

    [LoggerMessage(LogLevel.Information, "Submission {SubmissionId} moved to {State} by {UserId}")]
    private partial void LogStep(Guid submissionId, SubmissionState state, Guid userId);
}
