using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Judging;
using Showcase.Domain.Judging.Auditing;
using Showcase.Web.Data;
using Showcase.Web.Features.Media;
using Showcase.Web.Security;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Judging;

/// <summary>Sets rounds up: dates, criteria, panel. Every change names the version of the round that its form was loaded with.</summary>
public sealed partial class RoundService(
    IDbContextFactory<ShowcaseDbContext> contexts, EditionAccess access, TimeProvider clock, ChangeFeed feed, PlaybackRevocations playback, ILogger<RoundService> log)
{
    public async Task<Result<Guid>> CreateAsync(Actor actor, Guid editionId, RoundDetails details, CancellationToken token)
    {
        if (await access.CheckAsync(actor, editionId, token, EditionRole.Organiser) is { } refused) return refused;

        var round = JudgingRound.Create(editionId, details);
        if (!round.Succeeded) return round.Refusal;

        await using var db = await contexts.CreateDbContextAsync(token);
        db.AddRange(round.Value, AuditEntry.Of(editionId, AuditAct.RoundCreated, actor.UserId, clock.GetUtcNow(), round.Value.Id));
        await db.SaveChangesAsync(token);
        LogChanged(round.Value.Id, actor.UserId);
        return round.Value.Id;
    }

    public Task<Result> ChangeAsync(Actor actor, Guid roundId, Guid version, RoundDetails details, CancellationToken token) =>
        SaveAsync(actor, roundId, version, AuditAct.RoundChanged, (_, round) => Task.FromResult(round.Change(details)), token);

    /// <summary>
    /// Films and visibility may change at any time. The way of judging stays once a juror has entered something, and so does what every card is
    /// asked once a card was handed in.
    /// </summary>
    public Task<Result> SetRulesAsync(Actor actor, Guid roundId, Guid version, RoundRules rules, CancellationToken token) =>
        SaveAsync(
            actor,
            roundId,
            version,
            AuditAct.RulesChanged,
            async (db, round) =>
            {
                ArgumentNullException.ThrowIfNull(rules);
                if (rules.Mode != round.Mode && await CardsOf(db, roundId).AnyAsync(card => card.SavedAt != null, token)) return JudgingRefusals.ModeInUse;
                if (rules.Mode != round.Mode && await db.JurorOrders.AnyAsync(order => order.RoundId == roundId, token)) return JudgingRefusals.ModeInUse;
                if (round.AsksRecommendation && !rules.AsksRecommendation && await CardsOf(db, roundId).AnyAsync(card => card.Recommendation != null, token)) return JudgingRefusals.ModeInUse;
                if (!round.AsksRecommendation && rules.AsksRecommendation && await ScoringBeganAsync(db, roundId, token) is { } began) return began;
                return round.Set(rules);
            },
            token);

    /// <summary>Refused once a score was handed in: films would be measured by different sticks.</summary>
    public Task<Result> AddCriterionAsync(Actor actor, Guid roundId, Guid version, CriterionDetails details, CancellationToken token) =>
        SaveAsync(
            actor, roundId, version, AuditAct.CriterionAdded, async (db, round) => await ScoringBeganAsync(db, roundId, token) is { } began ? began : round.AddCriterion(details), token);

    /// <summary>
    /// Words, anchors and weights may change at any time; the ranking follows the weights. Scale, kind and choices stay once a juror has answered:
    /// a 7 of 10 is no 7 of 20, and nobody can say which mark they would have given on another scale.
    /// </summary>
    public Task<Result> ChangeCriterionAsync(Actor actor, Guid roundId, Guid version, Guid criterionId, CriterionDetails details, CancellationToken token) =>
        SaveAsync(
            actor,
            roundId,
            version,
            AuditAct.CriterionChanged,
            async (db, round) =>
                round.Criteria.FirstOrDefault(criterion => criterion.Id == criterionId)?.IsMeasuredAnewBy(details) == true
                && await CardsOf(db, roundId).AnyAsync(card => card.ScoredAt != null || card.Marks.Any(mark => mark.CriterionId == criterionId) || card.Remarks.Any(remark => remark.CriterionId == criterionId), token)
                    ? JudgingRefusals.CriterionInUse
                    : round.ChangeCriterion(criterionId, details),
            token);

    /// <summary>Refused once a score was handed in.</summary>
    public Task<Result> RemoveCriterionAsync(Actor actor, Guid roundId, Guid version, Guid criterionId, CancellationToken token) =>
        SaveAsync(
            actor, roundId, version, AuditAct.CriterionRemoved, async (db, round) => await ScoringBeganAsync(db, roundId, token) is { } began ? began : round.RemoveCriterion(criterionId), token);

    /// <summary>Takes a juror of the edition onto the panel.</summary>
    public Task<Result> AddJurorAsync(Actor actor, Guid roundId, Guid version, Guid userId, CancellationToken token) =>
        SaveAsync(
            actor,
            roundId,
            version,
            AuditAct.JurorAdded,
            async (_, round) => await access.CheckAsync(new Actor(userId, "", IsAdministrator: false), round.EditionId, token, EditionRole.Juror) is null
                ? round.AddJuror(userId)
                : JudgingRefusals.NotAJuror,
            token,
            about: userId);

    /// <summary>From then on the juror can open nothing of the round, and what plays stops; what they handed in stays in the ranking.</summary>
    public Task<Result> RemoveJurorAsync(Actor actor, Guid roundId, Guid version, Guid userId, CancellationToken token) =>
        SaveAsync(
            actor,
            roundId,
            version,
            AuditAct.JurorRemoved,
            (db, round) =>
            {
                playback.RevokeViewer(db, userId);
                return Task.FromResult(round.RemoveJuror(userId));
            },
            token,
            about: userId);

    private static async Task<Refusal?> ScoringBeganAsync(ShowcaseDbContext db, Guid roundId, CancellationToken token) =>
        await CardsOf(db, roundId).AnyAsync(card => card.ScoredAt != null, token) ? JudgingRefusals.ScoringBegan : null;

    private static IQueryable<Scorecard> CardsOf(ShowcaseDbContext db, Guid roundId) =>
        db.Scorecards.Where(card => db.Assignments.Any(a => a.Id == card.AssignmentId && a.RoundId == roundId));

    private async Task<Result> SaveAsync(
        Actor actor, Guid roundId, Guid version, AuditAct act, Func<ShowcaseDbContext, JudgingRound, Task<Result>> change, CancellationToken token, Guid? about = null)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var found = await access.RoundForOrganiserAsync(db, actor, roundId, token);
        if (!found.Succeeded) return found.Refusal;
        if (found.Value.Version != version) return Refusals.Conflict;

        var changed = await change(db, found.Value);
        if (!changed.Succeeded) return changed;

        db.Add(AuditEntry.Of(found.Value.EditionId, act, actor.UserId, clock.GetUtcNow(), roundId, about: about));
        try
        {
            await db.SaveChangesAsync(token);
        }
        catch (DbUpdateConcurrencyException)
        {
            return Refusals.Conflict;
        }

        LogChanged(roundId, actor.UserId);
        feed.Tell(found.Value.EditionId);
        return Result.Ok;
    }

    [LoggerMessage(LogLevel.Information, "Round {RoundId} was changed by {UserId}")]
    private partial void LogChanged(Guid roundId, Guid userId);
}
