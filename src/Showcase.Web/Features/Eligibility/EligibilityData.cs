using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Calls;
using Showcase.Domain.Eligibility;
using Showcase.Domain.Fees;
using Showcase.Domain.Forms;
using Showcase.Domain.Media;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Features.Forms;
using Showcase.Web.Features.Media.Processing;

namespace Showcase.Web.Features.Eligibility;

/// <summary>What reads and writes of rules and terms share.</summary>
internal static class EligibilityData
{
    /// <summary>The rules of the call of that category.</summary>
    public static async Task<IReadOnlyList<EligibilityRule>> RulesForAsync(this ShowcaseDbContext db, Guid categoryId, CancellationToken token)
    {
        var rules = await db.EntryRules.AsNoTracking().SingleOrDefaultAsync(r => db.Categories.Any(category => category.Id == categoryId && category.CallId == r.CallId), token);
        return rules?.Rules ?? [];
    }

    /// <summary>The newest version of a call's terms; null where it has none, or none any more.</summary>
    public static async Task<CallTerms?> CurrentTermsAsync(this ShowcaseDbContext db, Guid callId, CancellationToken token) =>
        await db.NewestTerms(callId).AsNoTracking().FirstOrDefaultAsync(token) is { WithdrawnAt: null } current ? current : null;

    /// <summary>The newest version first, whether it holds or was withdrawn.</summary>
    public static IQueryable<CallTerms> NewestTerms(this ShowcaseDbContext db, Guid callId) => db.CallTerms.Where(terms => terms.CallId == callId).OrderByDescending(terms => terms.Number);

    /// <inheritdoc cref="CurrentTermsAsync"/>
    public static async Task<CallTerms?> CurrentTermsForAsync(this ShowcaseDbContext db, Guid categoryId, CancellationToken token) => await db.CallTerms.AsNoTracking()
        .Where(terms => db.Categories.Any(category => category.Id == categoryId && category.CallId == terms.CallId))
        .OrderByDescending(terms => terms.Number)
        .FirstOrDefaultAsync(token) is { WithdrawnAt: null } current ? current : null;

    /// <summary>How an entry stands to each rule that holds for it, by what is known of it now.</summary>
    public static async Task<IReadOnlyList<RuleVerdict>> VerdictsAsync(this ShowcaseDbContext db, Submission entry, CancellationToken token)
    {
        var rules = await db.RulesForAsync(entry.CategoryId, token);
        if (rules.Count == 0) return [];

        var overridden = await db.RuleOverrides.Where(made => made.SubmissionId == entry.Id && made.TakenBackAt == null).Select(made => made.RuleId).ToListAsync(token);
        return EntryRules.Judge(rules, entry.CategoryId, await db.FactsAsync(entry, rules, token), overridden);
    }

    /// <summary>Whether that file, in the place of the film's own, would break what the call of an entry asks of files.</summary>
    public static async Task<bool> BreaksFileRulesAsync(this ShowcaseDbContext db, Guid submissionId, MediaAsset file, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(file);
        var entry = await db.Submissions.AsNoTracking().SingleAsync(s => s.Id == submissionId, token);
        var rules = (await db.RulesForAsync(entry.CategoryId, token)).Where(rule => rule.Requirement.IsOfFile).ToList();
        if (rules.Count == 0) return false;

        var overridden = await db.RuleOverrides.Where(made => made.SubmissionId == entry.Id && made.TakenBackAt == null).Select(made => made.RuleId).ToListAsync(token);
        var facts = await db.FactsAsync(entry, rules, token) with { File = FileOf(file) };
        return EntryRules.Judge(rules, entry.CategoryId, facts, overridden).Any(verdict => verdict.Bars);
    }

    /// <summary>
    /// Refuses what must not be sent in: an entry that does not meet a rule, and one whose artist has not accepted the terms as they are. A
    /// code that excuses its holder overrides, in the name and with the words of the organiser who made it.
    /// </summary>
    public static async Task<Refusal?> CheckAgreementsAsync(this ShowcaseDbContext db, Submission entry, Guid callId, EntryCode? code, DateTimeOffset now, CancellationToken token)
    {
        foreach (var verdict in (await db.VerdictsAsync(entry, token)).Where(verdict => verdict.Bars))
        {
            if (code is not { ExcusesRules: true }) return verdict.Refusal;

            var made = RuleOverride.Make(entry.Id, verdict, $"{code.Word}: {code.Note}", code.CreatedBy, now);
            if (!made.Succeeded) return made.Refusal;
            db.RuleOverrides.Add(made.Value);
        }

        var accepted = await db.TermsAcceptances.AsNoTracking().SingleOrDefaultAsync(a => a.SubmissionId == entry.Id, token);
        return TermsAcceptance.Check(await db.CurrentTermsAsync(callId, token), accepted);
    }

    private static async Task<EntryFacts> FactsAsync(this ShowcaseDbContext db, Submission entry, IReadOnlyList<EligibilityRule> rules, CancellationToken token)
    {
        var film = await db.Films.AsNoTracking().SingleAsync(f => f.Id == entry.FilmId, token);
        var video = await db.MediaAssets.AsNoTracking().SingleOrDefaultAsync(asset => asset.Id == film.VideoId, token);
        var declared = await db.RuleDeclarations.Where(declaration => declaration.SubmissionId == entry.Id).Select(declaration => declaration.Statement).ToListAsync(token);
        return new EntryFacts(film.Profile, film.Country, FileOf(video), declared)
        {
            Proofs = rules.Any(rule => rule.Requirement is ProofByFile) ? await db.ProofsAsync(entry, token) : new Dictionary<Guid, bool>(),
        };
    }

    private static async Task<Dictionary<Guid, bool>> ProofsAsync(this ShowcaseDbContext db, Submission entry, CancellationToken token)
    {
        var form = await db.QuestionnaireAsync(entry.CategoryId, token);
        var given = await db.GivenAnswersAsync(entry.Id, token);
        return form.AskedOf(entry.CategoryId, given)
            .Where(question => question.Wording.Kind == QuestionKind.File)
            .ToDictionary(question => question.Id, question => given.TryGetValue(question.Id, out var answer) && question.IsAnswer(answer));
    }

    /// <summary>A file that is no good has no facts: another one will come.</summary>
    private static FileFacts? FileOf(MediaAsset? video)
    {
        if (video is not { State: MediaState.Processing or MediaState.Ready, Facts: { } facts }) return null;

        var isListened = video.Stages.Any(stage => stage is { Name: ProcessingStages.Quality, State: StageState.Done });
        return FileFacts.Of(facts, video.Findings, isListened);
    }
}
