using FsCheck;
using FsCheck.Fluent;
using Showcase.Domain.Calls;
using Showcase.Domain.Submissions;

namespace Showcase.Domain.Tests.Submissions;

public sealed class SubmissionTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan FourMinutes = TimeSpan.FromMinutes(4);
    private static readonly Guid Artist = Guid.CreateVersion7();
    private static readonly Guid Organiser = Guid.CreateVersion7();

    [Fact]
    public void A_draft_that_meets_the_terms_is_sent_in()
    {
        var (call, draft) = Draft();

        var result = draft.Submit(call, call.Categories[0], FourMinutes, Now);

        Assert.True(result.Succeeded);
        Assert.Equal((SubmissionState.Submitted, (DateTimeOffset?)Now), (draft.State, draft.SubmittedAt));
        Assert.Equal([SubmissionState.Draft, SubmissionState.Submitted], draft.History.Select(change => change.State));
    }

    [Fact]
    public void Sending_in_twice_is_refused()
    {
        var (call, draft) = Draft();
        _ = draft.Submit(call, call.Categories[0], FourMinutes, Now);

        Assert.Equal(SubmissionRefusals.AlreadySubmitted, draft.Submit(call, call.Categories[0], FourMinutes, Now).Refusal);
        Assert.Equal(2, draft.History.Count);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void The_deadline_is_the_last_moment_at_which_the_door_is_open(int ticksLate, bool accepted)
    {
        var (call, draft) = Draft();

        var result = draft.Submit(call, call.Categories[0], FourMinutes, call.Categories[0].Deadline.AddTicks(ticksLate));

        Assert.Equal(accepted ? null : SubmissionRefusals.DeadlinePassed, result.Refusal);
    }

    [Fact]
    public void A_closed_call_takes_nothing_although_the_deadline_is_far()
    {
        var (call, draft) = Draft();
        call.Close(Now);

        Assert.Equal(SubmissionRefusals.CallClosed, draft.Submit(call, call.Categories[0], FourMinutes, Now).Refusal);
    }

    [Fact]
    public void A_film_without_a_ready_video_has_to_wait()
    {
        var (call, draft) = Draft();

        Assert.Equal(SubmissionRefusals.VideoNotReady, draft.Submit(call, call.Categories[0], runtime: null, Now).Refusal);
        Assert.Equal(SubmissionState.Draft, draft.State);
    }

    [Fact]
    public void What_a_page_warns_of_is_what_sending_in_refuses()
    {
        var property = Prop.ForAll(ArbMap.Default.ArbFor<int>().Filter(seconds => seconds is > 0 and < 4000), ArbMap.Default.ArbFor<bool>(), ArbMap.Default.ArbFor<bool>(), (seconds, late, closed) =>
        {
            var (call, draft) = Draft();
            if (closed) call.Close(Now);
            var now = late ? Now.AddDays(31) : Now;
            var problems = EntryTerms.Of(call, call.Categories[0]).Problems(TimeSpan.FromSeconds(seconds), now).ToList();

            var result = draft.Submit(call, call.Categories[0], TimeSpan.FromSeconds(seconds), now);

            return Equals(problems.FirstOrDefault(), result.Refusal);
        });

        property.QuickCheckThrowOnFailure();
    }

    [Fact]
    public void However_steps_are_tried_the_history_tells_how_the_state_came_about()
    {
        var steps = ArbMap.Default.ArbFor<SubmissionState[]>();

        Prop.ForAll(steps, tried =>
        {
            var (call, entry) = Draft();
            _ = entry.Submit(call, call.Categories[0], FourMinutes, Now);
            foreach (var next in tried)
            {
                var before = (entry.State, entry.History.Count);
                var allowed = entry.CanMoveTo(next);
                var moved = entry.Move(next, Now, Organiser, "because");
                if (moved.Succeeded != allowed) return false;
                if (!moved.Succeeded && before != (entry.State, entry.History.Count)) return false;
            }

            var states = entry.History.Select(change => change.State).ToList();
            return states[^1] == entry.State
                && states.Count(state => state == SubmissionState.Draft) == 1
                && states.Zip(states.Skip(1)).All(step => Submission.CanMove(step.First, step.Second));
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData(SubmissionState.Declined)]
    [InlineData(SubmissionState.Withdrawn)]
    [InlineData(SubmissionState.Disqualified)]
    public void An_end_is_an_end(SubmissionState end)
    {
        Assert.DoesNotContain(Enum.GetValues<SubmissionState>(), next => Submission.CanMove(end, next));
    }

    [Theory]
    [InlineData(SubmissionState.Ineligible, true)]
    [InlineData(SubmissionState.Disqualified, true)]
    [InlineData(SubmissionState.Eligible, false)]
    public void A_film_is_turned_away_with_a_written_reason_only(SubmissionState next, bool needsReason)
    {
        var (call, entry) = Draft();
        _ = entry.Submit(call, call.Categories[0], FourMinutes, Now);

        var result = entry.Move(next, Now, Organiser, "  ");

        Assert.Equal(needsReason ? Refusals.Required("Reason") : null, result.Refusal);
    }

    [Fact]
    public void The_letter_stays_as_it_was_sent_in()
    {
        var (call, entry) = Draft();
        _ = entry.WriteCoverLetter("Dear all");
        _ = entry.Submit(call, call.Categories[0], FourMinutes, Now);

        Assert.Equal(SubmissionRefusals.AlreadySubmitted, entry.WriteCoverLetter("Dear nobody").Refusal);
        Assert.Equal("Dear all", entry.CoverLetter);
    }

    private static (Call Call, Submission Draft) Draft()
    {
        var call = Call.Create(Guid.CreateVersion7(), "Call", "").Value;
        _ = call.AddCategory(new CategoryDetails("Shorts", null, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10), Now.AddDays(30)));
        _ = call.Open(Now);
        return (call, Submission.Draft(call.EditionId, call.Categories[0].Id, Guid.CreateVersion7(), Artist, Now));
    }
}
