using Microsoft.Playwright;

namespace Showcase.Benchmarks.Support;

/// <summary>The browser of this machine, and the artist in it.</summary>
internal static class Chromium
{
    public static Task<IBrowser> LaunchAsync(IPlaywright playwright) =>
        playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = "/usr/bin/chromium", Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"] });

    /// <summary>A page of the workspace in a browser that has no memory yet.</summary>
    public static async Task<IPage> SignedInAsync(IBrowser chromium, ServerProcess server)
    {
        var context = await chromium.NewContextAsync(new BrowserNewContextOptions { BaseURL = server.Address });
        var page = await context.NewPageAsync();
        await SignInAsync(page, server);
        return page;
    }

    public static async Task SignInAsync(IPage page, ServerProcess server)
    {
        await page.GotoAsync($"{server.Address}/account/signin");
        await page.Locator("[name='Input.Email']").FillAsync(Artist.Email);
        await page.Locator("[name='Input.Password']").FillAsync(Artist.Password);
        await page.Locator("[name='Input.Password']").PressAsync("Enter");
        await page.WaitForURLAsync("**/workspace**");
    }
}
