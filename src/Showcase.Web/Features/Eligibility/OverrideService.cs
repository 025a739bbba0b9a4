using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Eligibility;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Security;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Eligibility;

/// <summary>
/// Lets an entry pass although it does not meet a rule: for what was sent in, by an organiser's hand. For a draft, which organisers do not
/// see, the same is done by a code that its artist was given (<see cref="EligibilityData.CheckAgreementsAsync"/>).
/// </summary>
public sealed partial class OverrideService(IDbContextFactory<ShowcaseDbContext> contexts, EditionAccess access, TimeProvider clock, ChangeFeed feed, ILogger<OverrideService> log)
{
    public async Task<Result> OverrideAsync(Actor actor, Guid submissionId, Guid ruleId, string? reason, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        var entry = await db.Submissions.AsNoTracking().SingleOrDefaultAsync(s => s.Id == submissionId && s.State != SubmissionState.Draft, token);
        if (entry is null) return Refusals.NotFound;
        if (await access.CheckAsync(actor, entry.EditionId, token, EditionRole.Organiser) is { } refused) return refused;

        var verdicts = await db.VerdictsAsync(entry, token);
        if (verdicts.FirstOrDefault(verdict => verdict.Rule.Id == ruleId) is not { } verdict) return Refusals.NotFound;

        var made = RuleOverride.Make(submissionId, verdict, reason, actor.UserId, clock.GetUtcNow());
        if (!made.Succeeded) return made.Refusal;

        db.RuleOverrides.Add(made.Value);
        var saved = await db.TrySaveAsync(EligibilityRefusals.OverriddenAlready, token);
        if (!saved.Succeeded) return saved;

        LogOverridden(ruleId, submissionId, actor.UserId);
        feed.Tell(entry.EditionId);
        return Result.Ok;
    }

    /// <summary>Takes an override back: the rule bars the entry again, where it does not meet it. Both reasons stay readable.</summary>
    public async Task<Result> TakeBackAsync(Actor actor, Guid submissionId, Guid overrideId, string? reason, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        var editionId = await db.Submissions.Where(s => s.Id == submissionId && s.State != SubmissionState.Draft).Select(s => (Guid?)s.EditionId).SingleOrDefaultAsync(token);
        if (editionId is null) return Refusals.NotFound;
        if (await access.CheckAsync(actor, editionId.Value, token, EditionRole.Organiser) is { } refused) return refused;
        if (await db.RuleOverrides.SingleOrDefaultAsync(made => made.Id == overrideId && made.SubmissionId == submissionId, token) is not { } found) return Refusals.NotFound;

        var taken = found.TakeBack(reason, actor.UserId, clock.GetUtcNow());
        if (!taken.Succeeded) return taken;

        var saved = await db.TrySaveAsync(Refusals.Conflict, token);
        if (!saved.Succeeded) return saved;

        LogTakenBack(overrideId, submissionId, actor.UserId);
        feed.Tell(editionId.Value);
        return Result.Ok;
    }

    [LoggerMessage(LogLevel.Information, "Override {OverrideId} of submission {SubmissionId} taken back by {UserId}")]
    private partial void LogTakenBack(Guid overrideId, Guid submissionId, Guid userId);

    [LoggerMessage(LogLevel.Information, "Rule {RuleId} overridden for submission {SubmissionId} by {UserId}")]
    private partial void LogOverridden(Guid ruleId, Guid submissionId, Guid userId);
}
