using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Showcase.Browser.Tests.Support;

namespace Showcase.Browser.Tests;

/// <summary>axe finds nothing on any page, in light and dark, on desktop and phone, and no page is wider than a phone. A page without a row fails the first test.</summary>
public sealed class AccessibilityTests(BrowserFixture browser) : BrowserTest(browser)
{
    private static readonly string[] Tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

    public static TheoryData<string> Pages()
    {
        var data = new TheoryData<string>();
        foreach (var page in PageTour.Stops.Keys) data.Add(page);
        return data;
    }

    [Fact]
    public void Every_page_is_on_the_tour() => Assert.Equal(PageTour.AllRoutes().Order(StringComparer.Ordinal), PageTour.Stops.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Axe_finds_nothing_and_no_phone_scrolls_sideways(string route)
    {
        var page = await PageTour.VisitAsync(Browser, route, ColorScheme.Light, 1440);
        await CheckAsync(page, $"{route}, light, desktop");

        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Dark });
        await page.SetViewportSizeAsync(390, 800);
        await CheckAsync(page, $"{route}, dark, phone");
        var (wide, screen) = (await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"), await page.EvaluateAsync<int>("() => document.documentElement.clientWidth"));
        Assert.True(wide <= screen, $"{route} is {wide} px wide on a phone of {screen}.");
    }

    private static async Task CheckAsync(IPage page, string what)
    {
        var found = await page.RunAxe(new AxeRunOptions { RunOnly = new RunOnlyOptions { Type = "tag", Values = [.. Tags] } });
        Assert.True(found.Violations.Length == 0, $"{what}: " + string.Join("; ", found.Violations.Select(Describe)));
    }

    private static string Describe(AxeResultItem violation) =>
        $"{violation.Id} ({violation.Help}): {string.Join(" | ", violation.Nodes.Take(3).Select(node => node.Html))}";
}
