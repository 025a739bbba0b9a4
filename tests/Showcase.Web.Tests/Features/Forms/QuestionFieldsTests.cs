using Showcase.Domain.Editions;
using Showcase.Domain.Forms;
using Showcase.Web.Features.Editions;
using Showcase.Web.Features.Forms;

namespace Showcase.Web.Tests.Features.Forms;

public sealed class QuestionFieldsTests
{
    private static readonly EditionScope Berlin = new(
        Guid.CreateVersion7(), "berlin", "Berlin", EditionKind.Festival, new DateOnly(2026, 6, 14), new DateOnly(2026, 6, 20), "Europe/Berlin", "en-GB", IsPublic: true);

    [Fact]
    public void Dates_are_typed_as_the_editions_clocks_show_them()
    {
        var fields = new QuestionFields
        {
            Text = "Why?", Need = Need.FromDate, RequiredFrom = new DateTime(2026, 3, 28, 23, 59, 0), FrozenFrom = new DateTime(2026, 3, 29, 2, 30, 0),
        };

        var rules = fields.Read(Berlin).Value.Rules;

        Assert.Equal(new DateTimeOffset(2026, 3, 28, 22, 59, 0, TimeSpan.Zero), rules.RequiredFrom);
        Assert.Equal(new DateTimeOffset(2026, 3, 29, 1, 30, 0, TimeSpan.Zero), rules.FrozenFrom);
    }

    [Fact]
    public void A_question_is_the_same_after_its_form_was_opened_and_saved()
    {
        var earlier = Guid.CreateVersion7();
        var category = Guid.CreateVersion7();
        var choice = new AskedQuestion(
            Guid.CreateVersion7(), 3, new Wording(QuestionKind.Many, "Which?", "Any.", ["A", "B"], ShownToJurors: true),
            new QuestionRules { IsRequired = true, RequiredFrom = new DateTimeOffset(2026, 3, 2, 11, 0, 0, TimeSpan.Zero), Categories = [category], Condition = new Condition(earlier, "Yes") });
        var number = new AskedQuestion(Guid.CreateVersion7(), 1, new Wording(QuestionKind.Number, "How many?", "", [], false), new QuestionRules { Least = 0.5m, Most = 3 });

        var (first, second) = (QuestionFields.Of(choice, Berlin).Read(Berlin).Value, QuestionFields.Of(number, Berlin).Read(Berlin).Value);

        Assert.Equal((choice.Wording, choice.Rules.RequiredFrom, choice.Rules.Condition), (first.Wording, first.Rules.RequiredFrom, first.Rules.Condition));
        Assert.Equal(category, Assert.Single(first.Rules.Categories));
        Assert.Equal((0.5m, 3m), (second.Rules.Least!.Value, second.Rules.Most!.Value));
    }

    [Fact]
    public void What_another_kind_would_have_is_left_out()
    {
        var fields = new QuestionFields { Kind = QuestionKind.Link, Text = "A page", Options = "A\nB", MostCharacters = 3, Least = "x", ShownToJurors = true };

        var details = fields.Read(Berlin).Value;

        Assert.Equal(new Wording(QuestionKind.Link, "A page", "", [], ShownToJurors: false), details.Wording);
        Assert.Equal(((int?)null, (decimal?)null), (details.Rules.MostCharacters, details.Rules.Least));
    }

    [Fact]
    public void What_cannot_be_read_is_told()
    {
        Assert.Equal(FormRefusals.AnswerNoNumber, new QuestionFields { Kind = QuestionKind.Number, Text = "How many?", Most = "a lot" }.Read(Berlin).Refusal);
        Assert.Equal(Refusals.Required("RequiredFrom"), new QuestionFields { Text = "Why?", Need = Need.FromDate }.Read(Berlin).Refusal);
        Assert.Equal(FormRefusals.OptionCount, new QuestionFields { Kind = QuestionKind.Choice, Text = "Which?", Options = "One\n\n" }.Read(Berlin).Refusal);
    }
}
