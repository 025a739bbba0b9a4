using Showcase.Domain.Submissions;

namespace Showcase.Domain.Tests.Submissions;

public sealed class ReassignTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly Guid From = Guid.CreateVersion7();
    private static readonly Guid To = Guid.CreateVersion7();
    private static readonly Guid Organiser = Guid.CreateVersion7();

    private readonly Submission submission = Submission.Import(Guid.CreateVersion7(), From, Guid.CreateVersion7(), Guid.CreateVersion7(), null, Now, Organiser).Value;

    [Fact]
    public void Another_category_is_in_the_history_that_the_artist_reads()
    {
        var moved = submission.Reassign(To, "Moved from Shorts to Animation.", Now.AddDays(1), Organiser);

        Assert.True(moved.Succeeded);
        Assert.Equal(To, submission.CategoryId);
        var step = submission.History[^1];
        Assert.Equal((SubmissionState.Submitted, "Moved from Shorts to Animation.", Organiser), (step.State, step.Reason, step.By));
    }

    [Fact]
    public void Nothing_moves_to_where_it_is() => Assert.Equal(SubmissionRefusals.InCategoryAlready, submission.Reassign(From, "Moved.", Now, Organiser).Refusal);

    [Theory]
    [InlineData(SubmissionState.InReview)]
    [InlineData(SubmissionState.Selected)]
    [InlineData(SubmissionState.Withdrawn)]
    public void What_the_jury_has_or_what_is_over_keeps_its_category(SubmissionState state)
    {
        _ = submission.Move(state, Now, Organiser);

        Assert.Equal(new Refusal("Submissions.CategoryFixed", state), submission.Reassign(To, "Moved.", Now, Organiser).Refusal);
        Assert.Equal(From, submission.CategoryId);
    }
}
