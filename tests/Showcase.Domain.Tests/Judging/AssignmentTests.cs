using Showcase.Domain.Judging;
using Showcase.Domain.Submissions;

namespace Showcase.Domain.Tests.Judging;

public sealed class AssignmentTests
{
    private readonly Cards cards = new();

    [Fact]
    public void A_juror_never_gets_a_film_of_their_own()
    {
        _ = cards.Round.AddJuror(cards.Owner);

        Assert.Equal(JudgingRefusals.OwnFilm, Assignment.Create(cards.Round, cards.Submission, cards.Film, [], cards.Owner, Cards.During).Refusal);
    }

    [Fact]
    public void A_juror_never_gets_a_film_that_they_work_on()
    {
        Assert.Equal(JudgingRefusals.OwnFilm, Assignment.Create(cards.Round, cards.Submission, cards.Film, [cards.Juror], cards.Juror, Cards.During).Refusal);
    }

    [Fact]
    public void Only_the_panel_judges()
    {
        Assert.Equal(JudgingRefusals.NotOnPanel, Assignment.Create(cards.Round, cards.Submission, cards.Film, [], Guid.CreateVersion7(), Cards.During).Refusal);
    }

    [Theory]
    [InlineData(SubmissionState.Draft, false)]
    [InlineData(SubmissionState.Submitted, true)]
    [InlineData(SubmissionState.Eligible, true)]
    [InlineData(SubmissionState.InReview, true)]
    [InlineData(SubmissionState.Declined, false)]
    [InlineData(SubmissionState.Withdrawn, false)]
    public void Films_are_given_while_nothing_is_decided(SubmissionState state, bool given)
    {
        Assert.Equal(given, Assignment.IsOpenTo(state));
    }
}
