using Showcase.Domain.Calls;
using Showcase.Domain.Editions;
using Showcase.Domain.Eligibility;
using Showcase.Domain.Films;
using Showcase.Domain.Submissions;

namespace Showcase.Web.Data.Demo;

/// <summary>The demo call's rules and terms: every artist accepted them, and one film was let in although it was shown before.</summary>
internal static class DemoConditions
{
    /// <summary>The place among the demo films of the one that has no premiere left.</summary>
    public const int ShownBefore = 3;

    private const string OfAge = "I am 18 or older, or my parents agree to this entry.";

    public static IEnumerable<object> Make(Edition edition, Call call, IReadOnlyList<Film> films, IReadOnlyList<Submission> submissions, Dictionary<string, Guid> people, DateTimeOffset now)
    {
        var (organiser, competition) = (people[DemoSeeder.Organiser], call.Categories[0].Id);
        var rules = new EntryRules(call.Id);
        Ask(new CompletedBetween(new DateOnly(edition.StartsOn.Year - 1, 1, 1), null), "We show new work in competition. Older films are welcome on the open screen.", competition);
        var premiere = Ask(
            new PremiereAmong([PremiereStatus.World, PremiereStatus.International, PremiereStatus.Continental, PremiereStatus.National]),
            "The competition takes films that were not shown in Germany yet. The open screen takes any.", competition);
        Ask(new FrameRateAmong([23.976, 24, 25, 29.97, 30]), null);
        Ask(new LoudnessBetween(null, -9), "Our smaller cinema has good ears: please bring the loudness down.");
        var ofAge = Ask(new Declaration(OfAge), null);
        yield return rules;

        var terms = DemoScript.Must(CallTerms.Next(call.Id, null, Wording, organiser, now.AddDays(-18)));
        yield return terms;

        foreach (var entry in submissions)
        {
            yield return new RuleDeclaration(entry.Id, ofAge, OfAge, entry.CreatedAt.AddHours(1));
            yield return new TermsAcceptance(entry.Id, terms.Id, entry.SubmittedAt!.Value.AddMinutes(-2));
        }

        var (film, known) = (films[ShownBefore], submissions[ShownBefore]);
        var verdicts = EntryRules.Judge(rules.Rules, competition, new EntryFacts(film.Profile, film.Country, null, [OfAge]), []);
        yield return DemoScript.Must(RuleOverride.Make(
            known.Id, verdicts.Single(verdict => verdict.Rule.Id == premiere), "Shown once, at a school in Potsdam, to forty people. The committee let it in at its second meeting.", organiser, known.SubmittedAt!.Value.AddDays(1)));

        Guid Ask(Requirement requirement, string? message, params Guid[] categories) => DemoScript.Must(rules.Add(new RuleDetails(requirement, message, categories)));
    }

    private static TermsWording Wording => new(
        ["All rights to your film.", "The right to show it anywhere, before and after us.", "The right to withdraw it until the programme is printed."],
        ["Show it twice in the cinema during the festival.", "Show stills and up to 60 seconds of it to announce the programme.", "Keep the file for one year, for the jury and the archive, and then delete it."],
        """
        We ask for nothing else: no television, no web, no use to train or test a tool.

        - We pay **120 euro** for each film that is shown, within thirty days of the festival.
        - If anything here has to change, we ask you first, and you may say no.
        """);
}
