using System.Globalization;
using Showcase.Domain.Eligibility;
using Showcase.Web.Features.Films;
using Showcase.Web.Features.Submissions;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Eligibility;

/// <summary>Rules in words.</summary>
internal static class RuleWords
{
    /// <summary>What a rule asks, in a line. Days are written as the edition writes them.</summary>
    public static string Ask(SiteTexts texts, Requirement requirement, string locale)
    {
        var culture = CultureInfo.GetCultureInfo(locale);
        return requirement switch
        {
            CompletedBetween { From: { } from, Until: { } until } => texts["Eligibility.AskCompletedBetween", Day(from), Day(until)],
            CompletedBetween { From: { } from } => texts["Eligibility.AskCompletedFrom", Day(from)],
            CompletedBetween { Until: { } until } => texts["Eligibility.AskCompletedUntil", Day(until)],
            PremiereAmong premieres => texts["Eligibility.AskPremiere", OneOf(texts, premieres.Statuses.Select(status => texts.Of("Films", status)))],
            CountryAmong { IsExclusion: true } countries => texts["Eligibility.AskCountryNot", OneOf(texts, countries.Countries.Select(Countries.Name))],
            CountryAmong countries => texts["Eligibility.AskCountry", OneOf(texts, countries.Countries.Select(Countries.Name))],
            Declaration declaration => declaration.Statement,
            ProofByFile proof => texts["Eligibility.AskProof", proof.Question],
            LeastFrame frame => texts["Eligibility.AskFrame", frame.Width, frame.Height],
            FrameRateAmong rates => texts["Eligibility.AskFrameRate", OneOf(texts, rates.Rates.Order().Select(rate => rate.ToString("0.###", culture)))],
            SoundNeeded => texts["Eligibility.AskSound"],
            LoudnessBetween { Least: { } least, Most: { } most } => texts["Eligibility.AskLoudnessBetween", Loud(least), Loud(most)],
            LoudnessBetween { Least: { } least } => texts["Eligibility.AskLoudnessFrom", Loud(least)],
            LoudnessBetween { Most: { } most } => texts["Eligibility.AskLoudnessUntil", Loud(most)],
            _ => throw new ArgumentOutOfRangeException(nameof(requirement), requirement, "Nothing says this rule in words."),
        };

        string Day(DateOnly day) => day.ToString("d MMMM yyyy", culture);
        string Loud(double loudness) => loudness.ToString("0.#", culture);
    }

    /// <summary>A line of an artist's checklist, with the way to where it is mended.</summary>
    public static ChecklistItem Item(SiteTexts texts, RuleVerdict verdict, Guid submissionId, Guid filmId, string locale)
    {
        var ask = Ask(texts, verdict.Rule.Requirement, locale);
        if (verdict.Outcome == RuleOutcome.Met) return new ChecklistItem(true, ask, null);
        if (verdict.IsOverridden) return new ChecklistItem(true, ask, texts["Eligibility.ExcusedByCode"]);

        var href = verdict.Rule.Requirement switch
        {
            Declaration => $"/workspace/submissions/{submissionId}#declared-{verdict.Rule.Id}",
            ProofByFile proof => $"/workspace/submissions/{submissionId}#answer-{proof.QuestionId}",
            _ => $"/workspace/films/{filmId}",
        };
        return new ChecklistItem(false, ask, texts.Of(verdict.Refusal!), Href: href) { IsOpen = verdict.Outcome == RuleOutcome.NotMeasured || (verdict.Outcome == RuleOutcome.NotSaid && !verdict.Rule.Requirement.IsOfEntry) };
    }

    /// <summary>All that rules and terms ask of an entry.</summary>
    public static IEnumerable<ChecklistItem> Checklist(SiteTexts texts, EntryStanding standing, MyEntry entry)
    {
        foreach (var verdict in standing.Verdicts) yield return Item(texts, verdict, entry.Id, entry.FilmId, entry.Edition.Locale);
        if (standing.Terms is null) yield break;

        var problem = standing.AreTermsAccepted ? null : texts[standing.HaveTermsChanged ? "Eligibility.TermsChanged" : "Eligibility.TermsNotAccepted"];
        yield return new ChecklistItem(standing.AreTermsAccepted, texts["Eligibility.CheckTerms", standing.Terms.Number], problem, Href: $"/workspace/submissions/{entry.Id}#terms");
    }

    /// <summary>The categories that a rule holds for, by name; empty where it holds for all.</summary>
    public static string Scope(EligibilityRule rule, IEnumerable<CategoryName> categories) =>
        string.Join(", ", categories.Where(category => rule.Categories.Contains(category.Id)).Select(category => category.Name));

    private static string OneOf(SiteTexts texts, IEnumerable<string> words) =>
        words.ToArray() is [.. { Length: > 0 } before, var last] ? texts["Eligibility.OneOf", string.Join(", ", before), last] : words.FirstOrDefault("");
}
