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
        feed.Tell(entry.FilmId);
        return Result.Ok;
    }

    [LoggerMessage(LogLevel.Information, "Rule {RuleId} overridden for submission {SubmissionId} by {UserId}")]
    private partial void LogOverridden(Guid ruleId, Guid submissionId, Guid userId);
}
