using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Showcase.Domain.Calls;
using Showcase.Domain.Editions;
using Showcase.Web.Features.Calls;
using Showcase.Web.Features.Editions;
using Showcase.Web.Texts;

namespace Showcase.Web.Tests.Features.Calls;

public sealed class TierListTests : BunitContext
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private static readonly EditionScope Berlin = new(
        Guid.CreateVersion7(), "berlin", "Berlin", EditionKind.Festival, new DateOnly(2026, 6, 14), new DateOnly(2026, 6, 20), "Europe/Berlin", "en-GB", IsPublic: true);

    private readonly List<CallRules> saved = [];

    public TierListTests()
    {
        Services.AddLocalization();
        Services.AddLogging();
        Services.AddSingleton<SiteTexts>();
    }

    [Fact]
    public void Each_deadline_stands_with_its_fee_and_the_one_in_force_is_marked()
    {
        var list = Open(Now.AddDays(2), [new(TierName.Early, Now.AddDays(1), 0), new(TierName.Regular, Now.AddDays(3), 25_50), new(TierName.Late, Now.AddDays(5), 40_00)]);

        var rows = list.FindAll("[role=listitem]").Select(row => Words(row.TextContent)).ToList();

        Assert.Equal("Early until Tue 3 Mar 2026, 13:00 No fee Over", rows[0]);
        Assert.Equal("Regular until Thu 5 Mar 2026, 13:00 25.50 EUR Now", rows[1]);
        Assert.Equal("Late until Sat 7 Mar 2026, 13:00 40.00 EUR", rows[2]);
        Assert.Contains("Times in Europe/Berlin", list.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void After_the_last_deadline_none_is_in_force()
    {
        var list = Open(Now.AddDays(9), [new(TierName.Early, Now.AddDays(1), 0), new(TierName.Regular, Now.AddDays(3), 25_50)]);

        Assert.DoesNotContain("Now", list.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void One_deadline_needs_its_fee_only()
    {
        Assert.Equal("25.50 EUR", Words(Open(Now, [new(TierName.Regular, Now.AddDays(3), 25_50)]).Find("span").TextContent));
    }

    [Fact]
    public void Limits_are_told_in_words()
    {
        var texts = Services.GetRequiredService<SiteTexts>();

        Assert.Equal("At most 3 entries a person in this call. One entry a person in this category.", FeeWords.Limits(texts, new EntryLimits(3, 1)));
        Assert.Equal("", FeeWords.Limits(texts, new EntryLimits(null, null)));
    }

    [Fact]
    public void The_rules_are_typed_in_minutes_and_an_empty_limit_is_none()
    {
        var form = Render<CallRulesForm>(rules => rules.Add(f => f.Rules, new CallRules("EUR", TimeSpan.FromMinutes(5), 2)).Add(f => f.Save, saved.Add));
        form.Find("#call-currency").Change("CZK");
        form.Find("#call-grace").Change("15");
        form.Find("#call-most").Change("");

        form.Find("form").Submit();

        Assert.Equal(new CallRules("CZK", TimeSpan.FromMinutes(15), null), Assert.Single(saved));
    }

    private static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private IRenderedComponent<TierList> Open(DateTimeOffset now, IReadOnlyList<Tier> tiers) => Render<TierList>(list => list
        .Add(l => l.Fees, new FeeSchedule(tiers, "EUR"))
        .Add(l => l.Edition, Berlin)
        .Add(l => l.Now, now));
}
