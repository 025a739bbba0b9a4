using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Showcase.Domain.Editions;
using Showcase.Domain.Forms;
using Showcase.Domain.Submissions;
using Showcase.Web.Features.Editions;
using Showcase.Web.Features.Forms;
using Showcase.Web.Tests.Support;
using Showcase.Web.Texts;

namespace Showcase.Web.Tests.Features.Forms;

public sealed class AnswerSheetTests : BunitContext
{
    private static readonly EditionScope Berlin = new(
        Guid.CreateVersion7(), "berlin", "Berlin", EditionKind.Festival, new DateOnly(2026, 6, 14), new DateOnly(2026, 6, 20), "Europe/Berlin", "en-GB", IsPublic: true);

    private readonly TestClock clock = new();
    private readonly AnswerDraft draft = new();
    private int changes;

    public AnswerSheetTests()
    {
        Services.AddLocalization();
        Services.AddLogging();
        Services.AddSingleton<SiteTexts>();
        Services.AddSingleton<TimeProvider>(clock);
    }

    [Fact]
    public void A_question_appears_when_an_earlier_answer_asks_for_it()
    {
        var shown = Question(QuestionKind.Choice, "Was it shown?", options: ["Yes", "No"]);
        var where = Question(QuestionKind.ShortText, "Where?", new QuestionRules { Condition = new Condition(shown.Id, "Yes") });
        var sheet = Open(shown, where);
        Assert.Empty(sheet.FindAll($"#answer-{where.Id}"));

        sheet.Find($"#answer-{shown.Id}").Change("Yes");
        sheet.Find($"#answer-{where.Id}").Input("Oberhausen");

        Assert.Equal(["Yes", "Oberhausen"], draft.Take().Select(input => input.Value));
        Assert.Equal(2, changes);
    }

    [Fact]
    public void Each_kind_is_answered_in_its_own_way()
    {
        var many = Question(QuestionKind.Many, "Formats", options: ["DCP", "ProRes", "MP4"]);
        var consent = Question(QuestionKind.Consent, "I agree.");
        var day = Question(QuestionKind.Date, "From when?");
        var sheet = Open(many, consent, day);

        sheet.FindAll($"#answer-{many.Id} input")[2].Change(true);
        sheet.FindAll($"#answer-{many.Id} input")[0].Change(true);
        sheet.FindAll($"#answer-{many.Id} input")[1].Change(true);
        sheet.FindAll($"#answer-{many.Id} input")[1].Change(false);
        sheet.Find($"#answer-{consent.Id}").Change(true);
        sheet.Find($"#answer-{day.Id}").Change("2026-05-01");

        Assert.Equal(
            [(many.Id, "DCP\nMP4"), (consent.Id, Answer.Agreed), (day.Id, "2026-05-01")],
            draft.Take().Select(input => (input.QuestionId, input.Value!)));
    }

    [Fact]
    public void What_does_not_count_is_told_beside_the_field_once_it_is_typed_to_the_end()
    {
        var link = Question(QuestionKind.Link, "A page");
        var sheet = Open(link);

        sheet.Find($"#answer-{link.Id}").Input("example.org");
        Assert.Empty(sheet.FindAll("[role=alert]"));
        sheet.Find($"#answer-{link.Id}").Blur();

        Assert.Equal("Give the whole address of a page, beginning with https://.", sheet.Find("[role=alert]").TextContent);
        Assert.Equal("true", sheet.Find($"#answer-{link.Id}").GetAttribute("aria-invalid"));
    }

    [Fact]
    public void An_artist_is_told_who_reads_the_answer_and_until_when_it_can_be_given()
    {
        var question = Question(
            QuestionKind.LongText, "Why?", new QuestionRules { IsRequired = true, RequiredFrom = TestClock.Start.AddDays(1), FrozenFrom = TestClock.Start.AddDays(2) }, forJurors: true);

        var text = Open(question).Markup;

        Assert.Contains("Jurors read this answer.", text, StringComparison.Ordinal);
        Assert.Contains("Needed from", text, StringComparison.Ordinal);
        Assert.Contains("Can be answered until", text, StringComparison.Ordinal);
        Assert.Contains("(Europe/Berlin)", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SubmissionState.Submitted, true)]
    [InlineData(SubmissionState.Declined, false)]
    public void Who_can_answer_no_more_reads_of_no_dates_that_are_to_come(SubmissionState state, bool isTold)
    {
        var question = Question(QuestionKind.LongText, "Stills for print?", new QuestionRules
        {
            IsRequired = true, RequiredFrom = TestClock.Start.AddDays(1), FrozenFrom = TestClock.Start.AddDays(2),
        });

        var text = Open(state, new Dictionary<Guid, GivenAnswer>(), question).Markup;

        Assert.Equal(isTold, text.Contains("Needed from", StringComparison.Ordinal));
        Assert.Equal(isTold, text.Contains("Can be answered until", StringComparison.Ordinal));
    }

    [Fact]
    public void What_was_sent_in_is_shown_and_not_asked()
    {
        var why = Question(QuestionKind.ShortText, "Why?");
        draft.Type(why, "Because");

        var sheet = Open(SubmissionState.Submitted, new Dictionary<Guid, GivenAnswer> { [why.Id] = new("Because", 1) }, why);

        Assert.Empty(sheet.FindAll("input"));
        Assert.Contains("Because", sheet.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_typed_survives_a_read_of_the_store_unless_its_question_was_closed()
    {
        var (why, how) = (Question(QuestionKind.ShortText, "Why?"), Question(QuestionKind.ShortText, "How?"));
        _ = Open(why, how);
        draft.Type(why, "Typed");
        draft.Type(how, "Typed");
        var closed = how with { Rules = new QuestionRules { FrozenFrom = TestClock.Start } };
        var stored = new Dictionary<Guid, GivenAnswer> { [why.Id] = new("Stored", 1), [how.Id] = new("Stored", 1) };

        draft.Read(new EntrySheet(Form(why, closed), stored), SubmissionState.Draft, TestClock.Start);

        Assert.Equal(("Typed", "Stored"), (draft.Answers[why.Id].Value, draft.Answers[how.Id].Value));
        Assert.Equal(why.Id, Assert.Single(draft.Take()).QuestionId);
        Assert.False(draft.IsWaiting);
        draft.Keep([why.Id]);
        Assert.True(draft.IsWaiting);
    }

    private static AskedQuestion Question(QuestionKind kind, string text, QuestionRules? rules = null, bool forJurors = false, params string[] options) =>
        new(Guid.CreateVersion7(), 1, new Wording(kind, text, "", options, forJurors), rules ?? QuestionRules.None);

    private static Questionnaire Form(params AskedQuestion[] questions) => new([new QuestionnaireSection(Guid.CreateVersion7(), "About", "", questions)]);

    private IRenderedComponent<AnswerSheet> Open(params AskedQuestion[] questions) => Open(SubmissionState.Draft, new Dictionary<Guid, GivenAnswer>(), questions);

    private IRenderedComponent<AnswerSheet> Open(SubmissionState state, IReadOnlyDictionary<Guid, GivenAnswer> answers, params AskedQuestion[] questions)
    {
        draft.Read(new EntrySheet(Form(questions), answers), state, TestClock.Start);
        return Render<AnswerSheet>(parameters => parameters
            .Add(sheet => sheet.Draft, draft)
            .Add(sheet => sheet.CategoryId, Guid.CreateVersion7())
            .Add(sheet => sheet.Edition, Berlin)
            .Add(sheet => sheet.State, state)
            .Add(sheet => sheet.Changed, () => changes++));
    }
}
