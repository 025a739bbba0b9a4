using Showcase.Domain.Forms;
using Showcase.Domain.Submissions;

namespace Showcase.Domain.Tests.Forms;

public sealed class AskedQuestionTests
{
    [Theory]
    [InlineData(QuestionKind.ShortText, "Because", null)]
    [InlineData(QuestionKind.LongText, "Because\nof this", null)]
    [InlineData(QuestionKind.Choice, "Yes", null)]
    [InlineData(QuestionKind.Choice, "yes", "Forms.AnswerNotOffered")]
    [InlineData(QuestionKind.Choice, "Yes\nNo", "Forms.AnswerNotOffered")]
    [InlineData(QuestionKind.Many, "Yes\nNo", null)]
    [InlineData(QuestionKind.Many, "Yes\nPerhaps", "Forms.AnswerNotOffered")]
    [InlineData(QuestionKind.Number, "12", null)]
    [InlineData(QuestionKind.Number, "-3.50", null)]
    [InlineData(QuestionKind.Number, "12,5", "Forms.AnswerNoNumber")]
    [InlineData(QuestionKind.Number, "twelve", "Forms.AnswerNoNumber")]
    [InlineData(QuestionKind.Number, "1e9", "Forms.AnswerNoNumber")]
    [InlineData(QuestionKind.Date, "2026-02-28", null)]
    [InlineData(QuestionKind.Date, "2026-02-30", "Forms.AnswerNoDate")]
    [InlineData(QuestionKind.Date, "28.2.2026", "Forms.AnswerNoDate")]
    [InlineData(QuestionKind.Link, "https://example.org/film", null)]
    [InlineData(QuestionKind.Link, "example.org/film", "Forms.AnswerNoLink")]
    [InlineData(QuestionKind.Link, "javascript:alert(1)", "Forms.AnswerNoLink")]
    [InlineData(QuestionKind.Link, "file:///etc/passwd", "Forms.AnswerNoLink")]
    [InlineData(QuestionKind.Consent, "yes", null)]
    [InlineData(QuestionKind.Consent, "no", "Forms.ConsentMissing")]
    public void An_answer_counts_where_its_kind_can_hold_it(QuestionKind kind, string value, string? problem)
    {
        var question = Sample.Asked(kind, options: ["Yes", "No"]);

        Assert.Equal(problem, question.Problem(new GivenAnswer(value, 1), Sample.Now)?.Code);
    }

    [Theory]
    [InlineData("0", null)]
    [InlineData("100", null)]
    [InlineData("-0.1", "Forms.AnswerTooSmall")]
    [InlineData("100.5", "Forms.AnswerTooLarge")]
    public void A_number_stays_within_its_bounds(string value, string? problem)
    {
        var question = Sample.Asked(QuestionKind.Number, new QuestionRules { Least = 0, Most = 100 });

        Assert.Equal(problem, question.Problem(new GivenAnswer(value, 1), Sample.Now)?.Code);
    }

    [Fact]
    public void A_text_is_as_long_as_the_question_allows()
    {
        var question = Sample.Asked(QuestionKind.LongText, new QuestionRules { MostCharacters = 5 });

        Assert.Null(question.Problem(new GivenAnswer("12345", 1), Sample.Now));
        Assert.Equal(new Refusal("Forms.AnswerTooLong", 5), question.Problem(new GivenAnswer("123456", 1), Sample.Now));
    }

    [Fact]
    public void A_draft_keeps_what_does_not_count_yet_but_no_ten_megabytes()
    {
        var question = Sample.Asked(QuestionKind.Link);

        Assert.Null(question.CheckWriting(new GivenAnswer("example", 1), SubmissionState.Draft, Sample.Now));
        Assert.Equal(new Refusal("Forms.AnswerTooLong", 500), question.CheckWriting(new GivenAnswer(new string('x', 10_000_000), 1), SubmissionState.Draft, Sample.Now));
    }

    [Fact]
    public void Agreement_to_other_words_is_no_agreement_to_these()
    {
        var question = Sample.Asked(QuestionKind.Consent) with { Version = 2 };

        Assert.Equal(FormRefusals.ConsentChanged, question.Problem(new GivenAnswer(Answer.Agreed, 1), Sample.Now));
        Assert.Null(question.Problem(new GivenAnswer(Answer.Agreed, 2), Sample.Now));
    }

    [Fact]
    public void A_text_that_was_given_to_earlier_words_still_counts()
    {
        var question = Sample.Asked(QuestionKind.ShortText, new QuestionRules { IsRequired = true }) with { Version = 2 };

        Assert.Null(question.Problem(new GivenAnswer("Because", 1), Sample.Now));
    }

    [Fact]
    public void An_answer_is_needed_from_its_date_on_and_not_once_the_question_is_closed()
    {
        var question = Sample.Asked(QuestionKind.ShortText, new QuestionRules { IsRequired = true, RequiredFrom = Sample.Now, FrozenFrom = Sample.Now.AddDays(1) });

        Assert.Null(question.Problem(null, Sample.Now.AddSeconds(-1)));
        Assert.Equal(FormRefusals.AnswerMissing, question.Problem(null, Sample.Now));
        Assert.Equal(FormRefusals.AnswerMissing, question.Problem(new GivenAnswer("", 1), Sample.Now));
        Assert.Null(question.Problem(null, Sample.Now.AddDays(1)));
    }

    [Fact]
    public void A_question_closes_at_its_date_for_drafts_too()
    {
        var question = Sample.Asked(QuestionKind.ShortText, new QuestionRules { FrozenFrom = Sample.Now });

        Assert.Null(question.Closed(SubmissionState.Draft, Sample.Now.AddSeconds(-1)));
        Assert.Equal("Forms.Frozen", question.Closed(SubmissionState.Draft, Sample.Now)?.Code);
    }

    [Theory]
    [InlineData(SubmissionState.Submitted, null)]
    [InlineData(SubmissionState.InReview, null)]
    [InlineData(SubmissionState.Selected, null)]
    [InlineData(SubmissionState.Withdrawn, "Forms.SentIn")]
    [InlineData(SubmissionState.Declined, "Forms.SentIn")]
    public void What_was_sent_in_stays_but_for_questions_with_a_date_of_their_own(SubmissionState state, string? closed)
    {
        var question = Sample.Asked(QuestionKind.ShortText);
        var later = Sample.Asked(QuestionKind.ShortText, new QuestionRules { IsRequired = true, RequiredFrom = Sample.Now.AddDays(9) });

        Assert.Equal("Forms.SentIn", question.Closed(state, Sample.Now)?.Code);
        Assert.Equal(closed, later.Closed(state, Sample.Now)?.Code);
    }

    [Fact]
    public void What_was_sent_in_is_replaced_only_by_what_counts()
    {
        var question = Sample.Asked(QuestionKind.Number, new QuestionRules { IsRequired = true, FrozenFrom = Sample.Now.AddDays(1) });

        Assert.Equal(FormRefusals.AnswerNoNumber, question.CheckWriting(new GivenAnswer("many", 1), SubmissionState.Submitted, Sample.Now));
        Assert.Equal(FormRefusals.AnswerMissing, question.CheckWriting(new GivenAnswer("", 1), SubmissionState.Submitted, Sample.Now));
        Assert.Null(question.CheckWriting(new GivenAnswer("2", 1), SubmissionState.Submitted, Sample.Now));
    }
}
