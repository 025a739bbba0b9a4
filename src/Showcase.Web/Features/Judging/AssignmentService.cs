using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Judging;
using Showcase.Domain.Judging.Auditing;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Features.Media;
using Showcase.Web.Security;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Judging;

/// <summary>Gives films to jurors and takes them back.</summary>
public sealed partial class AssignmentService(
    IDbContextFactory<ShowcaseDbContext> contexts, EditionAccess access, TimeProvider clock, ChangeFeed feed, PlaybackRevocations playback, ILogger<AssignmentService> log)
{
    /// <summary>Most pairs of film and juror in one step: 1,200 films for a panel of 20, in one transaction of some seconds.</summary>
    public const int MostPairs = 24_000;

    /// <summary>
    /// Gives each of the films that the round takes to each of the jurors. Pairs that exist are left alone, pairs that may not be are told; films that are closed to the
    /// actor are not theirs to give.
    /// </summary>
    public async Task<Result<Assigned>> AssignAsync(
        Actor actor, Guid roundId, IReadOnlyCollection<Guid> submissionIds, IReadOnlyCollection<Guid> jurorIds, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var found = await access.RoundForOrganiserAsync(db, actor, roundId, token);
        if (!found.Succeeded) return found.Refusal;
        if (jurorIds.Except(found.Value.Panel.Select(member => member.UserId)).Any()) return JudgingRefusals.NotOnPanel;

        return await AssignAsync(db, actor, found.Value, db.FilmsTakenBy(found.Value.EditionId, found.Value.Films).Where(s => submissionIds.Contains(s.Id)), jurorIds, only: null, token);
    }

    /// <summary>Gives exactly these pairs; those that exist are left alone, those that may not be are told.</summary>
    public async Task<Result<Assigned>> AssignPairsAsync(Actor actor, Guid roundId, IReadOnlyCollection<(Guid Submission, Guid Juror)> pairs, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        await using var db = await contexts.CreateDbContextAsync(token);
        var found = await access.RoundForOrganiserAsync(db, actor, roundId, token);
        if (!found.Succeeded) return found.Refusal;

        var jurorIds = pairs.Select(pair => pair.Juror).Distinct().ToList();
        if (jurorIds.Except(found.Value.Panel.Select(member => member.UserId)).Any()) return JudgingRefusals.NotOnPanel;
        if (pairs.Count > MostPairs) return JudgingRefusals.TooManyAtOnce;

        var submissionIds = pairs.Select(pair => pair.Submission).Distinct().ToList();
        var wanted = db.FilmsTakenBy(found.Value.EditionId, found.Value.Films).Where(s => submissionIds.Contains(s.Id));
        return await AssignAsync(db, actor, found.Value, wanted, jurorIds, pairs.ToHashSet(), token);
    }

    /// <summary>Gives every film of the category that the round takes to the whole panel; of all categories where it is null.</summary>
    public async Task<Result<Assigned>> AssignCategoryAsync(Actor actor, Guid roundId, Guid? categoryId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var found = await access.RoundForOrganiserAsync(db, actor, roundId, token);
        if (!found.Succeeded) return found.Refusal;

        var submissions = db.FilmsTakenBy(found.Value.EditionId, found.Value.Films).Where(s => categoryId == null || s.CategoryId == categoryId);
        return await AssignAsync(db, actor, found.Value, submissions, [.. found.Value.Panel.Select(member => member.UserId)], only: null, token);
    }

    /// <summary>Takes a film back from a juror; refused once they have entered something, for that would be lost, or recused.</summary>
    public async Task<Result> RemoveAsync(Actor actor, Guid roundId, Guid assignmentId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var found = await access.RoundForOrganiserAsync(db, actor, roundId, token);
        if (!found.Succeeded) return found.Refusal;

        var card = await db.Scorecards.SingleOrDefaultAsync(c => c.AssignmentId == assignmentId && db.Assignments.Any(a => a.Id == assignmentId && a.RoundId == roundId), token);
        if (card is null) return Refusals.NotFound;
        var assignment = await db.Assignments.SingleAsync(a => a.Id == assignmentId, token);
        if (await db.ClosedTo(actor.UserId).AnyAsync(s => s.Id == assignment.SubmissionId, token)) return JudgingRefusals.CaseClosed;
        if (card.SavedAt is not null || card.Recused || await db.FilmNotes.AnyAsync(note => note.AssignmentId == assignmentId, token)) return JudgingRefusals.CardInUse;

        db.Remove(card);
        db.Remove(assignment);
        db.Add(AuditEntry.Of(found.Value.EditionId, AuditAct.FilmTakenBack, actor.UserId, clock.GetUtcNow(), roundId, assignment.SubmissionId, assignment.JurorId));
        await playback.RevokeFilmsAsync(db, assignment.JurorId, db.Submissions.Where(s => s.Id == assignment.SubmissionId).Select(s => s.FilmId), token);
        try
        {
            await db.SaveChangesAsync(token);
        }
        catch (DbUpdateConcurrencyException)
        {
            return Refusals.Conflict;
        }

        LogRemoved(assignmentId, roundId, actor.UserId);
        feed.Tell(found.Value.EditionId);
        return Result.Ok;
    }

    private async Task<Result<Assigned>> AssignAsync(
        ShowcaseDbContext db, Actor actor, JudgingRound round, IQueryable<Submission> wanted, IReadOnlyCollection<Guid> jurorIds, HashSet<(Guid Submission, Guid Juror)>? only, CancellationToken token)
    {
        if (jurorIds.Count == 0) return JudgingRefusals.PanelEmpty;

        var closed = db.ClosedTo(actor.UserId);
        var films = await wanted.Where(s => !closed.Any(c => c.Id == s.Id)).Join(db.Films, s => s.FilmId, f => f.Id, (s, f) => new { Submission = s, Film = f })
            .OrderBy(pair => pair.Submission.Id).Take((only is null ? MostPairs / jurorIds.Count : MostPairs) + 1).ToListAsync(token);
        if (films.Count == 0) return JudgingRefusals.NothingToAssign;
        if (only is null && films.Count * jurorIds.Count > MostPairs) return JudgingRefusals.TooManyAtOnce;

        var now = clock.GetUtcNow();
        var existing = (await db.Assignments.Where(a => a.RoundId == round.Id).Select(a => new { a.SubmissionId, a.JurorId }).ToListAsync(token))
            .Select(a => (a.SubmissionId, a.JurorId)).ToHashSet();
        var names = await db.Users.Where(u => jurorIds.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.DisplayName, token);
        var filmIds = films.ConvertAll(film => film.Film.Id);
        var coAuthors = (await db.CoAuthors.Where(author => filmIds.Contains(author.FilmId) && author.UserId != null).Select(author => new { author.FilmId, author.UserId }).ToListAsync(token))
            .ToLookup(author => author.FilmId, author => author.UserId!.Value);
        var conflicts = (await db.JurorConflicts.Where(c => c.EditionId == round.EditionId && c.InForce && jurorIds.Contains(c.UserId)).Select(c => new { c.SubmissionId, c.UserId }).ToListAsync(token))
            .Select(c => (c.SubmissionId, c.UserId)).ToHashSet();
        var (added, refused) = (0, new List<RefusedPair>());
        foreach (var film in films)
        {
            foreach (var jurorId in jurorIds.Where(juror => !existing.Contains((film.Submission.Id, juror)) && (only is null || only.Contains((film.Submission.Id, juror)))))
            {
                if (conflicts.Contains((film.Submission.Id, jurorId)))
                {
                    refused.Add(new RefusedPair(film.Film.Title, names.GetValueOrDefault(jurorId, ""), JudgingRefusals.Conflicted));
                    continue;
                }

                var assignment = Assignment.Create(round, film.Submission, film.Film, [.. coAuthors[film.Film.Id]], jurorId, now);
                if (!assignment.Succeeded)
                {
                    refused.Add(new RefusedPair(film.Film.Title, names.GetValueOrDefault(jurorId, ""), assignment.Refusal));
                    continue;
                }

                db.AddRange(assignment.Value, Scorecard.For(assignment.Value));
                if (film.Submission.State is SubmissionState.Submitted or SubmissionState.Eligible) _ = film.Submission.Move(SubmissionState.InReview, now, actor.UserId);
                added++;
            }
        }

        if (added == 0 && refused.Count > 0) return refused[0].Reason;
        if (added > 0) db.Add(AuditEntry.Of(round.EditionId, AuditAct.FilmsGiven, actor.UserId, now, round.Id, count: added));

        try
        {
            await db.SaveChangesAsync(token);
        }
        catch (DbUpdateConcurrencyException)
        {
            return Refusals.Conflict;
        }
        catch (DbUpdateException exception) when (db.IsDuplicate(exception))
        {
            return Refusals.Conflict;
        }

        LogAssigned(added, round.Id, actor.UserId);
        feed.Tell(round.EditionId);
        return new Assigned(added, refused);
    }

    [LoggerMessage(LogLevel.Information, "{Count} films were assigned in round {RoundId} by {UserId}")]
    private partial void LogAssigned(int count, Guid roundId, Guid userId);

    [LoggerMessage(LogLevel.Information, "Assignment {AssignmentId} was removed from round {RoundId} by {UserId}")]
    private partial void LogRemoved(Guid assignmentId, Guid roundId, Guid userId);
}

/// <summary>What became of an assignment of many: how many are new, and which pairs may not be.</summary>
public sealed record Assigned(int Count, IReadOnlyList<RefusedPair> Refused);

public sealed record RefusedPair(string Title, string Juror, Refusal Reason);
