using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Judging;
using Showcase.Domain.Messages;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Features.Messages.Notices;
using Showcase.Web.Security;
using Showcase.Web.Shared;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Judging;

/// <summary>Stages decisions, and applies all staged ones together, once, with their letters.</summary>
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

            if (result.Succeeded) continue;
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

        db.RemoveRange(await staged.ToListAsync(token));
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
    /// Moves every submission with a staged decision and writes its letter, in one transaction. <paramref name="reviewed"/> are the
    /// versions of the decisions that the organiser looked at: where another set is staged by now, nothing happens. A submission
    /// that its artist withdrew meanwhile keeps its state and gets no letter. Films that are closed to the actor wait for another organiser.
    /// </summary>
    public async Task<Result<DecisionsApplied>> ApplyAsync(Actor actor, Guid editionId, IReadOnlyCollection<Guid> reviewed, CancellationToken token)
    {
        if (await access.CheckAsync(actor, editionId, token, EditionRole.Organiser) is { } refused) return refused;

        await using var db = await contexts.CreateDbContextAsync(token);
        var closed = db.ClosedTo(actor.UserId);
        var staged = await db.StagedDecisions.Where(d => d.EditionId == editionId && d.AppliedAt == null && !closed.Any(c => c.Id == d.SubmissionId)).OrderBy(d => d.Id).ToListAsync(token);
        if (staged.Count == 0) return JudgingRefusals.NothingStaged;
        if (!staged.Select(d => d.Version).ToHashSet().SetEquals(reviewed)) return JudgingRefusals.StagedChanged;

        var submissions = await db.Submissions
            .Where(s => db.StagedDecisions.Any(d => d.SubmissionId == s.Id && d.EditionId == editionId && d.AppliedAt == null) && !closed.Any(c => c.Id == s.Id))
            .ToDictionaryAsync(s => s.Id, token);
        if (submissions.Count != staged.Count) return Refusals.Conflict;

        var addressees = await AddresseesAsync(db, editionId, token);
        var letters = await db.DecisionLetters.AsNoTracking().Where(l => l.EditionId == editionId).ToDictionaryAsync(l => l.Outcome, l => (l.Subject, l.Body), token);
        var edition = await db.Editions.Where(e => e.Id == editionId).Select(e => e.Name).SingleAsync(token);
        var (applied, movedOn) = (0, new List<string>());
        foreach (var decision in staged)
        {
            var to = addressees.GetValueOrDefault(decision.SubmissionId);
            if (!decision.Apply(submissions[decision.SubmissionId], actor.UserId, clock.GetUtcNow()).Succeeded)
            {
                db.Remove(decision);
                movedOn.Add(to?.Title ?? "");
                continue;
            }

            applied++;
            if (to is not null) db.Notify(to.ArtistId, NoticeTopic.Decided, to.Title, $"/workspace/submissions/{decision.SubmissionId}", clock.GetUtcNow());
            if (to is null or { Email: "" }) continue;

            var (subject, body) = letters.TryGetValue(decision.Outcome, out var own) ? own : DefaultLetters.Of(texts, decision.Outcome);
            db.Add(OutboxMessage.Create(
                editionId,
                to.Email,
                DecisionLetter.Merge(subject, to.Title, to.Artist, edition),
                DecisionLetter.Merge(body, to.Title, to.Artist, edition),
                clock.GetUtcNow(),
                submissionId: decision.SubmissionId,
                footer: texts["Messages.FooterEssential", to.Title, edition]));
        }

        if (await SaveAsync(db, editionId, token) is { } conflict) return conflict;
        foreach (var submission in submissions.Values) feed.Tell(submission.FilmId);
        LogApplied(applied, editionId, actor.UserId);
        return new DecisionsApplied(applied, movedOn);
    }

    private static Task<Dictionary<Guid, Addressee>> AddresseesAsync(ShowcaseDbContext db, Guid editionId, CancellationToken token) => db.Submissions
        .Where(s => db.StagedDecisions.Any(d => d.SubmissionId == s.Id && d.EditionId == editionId && d.AppliedAt == null))
        .Join(db.Films, s => s.FilmId, f => f.Id, (s, f) => new { s.Id, s.ArtistId, f.Title })
        .Join(db.Users, s => s.ArtistId, u => u.Id, (s, u) => new Addressee(s.Id, u.Id, s.Title, u.DisplayName, u.Email ?? ""))
        .ToDictionaryAsync(to => to.SubmissionId, token);

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

    [LoggerMessage(LogLevel.Information, "{Count} decisions of edition {EditionId} were applied by {UserId}")]
    private partial void LogApplied(int count, Guid editionId, Guid userId);

    private sealed record Addressee(Guid SubmissionId, Guid ArtistId, string Title, string Artist, string Email);
}

/// <summary>How many submissions were decided and written to, and the titles of those that were withdrawn or moved meanwhile.</summary>
public sealed record DecisionsApplied(int Count, IReadOnlyList<string> MovedOn);

/// <summary>The letters that an edition sends until it writes its own.</summary>
internal static class DefaultLetters
{
    public static (string Subject, string Body) Of(SiteTexts texts, DecisionOutcome outcome) =>
        (texts[$"Judging.LetterSubject_{outcome}"], texts[$"Judging.LetterBody_{outcome}"]);
}
