using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Showcase.Browser.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Showcase.Browser.Tests;

/// <summary>An artist adds stills on a phone, before the page's script has come, puts them in order, and makes one the poster.</summary>
public sealed class StillsTests(BrowserFixture browser) : BrowserTest(browser), IDisposable
{
    private readonly Clips clips = new();

    public void Dispose() => clips.Dispose();

    [Fact]
    public async Task Stills_are_sent_ordered_and_cropped_on_a_phone()
    {
        string[] files = [await clips.StillAsync("first.jpg", "red"), await clips.StillAsync("second.png", "blue"), await clips.PretendAsync("third.jpg")];
        var page = await Browser.SignedInAsync("artist@demo.test", width: 390);
        var chosen = new TaskCompletionSource();
        await page.RouteAsync("**/StillPanel.razor.js*", async script =>
        {
            await chosen.Task;
            await script.ContinueAsync();
        });
        await Newcomer.CreateFilmAsync(page, "Two Stills");
        var rows = page.GetByRole(AriaRole.List, new() { Name = "Stills in their order" }).GetByRole(AriaRole.Listitem);

        await page.Locator("input[data-part=stills]").SetInputFilesAsync(files);
        chosen.SetResult();

        await Expect(rows).ToHaveCountAsync(2);
        await Expect(page.GetByText("2 pictures are in.")).ToBeVisibleAsync();
        await Expect(page.GetByText("third.jpg was not taken.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Describe still 1" }).ClickAsync();
        await page.GetByLabel("What there is to see").FillAsync("A red wall");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Move A red wall down" }).ClickAsync();
        await Expect(rows.Nth(1)).ToContainTextAsync("A red wall");

        await page.GetByRole(AriaRole.Button, new() { Name = "Make A red wall the poster" }).ClickAsync();
        await page.GetByRole(AriaRole.Slider, new() { Name = "Size" }).FillAsync("500");
        await page.GetByRole(AriaRole.Slider, new() { Name = "From left to right" }).PressAsync("Home");
        await DragFrameAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Use as the poster" }).ClickAsync();

        await Expect(page.GetByText("The poster is saved.")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Img, new() { Name = "A red wall" })).ToBeVisibleAsync();
        Assert.False(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > innerWidth"));
        await using var db = Browser.Server.OpenDatabase();
        var set = await db.FilmPictures.AsNoTracking().Include(s => s.Pictures).SingleAsync(s => db.Films.Any(film => film.Id == s.FilmId && film.Title == "Two Stills"));
        Assert.Equal(["second.png", "first.jpg"], set.Stills.Select(still => still.FileName));
        Assert.Equal(0.55, set.Poster!.Share, 0.01);
        Assert.InRange(set.Poster.X, 0.05, 0.45);
    }

    /// <summary>Half of the picture's rest to the right, as a finger or a mouse would.</summary>
    private static async Task DragFrameAsync(IPage page)
    {
        var frame = page.Locator("[data-part=frame]");
        await frame.ScrollIntoViewIfNeededAsync();
        var box = (await frame.BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(box.X + (box.Width / 2), box.Y + (box.Height / 2));
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(box.X + (box.Width / 2) + 60, box.Y + (box.Height / 2), new() { Steps = 4 });
        await page.Mouse.UpAsync();
    }
}
