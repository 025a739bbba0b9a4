using Showcase.Domain.Judging;

namespace Showcase.Domain.Tests.Judging;

public sealed class JudgingRoundTests
{
    private readonly Cards cards = new();

    [Fact]
    public void A_round_closes_after_it_opens()
    {
        var result = JudgingRound.Create(Guid.CreateVersion7(), new RoundDetails("Round", Cards.Opens, Cards.Opens));

        Assert.Equal(JudgingRefusals.ClosesBeforeItOpens, result.Refusal);
    }

    [Theory]
    [InlineData("", 1, "Common.Required")]
    [InlineData("Vision", 0, "Common.OutOfRange")]
    [InlineData("Vision", 101, "Common.OutOfRange")]
    public void A_criterion_has_a_name_and_a_weight(string name, int weight, string refusal)
    {
        Assert.Equal(refusal, cards.Round.AddCriterion(new CriterionDetails(name, null, weight)).Refusal?.Code);
    }

    [Fact]
    public void Nobody_sits_on_a_panel_twice()
    {
        Assert.Equal(JudgingRefusals.AlreadyOnPanel, cards.Round.AddJuror(cards.Juror).Refusal);
    }
}
