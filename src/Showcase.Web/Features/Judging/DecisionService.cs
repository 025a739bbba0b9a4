using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Judging;
using Showcase.Domain.Judging.Auditing;
using Showcase.Domain.Messages;
using Showcase.Web.Data;
using Showcase.Web.Features.Judging.Letters;
using Showcase.Web.Features.Messages.Notices;
using Showcase.Web.Security;
using Showcase.Web.Shared;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Judging;

/// <summary>Stages decisions, and applies all staged ones together, once, with their letters. What becomes of them then is <see cref="DecisionBatchService"/>.</summary>
public sealed partial class DecisionService(
    IDbContextFactory<ShowcaseDbContext> contexts, EditionAccess access, TimeProvider clock, ChangeFeed feed, SiteTexts texts, ILogger<DecisionService> log)
{
    /// <summary>Notes an outcome for each of the submissions; yields how many cannot take that step and were left alone.</summary>
    public async Task<Result<int>> StageAsync(Actor actor, Guid editionId, IReadOnlyCollection<Guid> submissionIds, DecisionOutcome outcome, CancellationToken token)
    {
        if (await access.CheckAsync(actor, editionId, token, EditionRole.Organiser) is { } refused) return refused;

        await using var db = await contexts.CreateDbContextAsync(token);
        var staged = await StageInAsync(db, actor, editionId, submissionIds, outcome, token);
        if (!staged.Succeeded) return staged;

        return await SaveAsync(db, editionId, token) is { } conflict ? conflict : staged;
    }

    /// <summary>The same as part of somebody else's save, for callers that have checked that the actor organises the edition.</summary>
    internal async Task<Result<int>> StageInAsync(ShowcaseDbContext db, Actor actor, Guid editionId, IReadOnlyCollection<Guid> submissionIds, DecisionOutcome outcome, CancellationToken token)
    {
        var closed = db.ClosedTo(actor.UserId);
        var submissions = await db.Submissions.Where(s => s.EditionId == editionId && submissionIds.Contains(s.Id)).ToListAsync(token);
        if (await db.Submissions.AnyAsync(s => submissionIds.Contains(s.Id) && closed.Any(c => c.Id == s.Id), token)) return JudgingRefusals.CaseClosed;

        var staged = await db.StagedDecisions.Where(d => d.EditionId == editionId && submissionIds.Contains(d.SubmissionId)).ToDictionaryAsync(d => d.SubmissionId, token);
        if (submissions.Count == 0) return Refusals.NotFound;

        Refusal? last = null;
        var left = 0;
        foreach (var submission in submissions)
        {
            Result result;
            if (staged.TryGetValue(submission.Id, out var decision))
            {
                result = decision.Restage(submission, outcome, actor.UserId, clock.GetUtcNow());
            }
            else
            {
                var made = StagedDecision.Stage(submission, outcome, actor.UserId, clock.GetUtcNow());
                if (made.Succeeded) db.Add(made.Value);
                result = made;
            }

            if (result.Succeeded)
            {
                db.Add(AuditEntry.Of(editionId, AuditAct.DecisionStaged, actor.UserId, clock.GetUtcNow(), submissionId: submission.Id, outcome: outcome));
                continue;
            }

            (last, left) = (result.Refusal, left + 1);
        }

        return left == submissions.Count ? last! : left;
    }

    /// <summary>Forgets what was staged for these submissions.</summary>
    public async Task<Result> UnstageAsync(Actor actor, Guid editionId, IReadOnlyCollection<Guid> submissionIds, CancellationToken token)
    {
        if (await access.CheckAsync(actor, editionId, token, EditionRole.Organiser) is { } refused) return refused;

        await using var db = await contexts.CreateDbContextAsync(token);
        var closed = db.ClosedTo(actor.UserId);
        var staged = db.StagedDecisions.Where(d => d.EditionId == editionId && d.AppliedAt == null && submissionIds.Contains(d.SubmissionId));
        if (await staged.AnyAsync(d => closed.Any(c => c.Id == d.SubmissionId), token)) return JudgingRefusals.CaseClosed;

        foreach (var decision in await staged.ToListAsync(token))
        {
            db.Remove(decision);
            db.Add(AuditEntry.Of(editionId, AuditAct.DecisionUnstaged, actor.UserId, clock.GetUtcNow(), submissionId: decision.SubmissionId));
        }

        return await SaveAsync(db, editionId, token) is { } conflict ? conflict : Result.Ok;
    }

    /// <summary>Writes the letter of an outcome. <paramref name="version"/> is null while the edition uses the built-in one.</summary>
    public async Task<Result> WriteLetterAsync(Actor actor, Guid editionId, DecisionOutcome outcome, Guid? version, string subject, string body, CancellationToken token)
    {
        if (await access.CheckAsync(actor, editionId, token, EditionRole.Organiser) is { } refused) return refused;

        await using var db = await contexts.CreateDbContextAsync(token);
        var letter = await db.DecisionLetters.SingleOrDefaultAsync(l => l.EditionId == editionId && l.Outcome == outcome, token);
        if (letter?.Version != version) return Refusals.Conflict;

        if (letter is not null)
        {
            if (letter.Change(subject, body) is { Succeeded: false } bad) return bad;
        }
        else
        {
            var made = DecisionLetter.Create(editionId, outcome, subject, body);
            if (!made.Succeeded) return made.Refusal;
            db.Add(made.Value);
        }

        return await SaveAsync(db, editionId, token) is { } conflict ? conflict : Result.Ok;
    }

    /// <summary>
    /// Decides on every submission with a staged decision, in one save with their letters, which wait as <paramref name="hold"/> says; films take their
    /// states when the letters leave, so that nobody reads a decision before. <paramref name="reviewed"/> are the seals of the letters that the organiser
    /// looked at: where another set is staged by now, or a letter would say something else, nothing happens. A submission that its artist withdrew meanwhile
    /// keeps its state and gets no letter. Films that are closed to the actor wait for another organiser.
    /// </summary>
    public async Task<Result<DecisionsApplied>> ApplyAsync(Actor actor, Guid editionId, IReadOnlyCollection<Guid> reviewed, LetterHold hold, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(hold);
        if (await access.CheckAsync(actor, editionId, token, EditionRole.Organiser) is { } refused) return refused;
        if (hold.Check() is { } badHold) return badHold;

        await using var db = await contexts.CreateDbContextAsync(token);
        var letters = await db.StagedLettersAsync(texts, editionId, actor.UserId, token);
        if (letters.Count == 0) return JudgingRefusals.NothingStaged;
        if (!letters.Select(letter => letter.Seal).ToHashSet().SetEquals(reviewed)) return JudgingRefusals.StagedChanged;

        var closed = db.ClosedTo(actor.UserId);
        var staged = await db.StagedDecisions.Where(d => d.EditionId == editionId && d.AppliedAt == null && !closed.Any(c => c.Id == d.SubmissionId)).ToDictionaryAsync(d => d.Id, token);
        var submissions = await db.Submissions
            .Where(s => db.StagedDecisions.Any(d => d.SubmissionId == s.Id && d.EditionId == editionId && d.AppliedAt == null) && !closed.Any(c => c.Id == s.Id))
            .ToDictionaryAsync(s => s.Id, token);
        if (staged.Count != letters.Count || !letters.TrueForAll(letter => submissions.ContainsKey(letter.SubmissionId) && staged.GetValueOrDefault(letter.DecisionId)?.Outcome == letter.Outcome)) return Refusals.Conflict;

        var now = clock.GetUtcNow();
        var batch = DecisionBatch.Apply(editionId, hold, actor.UserId, now);
        var (applied, mails, movedOn) = (new List<StagedDecision>(), new Dictionary<Guid, OutboxMessage>(), new List<string>());
        foreach (var letter in letters)
        {
            var decision = staged[letter.DecisionId];
            if (!decision.Apply(submissions[letter.SubmissionId], batch.Id, now).Succeeded)
            {
                db.Remove(decision);
                movedOn.Add(letter.Title);
                continue;
            }

            applied.Add(decision);
            if (letter.To.Length > 0) mails[letter.SubmissionId] = OutboxMessage.OfDecision(batch.Id, editionId, letter.SubmissionId, letter.To, letter.Subject, letter.Body, letter.Enclosure, letter.Footer, now);
        }

        batch.Count(applied.Count, mails.Count);
        if (applied.Count > 0) db.AddRange(batch, AuditEntry.Of(editionId, AuditAct.DecisionsApplied, actor.UserId, now, count: applied.Count));
        db.AddRange(mails.Values);
        if (hold.IsOff && applied.Count > 0)
        {
            _ = batch.Release(actor.UserId, now);
            movedOn.AddRange(await db.ReleaseAsync(texts, batch, applied, submissions, mails, now, token));
            db.Add(AuditEntry.Of(editionId, AuditAct.LettersLeft, actor.UserId, now, count: applied.Count - batch.MovedOn));
        }

        if (await SaveAsync(db, editionId, token) is { } conflict) return conflict;
        if (hold.IsOff)
        {
            foreach (var submission in submissions.Values) feed.Tell(submission.FilmId);
        }

        LogApplied(applied.Count, editionId, batch.Id, actor.UserId);
        return new DecisionsApplied(applied.Count, movedOn, applied.Count > 0 ? batch.Id : null);
    }

    private async Task<Refusal?> SaveAsync(ShowcaseDbContext db, Guid editionId, CancellationToken token)
    {
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

        feed.Tell(editionId);
        feed.TellNotices(db);
        return null;
    }

    [LoggerMessage(LogLevel.Information, "{Count} decisions of edition {EditionId} were applied as batch {BatchId} by {UserId}")]
    private partial void LogApplied(int count, Guid editionId, Guid batchId, Guid userId);
}

/// <summary>How many submissions were decided, the titles of those that were withdrawn or moved meanwhile, and the batch; null where nothing was left to decide.</summary>
public sealed record DecisionsApplied(int Count, IReadOnlyList<string> MovedOn, Guid? BatchId);

/// <summary>The letters that an edition sends until it writes its own.</summary>
internal static class DefaultLetters
{
    public static (string Subject, string Body) Of(SiteTexts texts, DecisionOutcome outcome) =>
        (texts[$"Judging.LetterSubject_{outcome}"], texts[$"Judging.LetterBody_{outcome}"]);
}
