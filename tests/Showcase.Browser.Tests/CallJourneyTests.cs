using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Showcase.Browser.Tests.Support;
using Showcase.Domain.Editions;
using static Microsoft.Playwright.Assertions;

namespace Showcase.Browser.Tests;

/// <summary>An organiser builds a whole call by its pages alone; a visitor reads it, and an artist begins an entry.</summary>
public sealed class CallJourneyTests(BrowserFixture browser) : BrowserTest(browser)
{
    private const string Slug = "a-call-from-nothing";
    private const string Early = "2099-03-01T18:00";
    private const string Regular = "2099-05-01T18:00";
    private const string Late = "2099-06-15T23:59";

    [Fact]
    public async Task An_organiser_builds_a_call_without_help_and_an_artist_meets_all_of_it()
    {
        await HiddenEditionAsync();
        var organiser = await Browser.SignedInAsync("organiser@demo.test");

        await BeginAsync(organiser);
        await SetFeesAndLimitsAsync(organiser);
        await AddCategoriesAsync(organiser);
        await AskAsync(organiser);
        await SetRuleAsync(organiser);
        await PublishTermsAsync(organiser);
        await MakeCodeAsync(organiser);
        await PreviewAsync(organiser);
        await OpenAsync(organiser);

        await ReadAsync(await Browser.OpenAsync());
        await EnterAsync(await Browser.SignedInAsync("artist@demo.test"));
    }

