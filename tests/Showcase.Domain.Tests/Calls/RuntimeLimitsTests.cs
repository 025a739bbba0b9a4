using FsCheck;
using FsCheck.Fluent;
using Showcase.Domain.Calls;

namespace Showcase.Domain.Tests.Calls;

public sealed class RuntimeLimitsTests
{
    private static readonly DateTimeOffset Deadline = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(59.4, false)]
    [InlineData(59.5, true)]
    [InlineData(60, true)]
    [InlineData(600.4, true)]
    [InlineData(600.5, false)]
    public void Limits_hold_to_the_second_as_programmes_print_it(double seconds, bool accepted)
    {
        var category = Category.Create(Guid.CreateVersion7(), 0, new CategoryDetails("Shorts", null, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10), Deadline)).Value;

        Assert.Equal(accepted, category.Accepts(TimeSpan.FromSeconds(seconds)));
    }

    [Fact]
    public void Both_limits_are_inclusive_whatever_they_are()
    {
        var minutes = ArbMap.Default.ArbFor<int>().Filter(value => value is >= 0 and < 400);

        Prop.ForAll(minutes, minutes, (least, more) =>
        {
            var (min, max) = (TimeSpan.FromMinutes(least), TimeSpan.FromMinutes(least + more + 1));
            var category = Category.Create(Guid.CreateVersion7(), 0, new CategoryDetails("Shorts", null, min, max, Deadline));
            if (max > Category.LongestRuntime) return category.Refusal == CallRefusals.RuntimeLimits;

            return category.Value.Accepts(min) && category.Value.Accepts(max)
                && !category.Value.Accepts(max + TimeSpan.FromSeconds(1))
                && (least == 0 || !category.Value.Accepts(min - TimeSpan.FromSeconds(1)));
        }).QuickCheckThrowOnFailure();
    }
}
