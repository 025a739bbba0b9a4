using Showcase.Domain.Calls;
using Showcase.Domain.Editions;
using Showcase.Domain.Forms;
using Showcase.Domain.Submissions;

namespace Showcase.Web.Data.Demo;

/// <summary>What the demo call asks of its entries, and what its artists answered.</summary>
internal static class DemoForm
{
    private const string Statement = "What should the jury know before watching?";
    private const string Shown = "Has the film been shown in public before?";
    private const string NotYet = "No, this would be the first time";
    private const string AtFestival = "At a festival";
    private const string Where = "Where, and when?";
    private const string Rights = "I hold the rights to the pictures, voices and music in this film, or may use them.";

    private static readonly string[] Statements =
    [
        "The voice is my grandmother’s, recorded on a telephone in 2009. Nothing in it is generated.",
        "It runs once. Please do not pause it.",
        "Every cut is where the generator gave up; we kept them, and tell how at www.every-cut.example.",
    ];

    public static EntryForm Make(Edition edition, Call call, DateTimeOffset now)
    {
        var form = new EntryForm(call.Id);
        var evening = edition.ToLocal(now).Date.AddHours(23).AddMinutes(59);
        var film = Section(form, "About the film", "");
        Ask(film, new Wording(QuestionKind.LongText, Statement, "Two or three sentences. They stand below the player.", [], ShownToJurors: true), new QuestionRules { MostCharacters = 600 });
        var shown = Ask(
            film, new Wording(QuestionKind.Choice, Shown, "A film that was shown before is as welcome as any other.", [NotYet, "Online", AtFestival, "On television"], ShownToJurors: false),
            new QuestionRules { IsRequired = true });
        Ask(film, Plain(QuestionKind.ShortText, Where), new QuestionRules { IsRequired = true, Condition = new Condition(shown, AtFestival) });
        Ask(film, Plain(QuestionKind.Number, "How much of the picture was made by a generator, in per cent?"), new QuestionRules { Least = 0, Most = 100 });
        Ask(film, Plain(QuestionKind.Link, "A page about the film"), QuestionRules.None);
        Ask(film, Plain(QuestionKind.File, "A storyboard or a press kit"), new QuestionRules { FileTypes = [AnswerFileType.Pdf, AnswerFileType.Picture], MostMegabytes = 10 });

        var screening = Section(form, "Showing it", "What we need to show the film if we choose it.");
        Ask(
            screening, new Wording(QuestionKind.Many, "What can you send for the cinema?", "", ["DCP", "ProRes 422 HQ", "The uploaded file is the best there is"], ShownToJurors: false),
            new QuestionRules { IsRequired = true, RequiredFrom = edition.AtLocal(evening.AddDays(2)), FrozenFrom = edition.AtLocal(evening.AddDays(5)), Categories = [call.Categories[0].Id] });
        Ask(screening, Plain(QuestionKind.Date, "From which day may it be shown in public?"), QuestionRules.None);
        Ask(screening, Plain(QuestionKind.Consent, Rights), new QuestionRules { IsRequired = true });
        return form;

        Guid Ask(Guid section, Wording wording, QuestionRules rules) => DemoScript.Must(form.AddQuestion(section, new QuestionDetails(wording, rules)));
    }

    public static IEnumerable<Answer> AnswerAll(EntryForm form, IReadOnlyList<Submission> entries)
    {
        var ids = form.Questions.ToDictionary(question => question.Wording.Text, question => question.Id, StringComparer.Ordinal);
        foreach (var (entry, place) in entries.Select((entry, place) => (entry, place)))
        {
            var isKnown = place % 4 == 3;
            yield return Given(entry, Shown, isKnown ? AtFestival : NotYet);
            if (isKnown) yield return Given(entry, Where, "Oberhausen, last May");
            if (place % 2 == 1) yield return Given(entry, Statement, Statements[place / 2 % Statements.Length]);
            yield return Given(entry, Rights, Answer.Agreed);
        }

        Answer Given(Submission entry, string question, string value) => new(entry.Id, ids[question], 1, value, entry.CreatedAt.AddHours(1));
    }

    private static Guid Section(EntryForm form, string title, string intro)
    {
        DemoScript.Must(form.AddSection(new SectionDetails(title, intro)));
        return form.Sections[^1].Id;
    }

    private static Wording Plain(QuestionKind kind, string text) => new(kind, text, "", [], ShownToJurors: false);
}
