using System.Globalization;
using Showcase.Web.Shared;

namespace Showcase.Web.Tests.Shared;

public sealed class DaysTests
{
    [Theory]
    [InlineData("en-GB", "ddd d MMM yyyy, HH:mm", "ddd d MMM yyyy, HH:mm")]
    [InlineData("en-GB", "dddd d MMMM yyyy, HH:mm", "dddd d MMMM yyyy, HH:mm")]
    [InlineData("de-DE", "ddd d MMM yyyy, HH:mm", "ddd d. MMM yyyy, HH:mm")]
    [InlineData("de-DE", "dddd d MMMM yyyy, HH:mm", "dddd d. MMMM yyyy, HH:mm")]
    [InlineData("de-DE", "d MMM yyyy", "d. MMM yyyy")]
    [InlineData("de-DE", "d MMM, HH:mm", "d. MMM, HH:mm")]
    [InlineData("cs-CZ", "d MMMM yyyy", "d. MMMM yyyy")]
    [InlineData("en-US", "dddd d MMMM yyyy, HH:mm", "dddd, MMMM d, yyyy, HH:mm")]
    [InlineData("en-US", "d MMM, HH:mm", "MMM d, HH:mm")]
    [InlineData("de-DE", "HH:mm", "HH:mm")]
    public void A_day_stands_in_the_order_and_with_the_signs_of_its_culture(string culture, string asked, string pattern)
    {
        Assert.Equal(pattern, Days.Pattern(asked, CultureInfo.GetCultureInfo(culture)));
    }

    [Fact]
    public void A_german_day_has_its_dot()
    {
        var culture = CultureInfo.GetCultureInfo("de-DE");

        Assert.Equal("Sonntag 29. November 2026, 16:04", new DateTime(2026, 11, 29, 16, 4, 0).ToString(Days.Pattern("dddd d MMMM yyyy, HH:mm", culture), culture));
    }
}
