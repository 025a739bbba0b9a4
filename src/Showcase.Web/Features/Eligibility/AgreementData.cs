using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Calls;
using Showcase.Domain.Eligibility;
using Showcase.Web.Data;
using Showcase.Web.Features.Account;

namespace Showcase.Web.Features.Eligibility;

/// <summary>
/// What a person agreed to when they sent films in, and what they did as an organiser. The terms of an entry stay with the festival, which
/// shows the film under them; statements about oneself go.
/// </summary>
internal sealed class AgreementData(IDbContextFactory<ShowcaseDbContext> contexts) : IPersonalDataSource
{
    public string Name => "agreements";

    public IReadOnlyList<PersonalField> Fields { get; } = [new(typeof(CallTerms), nameof(CallTerms.PublishedBy)), new(typeof(CallTerms), nameof(CallTerms.WithdrawnBy)), new(typeof(RuleOverride), nameof(RuleOverride.By)), new(typeof(RuleOverride), nameof(RuleOverride.TakenBackBy))];

    public async Task<object> ReadAsync(Guid userId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var own = db.Submissions.Where(entry => entry.ArtistId == userId);
        var accepted = await (
            from acceptance in db.TermsAcceptances
            join entry in own on acceptance.SubmissionId equals entry.Id
            join terms in db.CallTerms on acceptance.TermsId equals terms.Id
            join call in db.Calls on terms.CallId equals call.Id
            orderby acceptance.At, acceptance.Id
            select new { SubmissionId = entry.Id, Call = call.Name, Version = terms.Number, AcceptedAt = acceptance.At, terms.PublishedAt, terms.Wording })
            .ToListAsync(token);
        var declared = await db.RuleDeclarations.AsNoTracking()
            .Where(declaration => own.Any(entry => entry.Id == declaration.SubmissionId))
            .OrderBy(declaration => declaration.At).ThenBy(declaration => declaration.Id)
            .Select(declaration => new { declaration.SubmissionId, declaration.Statement, declaration.At })
            .ToListAsync(token);
        var granted = await db.RuleOverrides.AsNoTracking()
            .Where(made => own.Any(entry => entry.Id == made.SubmissionId))
            .OrderBy(made => made.At).ThenBy(made => made.Id)
            .Select(made => new { made.SubmissionId, made.Requirement, made.Reason, made.At })
            .ToListAsync(token);
        var overridden = await db.RuleOverrides.AsNoTracking()
            .Where(made => made.By == userId || made.TakenBackBy == userId)
            .OrderBy(made => made.At).ThenBy(made => made.Id)
            .Select(made => new
            {
                made.Requirement,
                Reason = made.By == userId ? made.Reason : null,
                At = made.By == userId ? made.At : (DateTimeOffset?)null,
                TakenBackFor = made.TakenBackBy == userId ? made.TakenBackFor : null,
                TakenBackAt = made.TakenBackBy == userId ? made.TakenBackAt : null,
            })
            .ToListAsync(token);
        var published = await db.CallTerms.AsNoTracking()
            .Where(terms => terms.PublishedBy == userId || terms.WithdrawnBy == userId)
            .OrderBy(terms => terms.PublishedAt).ThenBy(terms => terms.Id)
            .Select(terms => new { Call = db.Calls.Where(call => call.Id == terms.CallId).Select(call => call.Name).First(), Version = terms.Number, PublishedAt = terms.PublishedBy == userId ? terms.PublishedAt : (DateTimeOffset?)null, WithdrawnAt = terms.WithdrawnBy == userId ? terms.WithdrawnAt : null })
            .ToListAsync(token);
        return new { TermsAccepted = accepted, Declared = declared, RulesOverriddenForMe = granted, RulesOverriddenByMe = overridden, TermsPublished = published };
    }

    public async Task RemoveAsync(ShowcaseDbContext db, ApplicationUser person, CancellationToken token) => await db.RuleDeclarations
        .Where(declaration => db.Submissions.Any(entry => entry.Id == declaration.SubmissionId && entry.ArtistId == person.Id))
        .ExecuteDeleteAsync(token);
}
