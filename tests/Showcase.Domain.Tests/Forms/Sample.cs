using Showcase.Domain.Forms;

namespace Showcase.Domain.Tests.Forms;

/// <summary>Questions to test with.</summary>
internal static class Sample
{
    public static readonly DateTimeOffset Now = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    public static Wording Wording(QuestionKind kind = QuestionKind.ShortText, string text = "Why this film?", params string[] options) => new(kind, text, "", options, ShownToJurors: false);

    public static AskedQuestion Asked(QuestionKind kind, QuestionRules? rules = null, params string[] options) =>
        new(Guid.CreateVersion7(), 1, Wording(kind, options: options), rules ?? QuestionRules.None);

    public static QuestionDetails Details(string text, QuestionRules? rules = null, QuestionKind kind = QuestionKind.ShortText, params string[] options) =>
        new(Wording(kind, text, options), rules ?? QuestionRules.None);

    /// <summary>A form with one section; its id comes with it.</summary>
    public static (EntryForm Form, Guid Section) Form(string title = "About the film")
    {
        var form = new EntryForm(Guid.CreateVersion7());
        Assert.True(form.AddSection(new SectionDetails(title, null)).Succeeded);
        return (form, form.Sections[0].Id);
    }

    public static Guid Ask(this EntryForm form, Guid section, string text, QuestionRules? rules = null, QuestionKind kind = QuestionKind.ShortText, params string[] options)
    {
        var added = form.AddQuestion(section, Details(text, rules, kind, options));
        Assert.True(added.Succeeded, added.Refusal?.ToString());
        return added.Value;
    }

    public static string Texts(this EntryForm form) => string.Join(' ', form.Questionnaire.Questions.Select(question => question.Wording.Text));

    public static Dictionary<Guid, GivenAnswer> Answers(params (Guid Question, string Value)[] answers) =>
        answers.ToDictionary(answer => answer.Question, answer => new GivenAnswer(answer.Value, 1));
}
