using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Calls;
using Showcase.Domain.Eligibility;
using Showcase.Domain.Films;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Eligibility;

/// <summary>
/// What an artist agrees to on a draft: statements that they confirm, and the terms of the call. What was sent in stays as it was agreed
/// to. Somebody else's entry does not exist for them.
/// </summary>
public sealed partial class AgreementService(IDbContextFactory<ShowcaseDbContext> contexts, TimeProvider clock, ILogger<AgreementService> log)
{
    /// <summary>Confirms a rule's statement as it stood on the screen, or takes it back. Where it reads otherwise by now, nothing is kept.</summary>
    public Task<Result> DeclareAsync(Actor actor, Guid submissionId, Guid ruleId, string statement, bool isSo, CancellationToken token) => ChangeAsync(
        actor,
        submissionId,
        async (db, entry) =>
        {
            var declared = await db.RuleDeclarations.SingleOrDefaultAsync(d => d.SubmissionId == submissionId && d.RuleId == ruleId, token);
            if (!isSo)
            {
                if (declared is not null) db.RuleDeclarations.Remove(declared);
                return Result.Ok;
            }

            var rules = await db.RulesForAsync(entry.CategoryId, token);
            if (rules.FirstOrDefault(rule => rule.Id == ruleId)?.Requirement is not Declaration now || now.Statement != statement) return EligibilityRefusals.StatementChanged;

            if (declared is null) db.RuleDeclarations.Add(new RuleDeclaration(submissionId, ruleId, statement, clock.GetUtcNow()));
            else declared.Renew(statement, clock.GetUtcNow());
            return Result.Ok;
        },
        token);

    /// <summary>Accepts the terms that stood on the screen, or takes it back. Where there are newer ones by now, nothing is kept.</summary>
    public Task<Result> AcceptAsync(Actor actor, Guid submissionId, Guid termsId, bool isSo, CancellationToken token) => ChangeAsync(
        actor,
        submissionId,
        async (db, entry) =>
        {
            var accepted = await db.TermsAcceptances.SingleOrDefaultAsync(a => a.SubmissionId == submissionId, token);
            if (!isSo)
            {
                if (accepted is not null) db.TermsAcceptances.Remove(accepted);
                return Result.Ok;
            }

            if ((await db.CurrentTermsForAsync(entry.CategoryId, token))?.Id != termsId) return TermsRefusals.Changed;

            if (accepted is null) db.TermsAcceptances.Add(new TermsAcceptance(submissionId, termsId, clock.GetUtcNow()));
            else accepted.Renew(termsId, clock.GetUtcNow());
            LogAccepted(termsId, submissionId, actor.UserId);
            return Result.Ok;
        },
        token);

    private async Task<Result> ChangeAsync(Actor actor, Guid submissionId, Func<ShowcaseDbContext, Submission, Task<Result>> change, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        var entry = await db.EntriesOf(actor, CoAuthorRole.Own).AsNoTracking().SingleOrDefaultAsync(s => s.Id == submissionId, token);
        if (entry is null) return Refusals.NotFound;
        if (entry.State != SubmissionState.Draft) return SubmissionRefusals.AlreadySubmitted;

        var changed = await change(db, entry);
        return changed.Succeeded ? await db.TrySaveAsync(Refusals.Conflict, token) : changed;
    }

    [LoggerMessage(LogLevel.Information, "Terms {TermsId} accepted for submission {SubmissionId} by {UserId}")]
    private partial void LogAccepted(Guid termsId, Guid submissionId, Guid userId);
}
