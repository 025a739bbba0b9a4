using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Showcase.Browser.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Showcase.Browser.Tests;

/// <summary>An artist who has nothing but a phone: from the first visit to a film that is sent in. No page scrolls sideways, and what comes next is in sight.</summary>
public sealed partial class PhoneJourneyTests(BrowserFixture browser) : BrowserTest(browser), IDisposable
{
    private readonly Clips clips = new();

    public void Dispose() => clips.Dispose();

    [Fact]
    public async Task An_artist_registers_adds_a_film_uploads_it_answers_accepts_the_terms_and_sends_it_in()
    {
        var file = await clips.MakeAsync("IMG_0007.mov", seconds: 6, "320x180", coarseness: 12);
        var page = await Browser.OpenPhoneAsync();
        page.Dialog += (_, dialog) => _ = dialog.AcceptAsync();
        await Newcomer.RegisterAsync(page, Browser.Server, "Pia Pocket", "pia@newcomer.test");
        await FitsAsync(page);
        await Newcomer.CreateFilmAsync(page, "Pocket Weather, or How I Learned to Film the Rain on a Tram");
        await FitsAsync(page);

        // The upload is what comes first after the title.
        await Expect(page.GetByText("Choose a video file")).ToBeInViewportAsync();
        await page.Locator("[data-part=file]").SetInputFilesAsync(file);
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Play Pocket Weather" })).ToBeVisibleAsync(new() { Timeout = 180_000 });
        await FitsAsync(page);

        await page.GetByRole(AriaRole.Link, new() { Name = "Send it in" }).ClickAsync();
        await page.GetByRole(AriaRole.Radio, new() { Name = "Open screen" }).CheckAsync();
        await FitsAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Begin the entry" }).ClickAsync();
        await AnswerAsync(page);
        await SendInAsync(page);
    }

    /// <summary>What is missing stands at the bottom of the screen, wherever one is on the page, and leads to the list of it.</summary>
    private static async Task AnswerAsync(IPage page)
    {
        var missing = page.GetByRole(AriaRole.Link, new() { NameRegex = Missing() });
        await Expect(missing).ToBeInViewportAsync();
        await FitsAsync(page);
        await missing.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Before you send it in" })).ToBeInViewportAsync();

        await page.GetByLabel("Letter to the organisers").FillAsync("Shot and cut on this phone.");
        await page.GetByLabel("Has the film been shown in public before?").SelectOptionAsync("No, this would be the first time");
        await page.GetByLabel("I hold the rights").CheckAsync();
        await page.GetByLabel("I am 18 or older").CheckAsync();
        await page.GetByLabel("I accept these terms (version 1).").CheckAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Nothing is missing" })).ToBeInViewportAsync();
        await FitsAsync(page);
    }

    private static async Task SendInAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "Go to sending it in" }).ClickAsync();
        var send = page.GetByRole(AriaRole.Button, new() { Name = "Send it in" });
        await Expect(send).ToBeInViewportAsync();
        await send.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Yes, send it in" }).ClickAsync();
        await Expect(page.GetByText("Your film is sent in.")).ToBeVisibleAsync();
        await Expect(page.GetByText("Shot and cut on this phone.")).ToBeVisibleAsync();
        await FitsAsync(page);
    }

    /// <summary>Nothing is wider than the screen.</summary>
    private static async Task FitsAsync(IPage page)
    {
        var (wide, screen) = (await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"), await page.EvaluateAsync<int>("() => document.documentElement.clientWidth"));
        Assert.True(wide <= screen, $"{page.Url} is {wide} pixels wide on a screen of {screen}.");
    }

    [GeneratedRegex("^[0-9]+ things are missing$")]
    private static partial Regex Missing();
}
