using Showcase.Domain.Judging;
using Showcase.Domain.Submissions;

namespace Showcase.Domain.Tests.Judging;

public sealed class DecisionTests
{
    private readonly Cards cards = new();

    [Fact]
    public void A_decision_is_applied_once()
    {
        var decision = StagedDecision.Stage(cards.Submission, DecisionOutcome.Selected, cards.Owner, Cards.During).Value;

        Assert.True(decision.Apply(cards.Submission, cards.Owner, Cards.During).Succeeded);
        Assert.Equal(JudgingRefusals.AlreadyApplied, decision.Apply(cards.Submission, cards.Owner, Cards.During).Refusal);
        Assert.Single(cards.Submission.History, change => change.State == SubmissionState.Selected);
    }

    [Fact]
    public void A_step_that_the_submission_cannot_take_is_not_staged()
    {
        _ = cards.Submission.Withdraw(Cards.During);

        Assert.Equal("Submissions.StepNotAllowed", StagedDecision.Stage(cards.Submission, DecisionOutcome.Selected, cards.Owner, Cards.During).Refusal?.Code);
    }

    [Fact]
    public void A_title_that_looks_like_a_placeholder_stays_a_title()
    {
        Assert.Equal("Ada: {artist}, Berlin", DecisionLetter.Merge("{artist}: {title}, {edition}", "{artist}", "Ada", "Berlin"));
    }

    [Fact]
    public void A_placeholder_that_nothing_fills_is_refused()
    {
        var result = DecisionLetter.Create(Guid.CreateVersion7(), DecisionOutcome.Selected, "Hello {name}", "Text");

        Assert.Equal(new Refusal("Judging.PlaceholderUnknown", "{name}"), result.Refusal);
    }
}
