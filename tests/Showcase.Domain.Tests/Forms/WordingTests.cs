using Showcase.Domain.Forms;

namespace Showcase.Domain.Tests.Forms;

public sealed class WordingTests
{
    [Fact]
    public void Blanks_and_empty_lines_among_the_options_do_not_count()
    {
        var wording = Sample.Wording(QuestionKind.Choice, "  Which?  ", " Yes ", "", "No").Tidied();

        Assert.Equal("Which?", wording.Text);
        Assert.Equal(["Yes", "No"], wording.Options);
        Assert.Null(wording.Check());
    }

    [Fact]
    public void A_kind_without_options_keeps_none()
    {
        Assert.Empty(Sample.Wording(QuestionKind.Number, "How many?", "Yes", "No").Tidied().Options);
    }

    [Fact]
    public void A_choice_offers_at_least_two_answers_that_differ()
    {
        Assert.Equal(FormRefusals.OptionCount, Sample.Wording(QuestionKind.Choice, "Which?", "Yes").Check());
        Assert.Equal(new Refusal("Forms.OptionTwice", "Yes"), Sample.Wording(QuestionKind.Many, "Which?", "Yes", "No", "YES").Check());
        Assert.Equal("Common.TooLong", Sample.Wording(QuestionKind.Many, "Which?", "Yes", new string('x', 201)).Check()?.Code);
    }

    [Fact]
    public void Jurors_are_shown_no_links()
    {
        Assert.Equal(FormRefusals.LinkForJurors, (Sample.Wording(QuestionKind.Link) with { ShownToJurors = true }).Check());
        Assert.Null((Sample.Wording(QuestionKind.LongText) with { ShownToJurors = true }).Check());
    }

    [Fact]
    public void A_question_has_words_and_not_ten_megabytes_of_them()
    {
        Assert.Equal("Common.Required", Sample.Wording(text: " ").Check()?.Code);
        Assert.Equal("Common.TooLong", Sample.Wording(text: new string('x', 10_000_000)).Check()?.Code);
    }
}
