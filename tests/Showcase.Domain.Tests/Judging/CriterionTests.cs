using Showcase.Domain.Judging;

namespace Showcase.Domain.Tests.Judging;

/// <summary>What a criterion asks, and what a card must answer.</summary>
public sealed class CriterionTests
{
    private static readonly CriterionDetails Choice = new("Where?", null, 1) { Kind = CriterionKind.Choice, Choices = ["Cinema", " Wall "] };

    private readonly Cards cards = new();

    [Fact]
    public void Anchors_belong_to_steps_of_the_scale()
    {
        Assert.Equal(JudgingRefusals.AnchorOffScale, Add(new("Sound", null, 1) { Anchors = [new Anchor(11, "beyond")] }).Refusal);
        Assert.Equal(JudgingRefusals.AnchorOffScale, Add(new("Sound", null, 1) { Anchors = [new Anchor(3, "one"), new Anchor(3, "two")] }).Refusal);
        Assert.True(Add(new("Sound", null, 1) { Anchors = [new Anchor(9, " clear "), new Anchor(2, "muddy"), new Anchor(5, " ")] }).Succeeded);
        Assert.Equal([new Anchor(2, "muddy"), new Anchor(9, "clear")], cards.Round.Criteria[^1].Anchors);
    }

    [Fact]
    public void Choices_are_two_at_least_and_different()
    {
        Assert.Equal("Common.OutOfRange", Add(Choice with { Choices = ["Cinema", " "] }).Refusal?.Code);
        Assert.Equal(JudgingRefusals.ChoiceTwice, Add(Choice with { Choices = ["Cinema", "cinema"] }).Refusal);
        Assert.True(Add(Choice).Succeeded);
        Assert.Equal(["Cinema", "Wall"], cards.Round.Criteria[^1].Choices);
    }

    [Fact]
    public void A_card_says_not_applicable_only_where_that_is_allowed()
    {
        var entry = cards.Entry(8, 6) with { Marks = [new Mark(cards.Round.Criteria[0].Id, 8), new Mark(cards.Round.Criteria[1].Id, null)] };

        Assert.Equal(JudgingRefusals.NotApplicableRefused("Craft"), cards.Card.Score(entry, cards.Round, Cards.During).Refusal);
        _ = cards.Round.ChangeCriterion(cards.Round.Criteria[1].Id, new CriterionDetails("Craft", null, 1) { AllowsNotApplicable = true });
        Assert.True(cards.Card.Score(entry, cards.Round, Cards.During).Succeeded);
    }

    [Fact]
    public void What_is_not_scored_is_answered_in_words_unless_it_may_be_empty()
    {
        _ = Add(Choice);
        var id = cards.Round.Criteria[^1].Id;

        Assert.Equal(JudgingRefusals.RemarkMissing("Where?"), cards.Card.Score(cards.Entry(8, 6), cards.Round, Cards.During).Refusal);
        Assert.Equal(JudgingRefusals.ChoiceUnknown("Where?"), cards.Card.Score(cards.Entry(8, 6) with { Remarks = [new Remark(id, "Moon")] }, cards.Round, Cards.During).Refusal);
        Assert.Equal(JudgingRefusals.CriterionUnknown, cards.Card.Score(cards.Entry(8, 6) with { Remarks = [new Remark(cards.Round.Criteria[0].Id, "9")] }, cards.Round, Cards.During).Refusal);
        Assert.True(cards.Card.Score(cards.Entry(8, 6) with { Remarks = [new Remark(id, "Wall")] }, cards.Round, Cards.During).Succeeded);
    }

    [Fact]
    public void A_recommendation_is_asked_for_or_refused()
    {
        var entry = cards.Entry(8, 6) with { Recommendation = Recommendation.Maybe };

        Assert.Equal(JudgingRefusals.RecommendationNotAsked, cards.Card.Score(entry, cards.Round, Cards.During).Refusal);
        _ = cards.Round.Set(RoundRules.Usual with { AsksRecommendation = true });
        Assert.Equal(JudgingRefusals.RecommendationMissing, cards.Card.Score(cards.Entry(8, 6), cards.Round, Cards.During).Refusal);
        Assert.True(cards.Card.Score(entry, cards.Round, Cards.During).Succeeded);
    }

    [Fact]
    public void Only_words_anchors_weight_and_what_allows_more_leave_old_answers_as_they_were()
    {
        _ = Add(Choice);
        var (vision, where) = (cards.Round.Criteria[0], cards.Round.Criteria[^1]);

        Assert.False(vision.IsMeasuredAnewBy(new CriterionDetails("Voice", "New words", 9) { Anchors = [new Anchor(3, "x")], AllowsNotApplicable = true }));
        Assert.True(vision.IsMeasuredAnewBy(new CriterionDetails("Vision", null, 3) { Scale = new Scale(1, 20, 1) }));
        Assert.True(vision.IsMeasuredAnewBy(new CriterionDetails("Vision", null, 3) { Kind = CriterionKind.Comment }));
        Assert.False(where.IsMeasuredAnewBy(Choice with { Choices = ["Cinema", "Wall", "Web"] }));
        Assert.True(where.IsMeasuredAnewBy(Choice with { Choices = ["Cinema", "Web"] }));
    }

    private Result Add(CriterionDetails details) => cards.Round.AddCriterion(details);
}
