using FsCheck;
using FsCheck.Fluent;
using Showcase.Domain.Judging;

namespace Showcase.Domain.Tests.Judging;

public sealed class RoundScoreTests
{
    [Fact]
    public void The_score_gives_each_criterion_its_share_on_the_scale_that_all_have()
    {
        var round = Round(new CriterionDetails("Vision", null, 3), new CriterionDetails("Craft", null, 1));
        var score = RoundScore.Of(RoundMode.Scored, round.Criteria);

        Assert.Equal(7.5, score.Of(Marks(round, 8, 6)));
        Assert.Equal((1, 10), (score.Least, score.Most));
        Assert.Null(score.Of([]));
    }

    [Fact]
    public void Not_applicable_leaves_its_weight_out_and_a_card_of_nothing_else_has_no_score()
    {
        var round = Round(new CriterionDetails("Vision", null, 3) { AllowsNotApplicable = true }, new CriterionDetails("Craft", null, 1) { AllowsNotApplicable = true });
        var score = RoundScore.Of(RoundMode.Scored, round.Criteria);

        Assert.Equal(6, score.Of(Marks(round, null, 6)));
        Assert.Null(score.Of(Marks(round, null, null)));
    }

    [Fact]
    public void Marks_of_different_scales_meet_between_0_and_100()
    {
        var round = Round(new CriterionDetails("Vision", null, 1), new CriterionDetails("Craft", null, 1) { Scale = new Scale(0, 4, 1) });
        var score = RoundScore.Of(RoundMode.Scored, round.Criteria);

        Assert.Equal((0, 100), (score.Least, score.Most));
        Assert.Equal(75, score.Of(Marks(round, 10, 2)));
    }

    [Fact]
    public void A_verdict_is_a_number_in_a_round_of_verdicts_only()
    {
        Assert.Equal([100, 50, 0, null], new Recommendation?[] { Recommendation.Yes, Recommendation.Maybe, Recommendation.No, null }.Select(verdict => RoundScore.Of(RoundMode.PassMaybeFail, []).Of([], verdict)));
        Assert.Null(RoundScore.Of(RoundMode.Ranking, []).Of([], Recommendation.Yes));
    }

    [Fact]
    public void A_score_lies_between_the_lowest_and_the_highest_of_its_marks() => Prop.ForAll(
        Gen.Choose(1, 10).Two().ToArbitrary(),
        marks =>
        {
            var round = Round(new CriterionDetails("Vision", null, 3), new CriterionDetails("Craft", null, 7));
            var score = RoundScore.Of(RoundMode.Scored, round.Criteria).Of(Marks(round, marks.Item1, marks.Item2));

            return score >= Math.Min(marks.Item1, marks.Item2) - 1e-9 && score <= Math.Max(marks.Item1, marks.Item2) + 1e-9;
        }).QuickCheckThrowOnFailure();

    private static JudgingRound Round(params CriterionDetails[] criteria)
    {
        var round = JudgingRound.Create(Guid.CreateVersion7(), new RoundDetails("First", Cards.Opens, Cards.Closes)).Value;
        foreach (var criterion in criteria) Assert.True(round.AddCriterion(criterion).Succeeded);
        return round;
    }

    private static IEnumerable<Mark> Marks(JudgingRound round, params int?[] marks) => marks.Select((mark, place) => new Mark(round.Criteria[place].Id, mark));
}
