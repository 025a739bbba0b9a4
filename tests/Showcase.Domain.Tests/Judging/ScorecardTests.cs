using Showcase.Domain.Judging;

namespace Showcase.Domain.Tests.Judging;

public sealed class ScorecardTests
{
    private readonly Cards cards = new();

    [Theory]
    [InlineData(-1, "Judging.WindowNotOpen")]
    [InlineData(0, null)]
    [InlineData(14 * 24 * 3600, null)]
    [InlineData((14 * 24 * 3600) + 1, "Judging.WindowClosed")]
    public void A_score_counts_from_the_opening_second_to_the_closing_one(int seconds, string? refusal)
    {
        var result = cards.Card.Score(cards.Entry(8, 6), cards.Round, Cards.Opens.AddSeconds(seconds));

        Assert.Equal(refusal, result.Refusal?.Code);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(11)]
    [InlineData(-3)]
    public void A_mark_outside_the_scale_is_refused_and_changes_nothing(int mark)
    {
        _ = cards.Card.Score(cards.Entry(8, 6), cards.Round, Cards.During);

        var result = cards.Card.Score(cards.Entry(mark, 6), cards.Round, Cards.During.AddHours(1));

        Assert.Equal(JudgingRefusals.MarkOutOfRange("Vision", Scale.Usual), result.Refusal);
        Assert.Equal([8m, 6m], cards.Card.Marks.Select(m => m.Value));
        Assert.Equal(Cards.During, cards.Card.ScoredAt);
    }

    [Fact]
    public void A_draft_may_be_incomplete_and_is_not_scored()
    {
        var result = cards.Card.Draft(cards.Entry(8), cards.Round, Cards.During);

        Assert.True(result.Succeeded);
        Assert.Null(cards.Card.ScoredAt);
        Assert.Equal(Cards.During, cards.Card.SavedAt);
    }

    [Fact]
    public void Handing_in_needs_a_mark_for_each_criterion()
    {
        var result = cards.Card.Score(cards.Entry(8), cards.Round, Cards.During);

        Assert.Equal(JudgingRefusals.MarksMissing, result.Refusal);
    }

    [Fact]
    public void A_card_that_was_handed_in_cannot_become_incomplete_again()
    {
        _ = cards.Card.Score(cards.Entry(8, 6), cards.Round, Cards.During);

        Assert.Equal(JudgingRefusals.MarksMissing, cards.Card.Draft(cards.Entry(9), cards.Round, Cards.During).Refusal);
    }

    [Fact]
    public void Marks_of_another_rounds_criteria_and_two_for_one_are_refused()
    {
        var foreign = cards.Entry(8, 6) with { Marks = [new Mark(cards.Round.Criteria[0].Id, 8), new Mark(Guid.CreateVersion7(), 6)] };
        var twice = cards.Entry(8, 6) with { Marks = [new Mark(cards.Round.Criteria[0].Id, 8), new Mark(cards.Round.Criteria[0].Id, 9)] };

        Assert.Equal(JudgingRefusals.CriterionUnknown, cards.Card.Score(foreign, cards.Round, Cards.During).Refusal);
        Assert.Equal(JudgingRefusals.CriterionUnknown, cards.Card.Score(twice, cards.Round, Cards.During).Refusal);
    }

    [Fact]
    public void Recusing_removes_marks_and_comments_and_shuts_the_card()
    {
        _ = cards.Card.Score(cards.Entry(8, 6), cards.Round, Cards.During);

        var recused = cards.Card.Recuse("We made a film together.", cards.Round.Window, Cards.During);

        Assert.True(recused.Succeeded);
        Assert.Empty(cards.Card.Marks);
        Assert.Equal(("", "", null), (cards.Card.ToCommittee, cards.Card.ToArtist, cards.Card.ScoredAt));
        Assert.Equal(JudgingRefusals.Recused, cards.Card.Score(cards.Entry(8, 6), cards.Round, Cards.During).Refusal);
        Assert.Equal(JudgingRefusals.Recused, cards.Card.Draft(cards.Entry(8), cards.Round, Cards.During).Refusal);
    }

    [Fact]
    public void Recusing_needs_a_reason_and_an_open_round()
    {
        Assert.Equal(Refusals.Required("Reason"), cards.Card.Recuse(" ", cards.Round.Window, Cards.During).Refusal);
        Assert.Equal(JudgingRefusals.WindowClosed, cards.Card.Recuse("Too late", cards.Round.Window, Cards.Closes.AddSeconds(1)).Refusal);
    }

    [Fact]
    public void Every_save_renews_the_version_that_two_tabs_compare()
    {
        var before = cards.Card.Version;

        _ = cards.Card.Draft(cards.Entry(8), cards.Round, Cards.During);

        Assert.NotEqual(before, cards.Card.Version);
    }
}
