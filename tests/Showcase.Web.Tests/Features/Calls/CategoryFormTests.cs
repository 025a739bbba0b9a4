using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Showcase.Domain.Calls;
using Showcase.Domain.Editions;
using Showcase.Web.Features.Calls;
using Showcase.Web.Features.Editions;
using Showcase.Web.Texts;

namespace Showcase.Web.Tests.Features.Calls;

public sealed class CategoryFormTests : BunitContext
{
    private static readonly EditionScope Berlin = new(
        Guid.CreateVersion7(), "berlin", "Berlin", EditionKind.Festival, new DateOnly(2026, 6, 14), new DateOnly(2026, 6, 20), "Europe/Berlin", "en-GB", IsPublic: true);

    private readonly List<CategoryInput> saved = [];

    public CategoryFormTests()
    {
        Services.AddLocalization();
        Services.AddLogging();
        Services.AddSingleton<SiteTexts>();
    }

    [Fact]
    public void What_was_typed_is_read_as_runtimes_and_a_wall_clock()
    {
        var form = Open();
        Fill(form, "0:30", "1:10:00", "2026-06-01T23:59:00");

        form.Find("form").Submit();

        var input = Assert.Single(saved);
        Assert.Equal((TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(70), new DateTime(2026, 6, 1, 23, 59, 0)), (input.MinRuntime, input.MaxRuntime, Assert.Single(input.Tiers).Until));
    }

    [Fact]
    public void An_unreadable_runtime_is_told_and_nothing_typed_is_lost()
    {
        var form = Open();
        Fill(form, "half a minute", "10:00", "2026-06-01T23:59:00");

        form.Find("form").Submit();

        Assert.Empty(saved);
        Assert.Equal("Give the runtimes as minutes and seconds, such as 4:12.", form.Find("[role=alert]").TextContent);
        Assert.Equal("half a minute", form.Find("#category-min").GetAttribute("value"));
    }

    [Fact]
    public void A_missing_deadline_is_told()
    {
        var form = Open();
        Fill(form, "0:30", "10:00", "");

        form.Find("form").Submit();

        Assert.Empty(saved);
        Assert.Equal("Give the deadline as a day and a time.", form.Find("[role=alert]").TextContent);
    }

    [Fact]
    public void A_category_is_opened_with_its_deadline_as_the_editions_clocks_show_it()
    {
        var deadline = new DateTimeOffset(2026, 6, 1, 21, 59, 0, TimeSpan.Zero);
        var form = Open(new CategoryView(Guid.CreateVersion7(), "Shorts", "", TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(10), [new Tier(TierName.Regular, deadline, 25_50)], 3, 0, InUse: false));

        Assert.Equal("2026-06-01T23:59:00", form.Find("#category-regular").GetAttribute("value"));
        Assert.Equal("0:30", form.Find("#category-min").GetAttribute("value"));
        Assert.Equal(("25.50", "3"), (form.Find("#category-regular-fee").GetAttribute("value"), form.Find("#category-most").GetAttribute("value")));
    }

    [Fact]
    public void Deadlines_are_typed_with_their_fees_and_empty_rows_are_left_out()
    {
        var form = Open();
        Fill(form, "0:30", "10:00", "2026-06-01T23:59:00");
        form.Find("#category-early").Change("2026-05-01T23:59:00");
        form.Find("#category-regular-fee").Change("25,50");

        form.Find("form").Submit();

        Assert.Equal(
            [new TierInput(TierName.Early, new DateTime(2026, 5, 1, 23, 59, 0), 0), new TierInput(TierName.Regular, new DateTime(2026, 6, 1, 23, 59, 0), 25_50)],
            Assert.Single(saved).Tiers);
    }

    [Theory]
    [InlineData("#category-regular-fee", "lots", "A fee is an amount such as 25 or 25.50, at most 100,000, or nothing.")]
    [InlineData("#category-late-fee", "25", "A fee stands beside a deadline that has no day and time. Give the deadline, or empty the fee.")]
    public void A_fee_that_cannot_be_kept_is_told(string field, string typed, string told)
    {
        var form = Open();
        Fill(form, "0:30", "10:00", "2026-06-01T23:59:00");
        form.Find(field).Change(typed);

        form.Find("form").Submit();

        Assert.Empty(saved);
        Assert.Equal(told, form.Find("[role=alert]").TextContent);
    }

    [Fact]
    public void An_hour_that_spring_skips_is_pointed_out_while_typing()
    {
        var form = Open();

        form.Find("#category-regular").Change("2026-03-29T02:30:00");

        Assert.Contains("Sun 29 Mar 2026, 03:30 (Europe/Berlin)", form.Find("[role=status]").TextContent, StringComparison.Ordinal);
    }

    private IRenderedComponent<CategoryForm> Open(CategoryView? category = null) => Render<CategoryForm>(form => form
        .Add(f => f.Edition, Berlin)
        .Add(f => f.Currency, "EUR")
        .Add(f => f.Category, category)
        .Add(f => f.Save, saved.Add));

    private static void Fill(IRenderedComponent<CategoryForm> form, string min, string max, string deadline)
    {
        form.Find("#category-name").Change("Shorts");
        form.Find("#category-min").Change(min);
        form.Find("#category-max").Change(max);
        form.Find("#category-regular").Change(deadline);
    }
}
