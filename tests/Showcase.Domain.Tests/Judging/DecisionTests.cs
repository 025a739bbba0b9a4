using Showcase.Domain.Judging;
using Showcase.Domain.Submissions;

namespace Showcase.Domain.Tests.Judging;

public sealed class DecisionTests
{
    private readonly Cards cards = new();

    [Fact]
    public void A_decision_is_applied_once_and_moves_the_film_when_it_is_released()
    {
        var before = cards.Submission.State;
        var decision = StagedDecision.Stage(cards.Submission, DecisionOutcome.Selected, cards.Owner, Cards.During).Value;

        Assert.True(decision.Apply(cards.Submission, Guid.CreateVersion7(), Cards.During).Succeeded);
        Assert.Equal(JudgingRefusals.AlreadyApplied, decision.Apply(cards.Submission, Guid.CreateVersion7(), Cards.During).Refusal);
        Assert.Equal(before, cards.Submission.State);

        Assert.True(decision.Release(cards.Submission, cards.Owner, Cards.During).Succeeded);
        Assert.Throws<InvalidOperationException>(() => decision.Release(cards.Submission, cards.Owner, Cards.During));
        Assert.Single(cards.Submission.History, change => change.State == SubmissionState.Selected);
    }

    [Fact]
    public void What_waits_is_not_staged_anew_and_what_was_undone_is()
    {
        var decision = StagedDecision.Stage(cards.Submission, DecisionOutcome.Selected, cards.Owner, Cards.During).Value;
        _ = decision.Apply(cards.Submission, Guid.CreateVersion7(), Cards.During);

        Assert.Equal(LetterRefusals.WaitsForRelease, decision.Restage(cards.Submission, DecisionOutcome.Declined, cards.Owner, Cards.During).Refusal);

        decision.Reopen();

        Assert.True(decision.Restage(cards.Submission, DecisionOutcome.Declined, cards.Owner, Cards.During).Succeeded);
    }

    [Fact]
    public void A_batch_ends_once()
    {
        var batch = DecisionBatch.Apply(Guid.CreateVersion7(), LetterHold.Usual, cards.Owner, Cards.During);

        Assert.Equal(Cards.During.AddMinutes(30), batch.ReleaseAt);
        Assert.Throws<InvalidOperationException>(() => batch.Release(by: null, Cards.During.AddMinutes(29)));
        Assert.True(batch.Release(by: null, Cards.During.AddMinutes(30)).Succeeded);
        Assert.Equal(LetterRefusals.HaveLeft, batch.Undo(cards.Owner, Cards.During.AddMinutes(31)).Refusal);
        Assert.Equal(LetterRefusals.HaveLeft, batch.Release(cards.Owner, Cards.During.AddMinutes(31)).Refusal);

        var undone = DecisionBatch.Apply(Guid.CreateVersion7(), LetterHold.UntilReleased, cards.Owner, Cards.During);
        Assert.True(undone.Undo(cards.Owner, Cards.During).Succeeded);
        Assert.Equal(LetterRefusals.UndoneAlready, undone.Release(cards.Owner, Cards.During).Refusal);
        Assert.Equal(LetterRefusals.UndoneAlready, undone.Undo(cards.Owner, Cards.During).Refusal);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(8 * 24 * 60)]
    public void Letters_wait_between_no_time_and_a_week(int minutes) => Assert.Equal(LetterRefusals.HoldOutOfRange, new LetterHold(TimeSpan.FromMinutes(minutes)).Check());

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