    private static async Task BeginAsync(IPage page)
    {
        await page.GotoAsync($"/workspace/{Slug}/calls");
        await page.GetByLabel("Name").FillAsync("Films from machines");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create call" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Before you open it" })).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Open the call" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("Add a category first: artists enter a category, not a call.");

        await page.GetByRole(AriaRole.Link, new() { Name = "Its text" }).ClickAsync();
        await page.Locator("#call-text").FillAsync("# What we look for\n\nFilms that could **not** have been shot.\n\n- any language\n- subtitles in English");
        await TabAsync(page, "Questions");
        await Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("What you typed is not saved. Save it, or follow the link again to leave it behind.");
        await Expect(page.GetByRole(AriaRole.Alert)).ToBeInViewportAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save name and text" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = "Saved" })).ToBeInViewportAsync();
    }

    private static async Task SetFeesAndLimitsAsync(IPage page)
    {
        await page.GetByLabel("Currency of the fees").SelectOptionAsync("NOK");
        await page.GetByLabel("Entries a person in this call").FillAsync("3");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save fees and limits" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = "Saved" })).ToBeInViewportAsync();
    }

    private static async Task AddCategoriesAsync(IPage page)
    {
        await AddAsync(page, "Miniatures", "0:01", "1:00", regular: Early);
        var problem = page.GetByRole(AriaRole.Alert);
        await Expect(problem).ToHaveTextAsync("Each deadline has to be later than the one before it: early, regular, late, extended.");
        await Expect(problem).ToBeInViewportAsync();
        await page.GetByLabel("Regular, until").FillAsync(Regular);
        await page.Locator("form").GetByRole(AriaRole.Button, new() { Name = "Add category" }).ClickAsync();
        await Expect(page.GetByText("Miniatures was added.")).ToBeInViewportAsync();

        await AddAsync(page, "Shorts", "0:05", "15:00", Regular);
        await Expect(page.GetByText("Shorts was added.")).ToBeInViewportAsync();
    }

    private static async Task AddAsync(IPage page, string name, string shortest, string longest, string regular)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Add category" }).ClickAsync();
        await page.Locator("#category-name").FillAsync(name);
        await page.GetByLabel("Shortest runtime").FillAsync(shortest);
        await page.GetByLabel("Longest runtime").FillAsync(longest);
        await page.GetByLabel("Early, until").FillAsync(Early);
        await page.GetByLabel("Early fee (NOK)").FillAsync("100");
        await page.GetByLabel("Regular, until").FillAsync(regular);
        await page.GetByLabel("Regular fee (NOK)").FillAsync("150");
        await page.GetByLabel("Late, until").FillAsync(Late);
        await page.GetByLabel("Late fee (NOK)").FillAsync("250");
        await page.Locator("form").GetByRole(AriaRole.Button, new() { Name = "Add category" }).ClickAsync();
    }

    private static async Task AskAsync(IPage page)
    {
        await TabAsync(page, "Questions");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add the first section" }).ClickAsync();
        await page.GetByLabel("Heading").FillAsync("About the film");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a section" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a question" }).ClickAsync();
        await page.Locator("#question-text").FillAsync("Which machine dreamt it?");
        await page.Locator("form").GetByRole(AriaRole.Button, new() { Name = "Add a question" }).ClickAsync();
        await Expect(page.GetByText("“Which machine dreamt it?” is added.")).ToBeVisibleAsync();
    }

    private static async Task SetRuleAsync(IPage page)
    {
        await TabAsync(page, "Rules of entry");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add the first rule" }).ClickAsync();
        await page.GetByLabel("What the rule asks").SelectOptionAsync("A statement that the artist confirms");
        await page.GetByLabel("What the artist confirms").FillAsync("I own every model that I trained.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a rule" }).ClickAsync();
        await Expect(page.GetByText("The rule is added.")).ToBeVisibleAsync();
    }

    private static async Task PublishTermsAsync(IPage page)
    {
        await TabAsync(page, "Terms");
        await page.GetByLabel("What the artist keeps").FillAsync("All rights to the film");
        await page.GetByLabel("What the festival may do").FillAsync("Show the film twice during the festival");
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish the terms" }).ClickAsync();
        await Expect(page.GetByText("Version 1 is published.")).ToBeInViewportAsync();
    }

    private static async Task MakeCodeAsync(IPage page)
    {
        await TabAsync(page, "Codes");
        await page.GetByLabel("Own word").FillAsync("film-school");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the code" }).ClickAsync();
        await Expect(page.GetByText("FILM-SCHOOL is ready.")).ToBeInViewportAsync();
    }

    private static async Task PreviewAsync(IPage page)
    {
        await TabAsync(page, "Preview");
        await ReadsWholeAsync(page);
        await page.GetByRole(AriaRole.Link, new() { Name = "Preview the questions" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Complementary).GetByLabel("Which machine dreamt it?")).ToBeVisibleAsync();
    }

    private static async Task OpenAsync(IPage page)
    {
        await TabAsync(page, "The call");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Questions to the artists: 1" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Open the call" }).ClickAsync();
        await Expect(page.GetByText("The call is open.")).ToBeVisibleAsync();

        // Nobody would find it: the page says so, and where that is mended.
        await page.GetByText("public pages are hidden").GetByRole(AriaRole.Link, new() { Name = "Settings" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish the pages" }).ClickAsync();
        await page.GotoAsync($"/workspace/{Slug}/calls");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "See it as a visitor" })).ToBeVisibleAsync();
    }

    private static async Task ReadAsync(IPage page)
    {
        await page.GotoAsync($"/editions/{Slug}/call");
        await ReadsWholeAsync(page);
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Submit a film to Shorts" })).ToBeVisibleAsync();
    }

    /// <summary>The call as a visitor and the preview show it.</summary>
    private static async Task ReadsWholeAsync(IPage page)
    {
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "What we look for" })).ToBeVisibleAsync();
        await Expect(page.Locator("strong").Filter(new() { HasText = "not" }).First).ToBeVisibleAsync();
        var shorts = page.GetByRole(AriaRole.List, new() { Name = "Categories" }).Locator("> li").Filter(new() { HasText = "Shorts" });
        foreach (var tier in (string[])["Early", "Regular", "Late"]) await Expect(shorts).ToContainTextAsync(tier);
        await Expect(shorts).ToContainTextAsync("0:05 to 15:00");
        await Expect(shorts).ToContainTextAsync("NOK");
        await Expect(shorts).ToContainTextAsync("15 Jun 2099, 23:59");
        await Expect(shorts).ToContainTextAsync("Europe/Oslo");
        await Expect(shorts).ToContainTextAsync("At most 3 entries a person in this call.");
        await Expect(page.GetByText("I own every model that I trained.")).ToBeVisibleAsync();
        await Expect(page.GetByText("All rights to the film")).ToBeVisibleAsync();
    }

    private static async Task EnterAsync(IPage page)
    {
        await page.GotoAsync($"/editions/{Slug}/call");
        await page.GetByRole(AriaRole.Link, new() { Name = "Submit a film to Shorts" }).ClickAsync();
        await page.GetByLabel("Which film").SelectOptionAsync(new SelectOptionValue { Label = "Ferry, Returning (0:13)" });
        await page.GetByRole(AriaRole.Button, new() { Name = "Begin the entry" }).ClickAsync();
        await Expect(page.GetByLabel("Which machine dreamt it?")).ToBeVisibleAsync();
        await Expect(page.GetByLabel("I own every model that I trained.")).ToBeVisibleAsync();
        await Expect(page.GetByLabel("I accept these terms (version 1).")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Complementary)).ToContainTextAsync("100.00 NOK (Early)");

        await page.GetByLabel("Waiver or access code").FillAsync("film-school");
        await page.GetByRole(AriaRole.Button, new() { Name = "Use it" }).ClickAsync();
        await Expect(page.GetByText("The whole fee is waived.")).ToBeVisibleAsync();
    }

    private static Task TabAsync(IPage page, string name) =>
        page.GetByRole(AriaRole.Navigation, new() { Name = "Pages of this call" }).GetByRole(AriaRole.Link, new() { Name = name, Exact = true }).ClickAsync();

    /// <summary>An edition of the demo organiser's, in Oslo, that has no call and is not public yet.</summary>
    private async Task HiddenEditionAsync()
    {
        await using var db = Browser.Server.OpenDatabase();
        var organiser = await db.Users.Where(user => user.Email == "organiser@demo.test").Select(user => user.Id).SingleAsync();
        var opening = new DateOnly(2099, 9, 1);
        var edition = Edition.Create(new EditionDetails("A Call from Nothing", EditionKind.Festival, "Machines dream in public", "Oslo", opening, opening.AddDays(3), "Europe/Oslo", "en-GB"), Slug).Value;
        db.AddRange(edition, new EditionMember(edition.Id, organiser, EditionRole.Organiser));
        await db.SaveChangesAsync();
    }
}
