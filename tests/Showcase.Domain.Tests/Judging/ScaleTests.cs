using System.Globalization;
using Showcase.Domain.Judging;

namespace Showcase.Domain.Tests.Judging;

public sealed class ScaleTests
{
    [Theory]
    [InlineData(1, 10, "1", null)]
    [InlineData(0, 100, "5", null)]
    [InlineData(1, 5, "0.5", null)]
    [InlineData(5, 5, "1", "Judging.ScaleEmpty")]
    [InlineData(10, 1, "1", "Judging.ScaleEmpty")]
    [InlineData(1, 10, "2", "Judging.StepsMissTheEnd")]
    [InlineData(0, 100, "1", "Judging.TooManySteps")]
    [InlineData(0, 1, "0", "Judging.StepTooSmall")]
    [InlineData(0, 1, "0.05", "Judging.StepTooSmall")]
    [InlineData(-1, 1, "1", "Common.OutOfRange")]
    [InlineData(1, 101, "10", "Common.OutOfRange")]
    public void A_scale_reaches_its_end_in_steps_that_can_be_told_apart(decimal least, decimal most, string step, string? refusal)
    {
        Assert.Equal(refusal, new Scale(least, most, decimal.Parse(step, CultureInfo.InvariantCulture)).Check()?.Code);
    }

    [Fact]
    public void A_mark_between_two_steps_is_not_on_the_scale()
    {
        var halves = new Scale(1, 5, 0.5m);

        Assert.True(halves.Has(3.5m));
        Assert.False(halves.Has(3.25m));
        Assert.False(halves.Has(5.5m));
        Assert.Equal(9, halves.Marks().Count());
    }
}
