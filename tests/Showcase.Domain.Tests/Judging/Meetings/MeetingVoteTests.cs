using Showcase.Domain.Judging;
using Showcase.Domain.Judging.Meetings;

namespace Showcase.Domain.Tests.Judging.Meetings;

public sealed class MeetingVoteTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Counts_are_the_same_in_whichever_order_people_vote_and_equally_long_whatever_they_vote()
    {
        var (one, other) = (Voted(3, 0, 2, 2), Voted(3, 2, 0, 2));

        Assert.Equal(one.ToBytes(), other.ToBytes());
        Assert.Equal(VoteCounts.None(3).ToBytes().Length, one.ToBytes().Length);
        Assert.Equal((1, 0, 2, 3), (one[0], one[1], one[2], one.Total));
        Assert.Equal(one.ToBytes(), VoteCounts.From(one.ToBytes()).ToBytes());
    }

    [Fact]
    public void A_changed_vote_counts_once_and_one_that_was_not_cast_cannot_be_changed()
    {
        var counts = Voted(3, 0, 0);

        Assert.Equal([1, 1, 0], Enumerable.Range(0, 3).Select(option => counts.Move(0, 1).Value[option]));
        Assert.Equal(MeetingRefusals.VoteOptionUnknown, counts.Move(2, 1).Refusal);
        Assert.Equal(MeetingRefusals.VoteOptionUnknown, counts.Move(0, 3).Refusal);
        Assert.Equal(MeetingRefusals.VoteOptionUnknown, counts.Add(-1).Refusal);
    }

    [Fact]
    public void Two_votes_are_neither_shown_nor_kept_and_three_are()
    {
        var (two, three) = (Open(), Open());

        Assert.True(two.Close(Voted(3, 0, 1), Now).Succeeded);
        Assert.True(three.Close(Voted(3, 0, 1, 1), Now).Succeeded);

        Assert.Equal((2, 0, ""), (two.Turnout, two.Counts.Count, two.Box));
        Assert.Equal([1, 2, 0], three.Counts);
    }

    [Fact]
    public void A_closed_vote_takes_no_more()
    {
        var vote = Open();
        _ = vote.Close(Voted(3), Now);

        Assert.Equal(MeetingRefusals.VoteIsClosed, vote.Put("more").Refusal);
        Assert.Equal(MeetingRefusals.VoteIsClosed, vote.Close(Voted(3), Now).Refusal);
    }

    [Fact]
    public void A_score_is_voted_on_the_scale_of_the_overall_score()
    {
        Assert.Equal(["1", "2", "3", "4", "5", "Abstain"], VoteOptions.OnScaleOf(RoundMode.Scored, [Scored(1, 5, 1)]));
        Assert.Equal(["0", "0.5", "1", "Abstain"], VoteOptions.OnScaleOf(RoundMode.Scored, [Scored(0, 1, 1), Scored(0, 1, 0.5m)]));
        Assert.Equal(("0", "100", 22), (VoteOptions.OnScaleOf(RoundMode.Scored, [Scored(1, 5, 1), Scored(1, 10, 1)])[0], VoteOptions.OnScaleOf(RoundMode.Scored, [Scored(1, 5, 1), Scored(1, 10, 1)])[^2], VoteOptions.OnScaleOf(RoundMode.Scored, [Scored(1, 5, 1), Scored(1, 10, 1)]).Count));
        Assert.Equal(["0", "50", "100", "Abstain"], VoteOptions.OnScaleOf(RoundMode.PassMaybeFail, []));
        Assert.Empty(VoteOptions.OnScaleOf(RoundMode.Ranking, [Scored(1, 5, 1)]));
    }

    [Fact]
    public void The_mean_leaves_out_those_who_abstained()
    {
        Assert.Equal(8, MeetingVote.MeanOf(["7", "8.5", "Abstain"], [1, 2, 3])!.Value, 6);
        Assert.Null(MeetingVote.MeanOf(["7", "Abstain"], [0, 3]));
        Assert.Null(MeetingVote.MeanOf(VoteOptions.YesOrNo, [3, 0, 0]));
    }

    private static Criterion Scored(decimal least, decimal most, decimal step)
    {
        var round = JudgingRound.Create(Guid.CreateVersion7(), new RoundDetails("First round", Now.AddDays(-1), Now.AddDays(1))).Value;
        Assert.True(round.AddCriterion(new CriterionDetails("Vision", null, 1) { Scale = new Scale(least, most, step) }).Succeeded);
        return round.Criteria[0];
    }

    private static VoteCounts Voted(int options, params int[] votes) => votes.Aggregate(VoteCounts.None(options), (counts, vote) => counts.Add(vote).Value);

    private static MeetingVote Open()
    {
        var round = JudgingRound.Create(Guid.CreateVersion7(), new RoundDetails("First round", Now.AddDays(-1), Now.AddDays(1))).Value;
        var meeting = Meeting.Plan(round, new MeetingDetails("Saturday", Now, Guid.CreateVersion7())).Value;
        _ = meeting.Add(Guid.CreateVersion7());
        var vote = MeetingVote.Open(meeting.Items[0], 1, VoteForm.YesOrNo, VoteOptions.YesOrNo, Now);
        Assert.True(vote.Put("sealed").Succeeded);
        return vote;
    }
}
