using Showcase.Domain.Calls;
using Showcase.Domain.Editions;

namespace Showcase.Domain.Tests.Calls;

public sealed class CopyTests
{
    private readonly Edition berlin = Make("Berlin 2026", 2026, "Europe/Berlin");

    [Fact]
    public void A_copy_is_a_draft_with_the_same_texts_rules_and_categories()
    {
        var call = CallOf(berlin, new DateTime(2026, 3, 1, 23, 59, 0), new DateTime(2026, 4, 1, 23, 59, 0));
        _ = call.Open(berlin.AtLocal(new DateTime(2026, 2, 1)));

        var copy = call.CopyTo(berlin, Make("Berlin 2027", 2027, "Europe/Berlin"), "Call 2027").Value;

        Assert.Equal((CallState.Draft, "Call 2027", "Send *shorts*."), (copy.State, copy.Name, copy.Text));
        Assert.Equal(("CZK", TimeSpan.FromMinutes(5), (int?)3), (copy.Currency, copy.Grace, copy.MostPerPerson));
        var category = Assert.Single(copy.Categories);
        Assert.Equal(("Shorts", "Short ones", TimeSpan.FromMinutes(10), (int?)1), (category.Name, category.Description, category.MaxRuntime, category.MostPerPerson));
        Assert.Equal([(TierName.Early, 200_00L), (TierName.Late, 500_00L)], category.Tiers.Select(tier => (tier.Name, tier.Fee)));
        Assert.NotEqual(call.Categories[0].Id, category.Id);
    }

    [Theory]
    [InlineData(2027, "Europe/Berlin", "2026-03-28T23:59", "2027-03-28T23:59")]
    [InlineData(2026, "Europe/Berlin", "2026-03-28T23:59", "2026-03-28T23:59")]
    [InlineData(2028, "Asia/Tokyo", "2026-03-28T23:59", "2028-03-28T23:59")]
    public void Deadlines_keep_their_day_and_time_on_the_wall_clock_and_move_by_whole_years(int year, string zone, string before, string after)
    {
        var culture = System.Globalization.CultureInfo.InvariantCulture;
        var last = DateTime.Parse(before, culture);
        var to = Make("Next", year, zone);

        var copy = CallOf(berlin, last.AddDays(-9), last).CopyTo(berlin, to, "Next").Value;

        Assert.Equal(DateTime.Parse(after, culture), to.ToLocal(copy.Categories[0].Deadline));
    }

    [Theory]
    [InlineData(2028, 28, 29, 29)]
    [InlineData(2027, 28, 29, 32)]
    public void Deadlines_of_28_and_29_February_stay_two_where_there_is_no_29th(int year, int early, int late, int day)
    {
        var leap = Make("Berlin 2024", 2024, "Europe/Berlin");
        var to = Make("Next", year, "Europe/Berlin");
        var call = CallOf(leap, new DateTime(2024, 2, early, 23, 59, 0), new DateTime(2024, 2, late, 12, 0, 0));

        var copied = call.CopyTo(leap, to, "Next");

        Assert.True(copied.Succeeded, copied.Refusal?.ToString());
        var expected = day == 32 ? new DateTime(year, 3, 1, 12, 0, 0) : new DateTime(year, 2, day, 12, 0, 0);
        Assert.Equal([new DateTime(year, 2, 28, 23, 59, 0), expected], copied.Value.Categories[0].Tiers.Select(tier => to.ToLocal(tier.Until)));
    }

    [Fact]
    public void Until_when_files_may_be_replaced_moves_with_the_deadlines()
    {
        var call = CallOf(berlin, new DateTime(2026, 3, 1, 23, 59, 0), new DateTime(2026, 4, 1, 23, 59, 0));
        _ = call.ChangeReplacement(ReplacementRule.UntilMoment, berlin.AtLocal(new DateTime(2026, 4, 8, 12, 0, 0)));
        var to = Make("Berlin 2027", 2027, "Europe/Berlin");

        var copy = call.CopyTo(berlin, to, "Call 2027").Value;

        Assert.Equal((ReplacementRule.UntilMoment, to.AtLocal(new DateTime(2027, 4, 8, 12, 0, 0))), (copy.Replacement, copy.ReplaceableUntil!.Value));
    }

    private static Edition Make(string name, int year, string zone) => Edition.Create(
        new EditionDetails(name, EditionKind.Festival, "", "Berlin", new DateOnly(year, 6, 14), new DateOnly(year, 6, 20), zone, "en-GB"), "an-edition").Value;

    private static Call CallOf(Edition edition, DateTime early, DateTime late)
    {
        var call = Call.Create(edition.Id, "Call 2026", "Send *shorts*.").Value;
        _ = call.ChangeRules(new CallRules("CZK", TimeSpan.FromMinutes(5), 3));
        var tiers = new[] { new Tier(TierName.Early, edition.AtLocal(early), 200_00), new Tier(TierName.Late, edition.AtLocal(late), 500_00) };
        Assert.True(call.AddCategory(new CategoryDetails("Shorts", "Short ones", TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10), tiers, 1)).Succeeded);
        return call;
    }
}
