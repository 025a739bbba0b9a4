using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Judging;
using Showcase.Domain.Judging.Auditing;
using Showcase.Domain.Judging.Assigning;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Features.Media;
using Showcase.Web.Security;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Judging.Planning;

/// <summary>Plans who judges what, and applies a plan as it was looked at or not at all.</summary>
public sealed partial class PlanService(
    IDbContextFactory<ShowcaseDbContext> contexts, EditionAccess access, TimeProvider clock, ChangeFeed feed, PlaybackRevocations playback, ILogger<PlanService> log)
{
    /// <summary>Makes a plan. Nothing is changed.</summary>
    public async Task<Result<PlanPreview>> PreviewAsync(Actor actor, Guid roundId, PlanRequest request, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(request);
        await using var db = await contexts.CreateDbContextAsync(token);
        var found = await access.RoundForOrganiserAsync(db, actor, roundId, token);
        if (!found.Succeeded) return found.Refusal;

        return await PlanAsync(db, actor, found.Value, request, token);
    }

    /// <summary>
    /// Gives and takes back what the plan says, in one transaction. The plan is made anew from what the store has now, which yields the same one as
    /// long as nothing has changed that it depends on; where something has, nothing happens. Of two who apply at once one is refused.
    /// </summary>
    /// <param name="fingerprint">Of the plan that the organiser looked at.</param>
    public async Task<Result<int>> ApplyAsync(Actor actor, Guid roundId, PlanRequest request, string fingerprint, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(request);
        await using var db = await contexts.CreateDbContextAsync(token);
        var found = await access.RoundForOrganiserAsync(db, actor, roundId, token);
        if (!found.Succeeded) return found.Refusal;

        var planned = await PlanAsync(db, actor, found.Value, request, token);
        if (!planned.Succeeded) return planned.Refusal;
        if (planned.Value.Fingerprint != fingerprint) return JudgingRefusals.PlanStale;

        var plan = planned.Value.Plan;
        if (plan.Added.Count + plan.TakenBack.Count == 0) return JudgingRefusals.PlanEmpty;

        var given = await GiveAsync(db, actor, found.Value, plan, token);
        if (!given.Succeeded || !await TakeBackAsync(db, roundId, plan, token)) return JudgingRefusals.PlanStale;

        var (editionId, now) = (found.Value.EditionId, clock.GetUtcNow());
        if (plan.Added.Count > 0) db.Add(AuditEntry.Of(editionId, AuditAct.PlanApplied, actor.UserId, now, roundId, count: plan.Added.Count));
        if (plan.TakenBack.Count > 0) db.Add(AuditEntry.Of(editionId, AuditAct.PlanTookBack, actor.UserId, now, roundId, count: plan.TakenBack.Count));
        found.Value.Touch();
        var saved = await db.TrySaveAsync(JudgingRefusals.PlanStale, token);
        if (!saved.Succeeded) return JudgingRefusals.PlanStale;

        LogApplied(plan.Added.Count, plan.TakenBack.Count, roundId, actor.UserId);
        feed.Tell(found.Value.EditionId);
        return plan.Added.Count;
    }

    private static async Task<Result<PlanPreview>> PlanAsync(ShowcaseDbContext db, Actor actor, JudgingRound round, PlanRequest request, CancellationToken token)
    {
        if (request.Settings.Check() is { } bad) return bad;
        if (round.Panel.Count == 0) return JudgingRefusals.PanelEmpty;

        var facts = await PlanFacts.ReadAsync(db, actor, round, request.CategoryId, token);
        if (facts.Input.Films.Count == 0) return JudgingRefusals.NothingToAssign;

        // Seconds of work for the largest: not on the thread that a page is drawn by.
        return await Task.Run(
            () =>
            {
                var planner = new AssignmentPlanner(facts.Input, request.Settings);
                return new PlanPreview(request, facts.FingerprintOf(request), planner, planner.Plan(token), facts);
            },
            token);
    }

    private async Task<Result> GiveAsync(ShowcaseDbContext db, Actor actor, JudgingRound round, AssignmentPlan plan, CancellationToken token)
    {
        var now = clock.GetUtcNow();
        var films = await db.FilmsTakenBy(round.EditionId, round.Films)
            .Join(db.Films, s => s.FilmId, f => f.Id, (s, f) => new { Submission = s, Film = f })
            .ToDictionaryAsync(pair => pair.Submission.Id, token);
        foreach (var pair in plan.Added)
        {
            if (!films.TryGetValue(pair.FilmId, out var film)) return JudgingRefusals.PlanStale;

            // Own films and those of co-authors are among the plan's conflicts.
            var assignment = Assignment.Create(round, film.Submission, film.Film, [], pair.JurorId, now);
            if (!assignment.Succeeded) return assignment;

            db.AddRange(assignment.Value, Scorecard.For(assignment.Value));
            if (film.Submission.State is SubmissionState.Submitted or SubmissionState.Eligible) _ = film.Submission.Move(SubmissionState.InReview, now, actor.UserId);
        }

        return Result.Ok;
    }

    /// <summary>False where somebody began meanwhile with what was to be taken back. Who begins until the save makes it fail: their card has another version then.</summary>
    private async Task<bool> TakeBackAsync(ShowcaseDbContext db, Guid roundId, AssignmentPlan plan, CancellationToken token)
    {
        if (plan.TakenBack.Count == 0) return true;

        var back = plan.TakenBack.Select(pair => (pair.FilmId, pair.JurorId)).ToHashSet();
        var rows = await db.Assignments.Where(a => a.RoundId == roundId).Join(db.Scorecards, a => a.Id, c => c.AssignmentId, (a, c) => new { Assignment = a, Card = c })
            .Where(row => row.Card.SavedAt == null && row.Card.RecusedAt == null && !db.FilmNotes.Any(note => note.AssignmentId == row.Assignment.Id)).ToListAsync(token);
        var taken = rows.Where(row => back.Contains((row.Assignment.SubmissionId, row.Assignment.JurorId))).ToList();
        if (taken.Count != back.Count) return false;

        foreach (var row in taken) db.RemoveRange(row.Card, row.Assignment);
        foreach (var juror in taken.GroupBy(row => row.Assignment.JurorId, row => row.Assignment.SubmissionId))
        {
            var submissions = juror.ToList();
            await playback.RevokeFilmsAsync(db, juror.Key, db.Submissions.Where(s => submissions.Contains(s.Id)).Select(s => s.FilmId), token);
        }

        return true;
    }

    [LoggerMessage(LogLevel.Information, "A plan gave {Added} films and took {TakenBack} back in round {RoundId}, applied by {UserId}")]
    private partial void LogApplied(int added, int takenBack, Guid roundId, Guid userId);
}

/// <summary>A plan that was made and not applied, with what it was made of.</summary>
public sealed record PlanPreview(PlanRequest Request, string Fingerprint, AssignmentPlanner Planner, AssignmentPlan Plan, PlanFacts Facts)
{
    public bool IsEmpty => Plan.Added.Count + Plan.TakenBack.Count == 0;

    /// <summary>How many of the added pairs have that bid.</summary>
    public int Count(Bid? bid) => Plan.Added.Count(pair => pair.Bid == bid);

    public string TitleOf(Guid filmId) => Facts.Titles.GetValueOrDefault(filmId, "");

    public string NameOf(Guid jurorId) => Facts.Names.GetValueOrDefault(jurorId, "");
}
