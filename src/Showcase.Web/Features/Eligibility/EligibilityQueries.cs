using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Calls;
using Showcase.Domain.Editions;
using Showcase.Domain.Eligibility;
using Showcase.Domain.Films;
using Showcase.Domain.Forms;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Features.Fees;
using Showcase.Web.Features.Forms;
using Showcase.Web.Features.Submissions;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Eligibility;

/// <summary>Rules and terms of calls as visitors, artists and organisers read them.</summary>
public sealed class EligibilityQueries(IDbContextFactory<ShowcaseDbContext> contexts, TimeProvider clock)
{
    private const int MostVersions = 100;

    /// <summary>A call's rules; null where it is not the edition's or the actor does not organise it.</summary>
    public async Task<RulesView?> RulesAsync(Actor actor, Guid editionId, Guid callId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var call = await Organised(db, actor, editionId, callId)
            .Select(c => new { c.Name, Categories = c.Categories.OrderBy(g => g.Position).ThenBy(g => g.Id).Select(g => new CategoryName(g.Id, g.Name)).ToList() })
            .SingleOrDefaultAsync(token);
        if (call is null) return null;

        var rules = await db.EntryRules.AsNoTracking().SingleOrDefaultAsync(r => r.CallId == callId, token);
        return new RulesView(new RulesOf(editionId, callId, rules?.Version ?? Guid.Empty), call.Name, call.Categories, rules?.Rules ?? [])
        {
            Questions = [.. (await db.FormsWithQuestions().SingleOrDefaultAsync(form => form.CallId == callId, token))?.Questionnaire.Questions
                .Where(question => question.Wording.Kind == QuestionKind.File).Select(question => new ProofQuestion(question.Id, question.Wording.Text)) ?? []],
        };
    }

    /// <summary>All versions of a call's terms, the newest first; null where it is not the edition's or the actor does not organise it.</summary>
    public async Task<TermsHistory?> TermsAsync(Actor actor, Guid editionId, Guid callId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var name = await Organised(db, actor, editionId, callId).Select(call => call.Name).SingleOrDefaultAsync(token);
        if (name is null) return null;

        var versions = await db.CallTerms.AsNoTracking()
            .Where(terms => terms.CallId == callId)
            .OrderByDescending(terms => terms.Number)
            .Take(MostVersions)
            .Select(terms => new PublishedTerms(
                new TermsView(terms.Id, terms.Number, terms.Wording, terms.PublishedAt),
                db.Users.Where(user => user.Id == terms.PublishedBy).Select(user => user.DisplayName).FirstOrDefault() ?? "",
                db.TermsAcceptances.Count(a => a.TermsId == terms.Id && db.Submissions.Any(entry => entry.Id == a.SubmissionId && entry.State != SubmissionState.Draft)))
            {
                WithdrawnAt = terms.WithdrawnAt,
            })
            .ToListAsync(token);
        return new TermsHistory(name, versions);
    }

    /// <summary>What the opened calls of a public edition ask and agree on, by call; empty where there is no such edition for visitors.</summary>
    public async Task<IReadOnlyDictionary<Guid, CallConditions>> PublicAsync(string slug, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        return await ConditionsAsync(db, db.Calls.Where(call => call.State != CallState.Draft && db.Editions.Any(edition => edition.Id == call.EditionId && edition.Slug == slug && edition.IsPublic)), token);
    }

    /// <summary>What a call will ask and agree on, open or not; null where that is nothing, and for those who do not organise the edition.</summary>
    public async Task<CallConditions?> PreviewAsync(Actor actor, Guid editionId, Guid callId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        return (await ConditionsAsync(db, Organised(db, actor, editionId, callId), token)).GetValueOrDefault(callId);
    }

    private static async Task<IReadOnlyDictionary<Guid, CallConditions>> ConditionsAsync(ShowcaseDbContext db, IQueryable<Call> calls, CancellationToken token)
    {
        var rules = await db.EntryRules.AsNoTracking().Where(r => calls.Any(call => call.Id == r.CallId)).ToDictionaryAsync(r => r.CallId, r => r.Rules, token);
        var terms = await db.CallTerms.AsNoTracking()
            .Where(t => calls.Any(call => call.Id == t.CallId) && t.WithdrawnAt == null && !db.CallTerms.Any(later => later.CallId == t.CallId && later.Number > t.Number))
            .ToDictionaryAsync(t => t.CallId, View, token);
        return rules.Keys.Union(terms.Keys).ToDictionary(id => id, id => new CallConditions(rules.GetValueOrDefault(id) ?? [], terms.GetValueOrDefault(id)));
    }

