using Showcase.Domain.Forms;

namespace Showcase.Domain.Tests.Forms;

public sealed class ConditionTests
{
    private readonly EntryForm form;
    private readonly Guid section;
    private readonly Guid shown;
    private readonly Guid where;
    private readonly Guid prize;

    public ConditionTests()
    {
        (form, section) = Sample.Form();
        shown = form.Ask(section, "Was it shown?", kind: QuestionKind.Choice, options: ["Yes", "No"]);
        where = form.Ask(section, "Where?", new QuestionRules { IsRequired = true, Condition = new Condition(shown, "Yes") }, QuestionKind.Many, "Cannes", "Oberhausen");
        prize = form.Ask(section, "Which prize?", new QuestionRules { IsRequired = true, Condition = new Condition(where, "Cannes") });
    }

    [Fact]
    public void A_question_is_asked_when_the_earlier_answer_is_given()
    {
        Assert.Equal([shown], Asked());
        Assert.Equal([shown], Asked((shown, "No")));
        Assert.Equal([shown, where], Asked((shown, "Yes")));
        Assert.Equal([shown, where, prize], Asked((shown, "Yes"), (where, "Cannes\nOberhausen")));
    }

    [Fact]
    public void An_answer_that_is_asked_no_more_decides_nothing()
    {
        Assert.Equal([shown], Asked((shown, "No"), (where, "Cannes")));
    }

    [Fact]
    public void What_is_not_asked_is_not_missing()
    {
        Assert.Empty(Problems((shown, "No")));
        Assert.Equal([(where, FormRefusals.AnswerMissing)], Problems((shown, "Yes")));
    }

    [Fact]
    public void A_question_of_another_category_is_neither_asked_nor_decides()
    {
        var (mine, other) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var details = new QuestionDetails(form.Questionnaire.Find(shown)!.Wording, new QuestionRules { Categories = [other] });
        Assert.True(form.ChangeQuestion(shown, details, Sample.Now).Succeeded);
        var answers = Sample.Answers((shown, "Yes"));

        Assert.Empty(form.Questionnaire.AskedOf(mine, answers));
        Assert.Equal([shown, where], form.Questionnaire.AskedOf(other, answers).Select(question => question.Id));
    }

    [Fact]
    public void Consent_decides_too()
    {
        var agreed = form.Ask(section, "I agree", kind: QuestionKind.Consent);
        var then = form.Ask(section, "To what?", new QuestionRules { Condition = new Condition(agreed, Answer.Agreed) });

        Assert.DoesNotContain(then, Asked());
        Assert.Contains(then, Asked((agreed, Answer.Agreed)));
    }

    [Fact]
    public void A_question_cannot_depend_on_itself_or_on_a_later_one_so_there_are_no_circles()
    {
        Assert.Equal("Forms.ConditionNotBefore", Depend(shown, on: shown, "Yes")?.Code);
        Assert.Equal("Forms.ConditionNotBefore", Depend(shown, on: where, "Cannes")?.Code);
        Assert.Equal("Forms.ConditionNotBefore", Depend(where, on: Guid.CreateVersion7(), "Yes")?.Code);
    }

    [Fact]
    public void No_move_brings_a_question_before_what_it_depends_on()
    {
        _ = form.AddSection(new SectionDetails("Later", null));
        var later = form.Sections[1].Id;

        Assert.Equal(new Refusal("Forms.ConditionNotBefore", "Where?"), form.MoveQuestion(where, section, 0).Refusal);
        Assert.Equal(new Refusal("Forms.ConditionNotBefore", "Where?"), form.MoveQuestion(shown, later, 0).Refusal);
        Assert.True(form.MoveQuestion(prize, later, 0).Succeeded);
        Assert.Equal(new Refusal("Forms.ConditionNotBefore", "Which prize?"), form.MoveSection(later, -1).Refusal);
        Assert.Equal("Was it shown? Where? Which prize?", form.Texts());
    }

    [Fact]
    public void An_answer_that_others_depend_on_stays_on_offer()
    {
        var without = form.ChangeQuestion(shown, Sample.Details("Was it shown?", null, QuestionKind.Choice, "Perhaps", "No"), Sample.Now);
        var another = form.ChangeQuestion(shown, Sample.Details("Was it shown?", null, QuestionKind.LongText), Sample.Now);

        Assert.Equal(new Refusal("Forms.ConditionNotOffered", "Where?", "Was it shown?"), without.Refusal);
        Assert.Equal(new Refusal("Forms.ConditionNotOffered", "Where?", "Was it shown?"), another.Refusal);
        Assert.Equal(new Refusal("Forms.QuestionNeeded", "Where?"), form.RemoveQuestion(shown, isAnswered: true).Refusal);
    }

    private IEnumerable<Guid> Asked(params (Guid Question, string Value)[] answers) =>
        form.Questionnaire.AskedOf(Guid.CreateVersion7(), Sample.Answers(answers)).Select(question => question.Id);

    private IEnumerable<(Guid, Refusal)> Problems(params (Guid Question, string Value)[] answers) =>
        form.Questionnaire.Problems(Guid.CreateVersion7(), Sample.Answers(answers), Sample.Now).Select(problem => (problem.Question.Id, problem.Refusal));

    private Refusal? Depend(Guid question, Guid on, string value) =>
        form.ChangeQuestion(question, new QuestionDetails(form.Questionnaire.Find(question)!.Wording, new QuestionRules { Condition = new Condition(on, value) }), Sample.Now).Refusal;
}
