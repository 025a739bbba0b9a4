using Showcase.Domain.Forms;

namespace Showcase.Domain.Tests.Forms;

public sealed class EntryFormTests
{
    [Fact]
    public void Questions_are_asked_section_by_section_in_their_order()
    {
        var (form, first) = Sample.Form();
        _ = form.AddSection(new SectionDetails("Screening", "  How we show it.  "));
        var second = form.Sections[1].Id;
        form.Ask(second, "C");
        form.Ask(first, "A");
        form.Ask(first, "B");

        Assert.Equal("A B C", form.Texts());
        Assert.Equal("How we show it.", form.Questionnaire.Sections[1].Intro);
    }

    [Theory]
    [InlineData("A", 0, 1, "B A C")]
    [InlineData("A", 0, 99, "B C A")]
    [InlineData("C", 0, 0, "C A B")]
    [InlineData("C", 0, -5, "C A B")]
    [InlineData("B", 1, 0, "A C B")]
    public void A_question_moves_within_its_section_and_to_another(string text, int section, int place, string order)
    {
        var (form, first) = Sample.Form();
        _ = form.AddSection(new SectionDetails("Screening", null));
        foreach (var name in new[] { "A", "B", "C" }) form.Ask(first, name);
        var moved = form.Questionnaire.Questions.Single(question => question.Wording.Text == text).Id;

        Assert.True(form.MoveQuestion(moved, form.Sections[section].Id, place).Succeeded);

        Assert.Equal(order, form.Texts());
    }

    [Fact]
    public void A_section_moves_with_its_questions()
    {
        var (form, first) = Sample.Form();
        _ = form.AddSection(new SectionDetails("Screening", null));
        form.Ask(first, "A");
        form.Ask(form.Sections[1].Id, "B");

        Assert.True(form.MoveSection(first, 1).Succeeded);

        Assert.Equal("B A", form.Texts());
    }

    [Fact]
    public void Changed_words_make_a_new_version_and_the_old_ones_are_kept()
    {
        var (form, section) = Sample.Form();
        var id = form.Ask(section, "Why?");

        Assert.True(form.ChangeQuestion(id, Sample.Details("Why this film?"), Sample.Now).Succeeded);

        var question = form.Questions.Single();
        Assert.Equal((2, "Why this film?"), (question.Version, question.Wording.Text));
        var earlier = Assert.Single(question.Earlier);
        Assert.Equal((1, "Why?", Sample.Now), (earlier.Version, earlier.Wording.Text, earlier.ReplacedAt));
    }

    [Fact]
    public void Changed_rules_make_no_new_version()
    {
        var (form, section) = Sample.Form();
        var id = form.Ask(section, "Why?");

        Assert.True(form.ChangeQuestion(id, Sample.Details(" Why? ", new QuestionRules { IsRequired = true }), Sample.Now).Succeeded);

        Assert.Equal((1, true), (form.Questions.Single().Version, form.Questions.Single().Rules.IsRequired));
        Assert.Empty(form.Questions.Single().Earlier);
    }

    [Fact]
    public void A_question_with_answers_is_kept_when_it_is_removed_and_can_be_asked_again()
    {
        var (form, section) = Sample.Form();
        var answered = form.Ask(section, "Answered");
        var unanswered = form.Ask(section, "Unanswered");

        Assert.True(form.RemoveQuestion(answered, isAnswered: true).Succeeded);
        Assert.True(form.RemoveQuestion(unanswered, isAnswered: false).Succeeded);

        Assert.Empty(form.Questionnaire.Questions);
        Assert.Equal(answered, Assert.Single(form.Questions).Id);
        Assert.True(form.RemoveSection(section).Succeeded);
        _ = form.AddSection(new SectionDetails("Anew", null));
        Assert.True(form.RestoreQuestion(answered, form.Sections[0].Id).Succeeded);
        Assert.Equal("Answered", form.Texts());
    }

    [Fact]
    public void A_section_that_asks_something_stays()
    {
        var (form, section) = Sample.Form();
        form.Ask(section, "Why?");

        Assert.Equal(FormRefusals.SectionInUse, form.RemoveSection(section).Refusal);
    }

    [Fact]
    public void A_form_ends_somewhere()
    {
        var (form, section) = Sample.Form();
        for (var number = 1; number < EntryForm.MostSections; number++) Assert.True(form.AddSection(new SectionDetails("More", null)).Succeeded);
        for (var number = 0; number < EntryForm.MostQuestions; number++) form.Ask(section, $"Question {number}");

        Assert.Equal(FormRefusals.TooManySections, form.AddSection(new SectionDetails("More", null)).Refusal);
        Assert.Equal(FormRefusals.TooManyQuestions, form.AddQuestion(section, Sample.Details("More")).Refusal);
    }

    [Fact]
    public void What_makes_no_sense_is_refused_and_changes_nothing()
    {
        var (form, section) = Sample.Form();
        var id = form.Ask(section, "Why?");

        Assert.Equal(FormRefusals.FrozenBeforeRequired, form.ChangeQuestion(id, Sample.Details("Why?", new QuestionRules { IsRequired = true, RequiredFrom = Sample.Now, FrozenFrom = Sample.Now }), Sample.Now).Refusal);
        Assert.Equal(FormRefusals.BoundsCrossed, form.ChangeQuestion(id, Sample.Details("How many?", new QuestionRules { Least = 2, Most = 1 }, QuestionKind.Number), Sample.Now).Refusal);
        Assert.Equal(Refusals.OutOfRange("Characters", 1, 200), form.ChangeQuestion(id, Sample.Details("Why?", new QuestionRules { MostCharacters = 201 }), Sample.Now).Refusal);
        Assert.Equal(Refusals.NotFound, form.AddQuestion(Guid.CreateVersion7(), Sample.Details("Why?")).Refusal);
        Assert.Equal((1, QuestionRules.None), (form.Questions.Single().Version, form.Questions.Single().Rules));
    }

    [Fact]
    public void A_copy_asks_the_same_of_the_twins_of_its_categories_a_year_later()
    {
        var (form, section) = Sample.Form();
        var (category, twin) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var shown = form.Ask(section, "Was it shown?", kind: QuestionKind.Choice, options: ["Yes", "No"]);
        form.Ask(section, "Where?", new QuestionRules { IsRequired = true, RequiredFrom = Sample.Now, Categories = [category], Condition = new Condition(shown, "Yes") });
        var gone = form.Ask(section, "Gone");
        _ = form.RemoveQuestion(gone, isAnswered: true);
        var call = Guid.CreateVersion7();

        var copy = form.CopyTo(call, new Dictionary<Guid, Guid> { [category] = twin }, moment => moment.AddYears(1));

        Assert.Equal((call, "Was it shown? Where?"), (copy.CallId, copy.Texts()));
        var (first, second) = (copy.Questionnaire.Questions.First(), copy.Questionnaire.Questions.Last());
        Assert.NotEqual(shown, first.Id);
        Assert.Equal((Sample.Now.AddYears(1), twin, new Condition(first.Id, "Yes")), (second.Rules.RequiredFrom!.Value, Assert.Single(second.Rules.Categories), second.Rules.Condition));
        Assert.Null(Condition.Check([.. copy.Questionnaire.Questions]));
    }
}
