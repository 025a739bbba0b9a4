using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Showcase.Browser.Tests.Support;

/// <summary>Waits for what only script can see. Playwright's own wait evaluates text inside the page, which the pages' policy forbids.</summary>
public static class PageWaits
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Done when the page's address has this in it. Playwright's own wait can miss the moment that it waits for (playwright-dotnet, issue 3364).</summary>
    /// <param name="address">A regular expression.</param>
    public static Task UntilAtAsync(this IPage page, string address) => Assertions.Expect(page).ToHaveURLAsync(new Regex(address));

    /// <summary>Done when the expression is true in the page.</summary>
    public static async Task UntilAsync(this IPage page, string expression)
    {
        ArgumentNullException.ThrowIfNull(page);
        using var patience = new CancellationTokenSource(Patience);
        using var poll = new PeriodicTimer(Pause);
        while (!await page.EvaluateAsync<bool>($"() => Boolean({expression})"))
        {
            if (patience.IsCancellationRequested) Assert.Fail($"Never true: {expression}");
            await poll.WaitForNextTickAsync();
        }
    }
}
