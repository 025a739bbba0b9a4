using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Judging;
using Showcase.Domain.Judging.Auditing;
using Showcase.Domain.Judging.Reviews;
using Showcase.Web.Data;
using Showcase.Web.Features.Media;
using Showcase.Web.Security;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Judging.Comments;

/// <summary>Lets jurors' words out to artists, one by one, once a film was decided on. Organisers do it.</summary>
public sealed partial class CommentService(
    IDbContextFactory<ShowcaseDbContext> contexts, EditionAccess access, TimeProvider clock, ChangeFeed feed, ILogger<CommentService> log)
{
    /// <summary>Lets out <paramref name="text"/>, which is a juror's comment as the organiser has left it; again, to change the wording.</summary>
    public async Task<Result> ReleaseAsync(Actor actor, Guid scorecardId, string? text, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        if (await FindAsync(db, actor, scorecardId, token) is not { } of) return Refusals.NotFound;

        if (await db.ReviewMarks.AnyAsync(mark => mark.ScorecardId == scorecardId && mark.Quality == ReviewQuality.Inappropriate, token)) return ReviewRefusals.NotForArtists;

        var before = await db.ReleasedComments.SingleOrDefaultAsync(comment => comment.ScorecardId == scorecardId, token);
        var written = before?.Write(of.Juror, text, actor.UserId, clock.GetUtcNow()) ?? Add(db, ReleasedComment.Release(of.Card, of.Juror, of.Submission, text, actor.UserId, clock.GetUtcNow()));
        if (!written.Succeeded) return written;
        db.Add(AuditEntry.Of(of.Submission.EditionId, AuditAct.CommentLetOut, actor.UserId, clock.GetUtcNow(), submissionId: of.Submission.Id));
        if (await db.TrySaveAsync(Refusals.Conflict, token) is { Succeeded: false } lost) return lost;

        LogReleased(scorecardId, actor.UserId);
        feed.TellFilm(of.Submission.FilmId);
        return Result.Ok;
    }

    /// <summary>Takes it back; who has read it has read it.</summary>
    public async Task<Result> TakeBackAsync(Actor actor, Guid scorecardId, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        if (await FindAsync(db, actor, scorecardId, token) is not { } of) return Refusals.NotFound;
        if (await db.ReleasedComments.SingleOrDefaultAsync(comment => comment.ScorecardId == scorecardId, token) is not { } released) return Result.Ok;

        db.ReleasedComments.Remove(released);
        db.Add(AuditEntry.Of(of.Submission.EditionId, AuditAct.CommentTakenBack, actor.UserId, clock.GetUtcNow(), submissionId: of.Submission.Id));
        if (await db.TrySaveAsync(Refusals.Conflict, token) is { Succeeded: false } lost) return lost;

        LogTakenBack(scorecardId, actor.UserId);
        feed.TellFilm(of.Submission.FilmId);
        return Result.Ok;
    }

    private static Result Add(ShowcaseDbContext db, Result<ReleasedComment> comment)
    {
        if (!comment.Succeeded) return comment.Refusal;

        db.ReleasedComments.Add(comment.Value);
        return Result.Ok;
    }

    private async Task<Commented?> FindAsync(ShowcaseDbContext db, Actor actor, Guid scorecardId, CancellationToken token)
    {
        var found = await (
            from card in db.Scorecards
            join assignment in db.Assignments on card.AssignmentId equals assignment.Id
            join submission in db.Submissions on assignment.SubmissionId equals submission.Id
            join juror in db.Users on assignment.JurorId equals juror.Id
            where card.Id == scorecardId
            select new { card, submission, juror.DisplayName }).SingleOrDefaultAsync(token);
        if (found is not null && await db.ClosedTo(actor.UserId).AnyAsync(entry => entry.Id == found.submission.Id, token)) return null;

        return found is null || await access.CheckAsync(actor, found.submission.EditionId, token, EditionRole.Organiser) is not null
            ? null
            : new Commented(found.card, found.submission, found.DisplayName);
    }

    [LoggerMessage(LogLevel.Information, "The comment of card {ScorecardId} was let out to the artist by {UserId}")]
    private partial void LogReleased(Guid scorecardId, Guid userId);

    [LoggerMessage(LogLevel.Information, "The comment of card {ScorecardId} was taken back by {UserId}")]
    private partial void LogTakenBack(Guid scorecardId, Guid userId);

    private sealed record Commented(Scorecard Card, Domain.Submissions.Submission Submission, string Juror);
}