    /// <summary>How the actor's entry stands; null where it is not theirs. Organisers are not named to the artist.</summary>
    public async Task<EntryStanding?> FindMineAsync(Actor actor, Guid submissionId, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        var entry = await db.EntriesOf(actor, CoAuthorRole.View).AsNoTracking().SingleOrDefaultAsync(s => s.Id == submissionId, token);
        return entry is null ? null : await StandingAsync(db, entry, areNamed: false, token);
    }

    /// <summary>How an entry that was sent in stands; null for those who do not organise the edition, and for drafts.</summary>
    public async Task<EntryStanding?> FindAsync(Actor actor, Guid editionId, Guid submissionId, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        var entry = await db.Submissions.AsNoTracking()
            .Where(s => s.Id == submissionId && s.EditionId == editionId && s.State != SubmissionState.Draft)
            .Where(s => db.EditionMembers.Any(m => m.EditionId == editionId && m.UserId == actor.UserId && m.Role == EditionRole.Organiser))
            .SingleOrDefaultAsync(token);
        return entry is null ? null : await StandingAsync(db, entry, areNamed: true, token);
    }

    private static IQueryable<Call> Organised(ShowcaseDbContext db, Actor actor, Guid editionId, Guid callId)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return db.Calls.AsNoTracking()
            .Where(call => call.Id == callId && call.EditionId == editionId)
            .Where(call => db.EditionMembers.Any(m => m.EditionId == call.EditionId && m.UserId == actor.UserId && m.Role == EditionRole.Organiser));
    }

    private async Task<EntryStanding> StandingAsync(ShowcaseDbContext db, Submission entry, bool areNamed, CancellationToken token)
    {
        var verdicts = await db.VerdictsAsync(entry, token);
        var isDraft = entry.State == SubmissionState.Draft;
        if (isDraft && entry.CodeId is { } codeId)
        {
            var code = await db.EntryCodes.AsNoTracking().SingleAsync(c => c.Id == codeId, token);
            var callId = await db.Categories.Where(category => category.Id == entry.CategoryId).Select(category => category.CallId).SingleAsync(token);
            if (code.ExcusesRules && code.Refuse(callId, await db.HolderAsync(entry.ArtistId, token), clock.GetUtcNow()) is null) verdicts = [.. verdicts.Select(verdict => verdict with { IsOverridden = true })];
        }

        var current = isDraft ? await db.CurrentTermsForAsync(entry.CategoryId, token) : null;
        var accepted = await (
            from acceptance in db.TermsAcceptances
            join terms in db.CallTerms on acceptance.TermsId equals terms.Id
            where acceptance.SubmissionId == entry.Id
            select new AcceptedTerms(new TermsView(terms.Id, terms.Number, terms.Wording, terms.PublishedAt), acceptance.At))
            .SingleOrDefaultAsync(token);
        var overrides = await db.RuleOverrides.AsNoTracking()
            .Where(made => made.SubmissionId == entry.Id)
            .OrderBy(made => made.At).ThenBy(made => made.Id)
            .Select(made => new MadeOverride(
                made.RuleId, made.Requirement, made.Reason, made.At, areNamed ? db.Users.Where(user => user.Id == made.By).Select(user => user.DisplayName).FirstOrDefault() ?? "" : "")
            {
                Id = made.Id,
                TakenBackAt = made.TakenBackAt,
                TakenBackFor = made.TakenBackFor,
                TakenBackBy = areNamed ? db.Users.Where(user => user.Id == made.TakenBackBy).Select(user => user.DisplayName).FirstOrDefault() ?? "" : "",
            })
            .ToListAsync(token);
        return new EntryStanding(verdicts, current is null ? null : View(current), accepted, overrides);
    }

    private static TermsView View(CallTerms terms) => new(terms.Id, terms.Number, terms.Wording, terms.PublishedAt);
}
