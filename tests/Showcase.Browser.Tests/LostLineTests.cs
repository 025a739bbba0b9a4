using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Showcase.Browser.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Showcase.Browser.Tests;

/// <summary>The line goes, as it does on a train: what is typed without it is kept on the device, told to be so, and reaches the server later.</summary>
public sealed class LostLineTests(BrowserFixture browser) : BrowserTest(browser)
{
    private const string Artist = "artist@demo.test";

    [Fact]
    public async Task What_is_typed_without_a_line_is_not_called_saved_and_is_saved_when_it_is_back()
    {
        var page = await Browser.SignedInAsync(Artist, width: 390);
        var line = await Line.OfAsync(page);
        await Newcomer.CreateFilmAsync(page, "Tunnel One");
        var synopsis = Synopsis(page);
        await synopsis.FillAsync("Before.");
        await Expect(page.GetByText("Saved ", new() { Exact = false }).First).ToBeVisibleAsync();

        await line.CutAsync();
        await synopsis.FocusAsync();
        await page.Keyboard.PressAsync("End");
        await page.Keyboard.TypeAsync(" Written in a tunnel.");
        await Expect(page.Locator(".save-status .saved-text")).ToBeHiddenAsync();
        await Expect(page.GetByText("It is kept on this device and saved when the connection is back.").First).ToBeVisibleAsync();
        await line.MendAsync();

        await Expect(page.GetByText("We restored what had not been saved")).ToBeVisibleAsync();
        await Expect(page.Locator(".save-status .saved-text")).ToContainTextAsync("Saved");
        await Until.TrueAsync(async () => await SynopsisAsync("Tunnel One") == "Before. Written in a tunnel.", "the text was saved");
        await Until.TrueAsync(async () => await KeptAsync(page) == 0, "the device keeps no copy of what is saved");
    }

    [Fact]
    public async Task What_is_typed_while_the_line_comes_back_haltingly_is_not_called_saved_before_it_is()
    {
        var page = await Browser.SignedInAsync(Artist);
        var line = await Line.OfAsync(page);
        await Newcomer.CreateFilmAsync(page, "Tunnel Three");
        await Synopsis(page).FillAsync("Before.");
        await Expect(page.GetByText("Saved ", new() { Exact = false }).First).ToBeVisibleAsync();
        await line.CutAsync();
        await Synopsis(page).FocusAsync();
        await page.Keyboard.PressAsync("End");

        await line.MendHaltinglyAsync(() => page.Keyboard.InsertTextAsync(" Written at its end."));

        await Until.TrueAsync(async () => await SynopsisAsync("Tunnel Three") == "Before. Written at its end.", "the text was saved");
        await Until.TrueAsync(async () => await KeptAsync(page) == 0, "the device keeps no copy of what is saved");
    }

    [Fact]
    public async Task A_line_that_goes_before_the_page_has_asked_for_what_is_kept_does_not_leave_it_unsaved_for_ever()
    {
        var page = await Browser.SignedInAsync(Artist);
        var line = await Line.OfAsync(page);
        await Newcomer.CreateFilmAsync(page, "Tunnel Four");
        await line.CutAsync();
        await Synopsis(page).FillAsync("Written in haste.");
        await line.MendAsync();

        await Until.TrueAsync(async () => await SynopsisAsync("Tunnel Four") == "Written in haste.", "the text was saved");
        await Until.TrueAsync(async () => await KeptAsync(page) == 0, "the device keeps no copy of what is saved");
        await Expect(page.Locator(".save-status .saved-text")).ToContainTextAsync("Saved");
    }

    [Fact]
    public async Task What_a_closed_tab_kept_is_offered_where_the_text_has_changed_since_and_overwrites_nothing()
    {
        var page = await Browser.SignedInAsync(Artist);
        var line = await Line.OfAsync(page);
        await Newcomer.CreateFilmAsync(page, "Tunnel Two");
        var address = page.Url;
        await line.CutAsync();
        await Synopsis(page).FillAsync("Mine, from the tunnel.");
        await page.GetByLabel("Year").FillAsync("2024");
        var next = await page.Context.NewPageAsync();
        await page.CloseAsync();
        await ChangeSynopsisAsync("Tunnel Two", "Written elsewhere.");

        await next.GotoAsync(address);

        await Expect(next.GetByText("The page says something else by now")).ToBeVisibleAsync();
        await Expect(Synopsis(next)).ToHaveValueAsync("Written elsewhere.");
        await Expect(next.GetByLabel("Year")).ToHaveValueAsync("2024");
        await Expect(next.Locator("blockquote")).ToHaveTextAsync("Mine, from the tunnel.");
        await next.GetByRole(AriaRole.Button, new() { Name = "Put mine in: Synopsis" }).ClickAsync();
        await Expect(Synopsis(next)).ToHaveValueAsync("Mine, from the tunnel.");
        await Until.TrueAsync(async () => await SynopsisAsync("Tunnel Two") == "Mine, from the tunnel.", "the text was saved on request");
        await Expect(next.GetByText("The page says something else by now")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_film_that_is_not_made_yet_is_kept_through_a_reload_and_signing_out_takes_it_away()
    {
        var page = await Browser.SignedInAsync(Artist);
        await page.GotoAsync("/workspace/films/new");
        await page.GetByLabel("Title").FillAsync("Half a Film");
        await Until.TrueAsync(async () => await KeptAsync(page) == 1, "the title is kept");
        await page.ReloadAsync();
        await Expect(page.GetByLabel("Title")).ToHaveValueAsync("Half a Film");
        await Expect(page.GetByText("We restored what had not been saved")).ToBeVisibleAsync();

        await page.GotoAsync("/account/signout");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await page.UntilAtAsync("//[^/]+/$");

        await Until.TrueAsync(async () => await KeptAsync(page) == 0, "nothing is kept for whoever comes next");
    }

    private static ILocator Synopsis(IPage page) => page.GetByRole(AriaRole.Textbox, new() { Name = "Synopsis", Exact = true });

    private static Task<int> KeptAsync(IPage page) => page.EvaluateAsync<int>("() => Object.keys(localStorage).filter(key => key.startsWith('kept:')).length");

    private async Task<string> SynopsisAsync(string title)
    {
        await using var db = Browser.Server.OpenDatabase();
        return await db.Films.Where(film => film.Title == title).Select(film => film.Synopsis).SingleAsync();
    }

    private async Task ChangeSynopsisAsync(string title, string synopsis)
    {
        await using var db = Browser.Server.OpenDatabase();
        await db.Films.Where(film => film.Title == title).ExecuteUpdateAsync(film => film.SetProperty(each => each.Synopsis, synopsis));
    }
}
