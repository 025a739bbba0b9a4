using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Showcase.Browser.Tests.Support;
using Showcase.Domain.Calls;
using Showcase.Domain.Editions;
using Showcase.Domain.Films;
using Showcase.Domain.Media;
using Showcase.Domain.Submissions;
using static Microsoft.Playwright.Assertions;

namespace Showcase.Browser.Tests;

/// <summary>An artist's forms when things cross: two clicks, two windows, a deadline that passes. The message is clear and nothing typed is lost.</summary>
public sealed class ArtistFormsTests(BrowserFixture browser) : BrowserTest(browser)
{
    private const string Artist = "artist@demo.test";

    [Fact]
    public async Task Two_quick_clicks_make_one_film()
    {
        var page = await Browser.SignedInAsync(Artist);
        await page.GotoAsync("/workspace/films/new");
        await page.GetByLabel("Title").FillAsync("Made Once");
        await page.GetByLabel("Country").SelectOptionAsync("PT");

        await page.GetByRole(AriaRole.Button, new() { Name = "Create the film" }).DblClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Made Once" })).ToBeVisibleAsync();
        await page.GotoAsync("/workspace/films");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Made Once" })).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Two_windows_change_one_film_at_once_and_only_what_both_changed_is_asked_about()
    {
        var (filmId, _, _) = await EntryAsync("Two Windows");
        var first = await Browser.SignedInAsync(Artist);
        var second = await Browser.SignedInAsync(Artist);
        foreach (var page in new[] { first, second })
        {
            await page.GotoAsync($"/workspace/films/{filmId}");
            await Expect(page.GetByText("Changes save themselves.")).ToBeVisibleAsync();
        }

        await first.GetByLabel("Year").FillAsync("2024");
        await Expect(second.GetByLabel("Year")).ToHaveValueAsync("2024");

        // Typing goes on without a pause, so nothing of it is saved before the other window's text is.
        const string Words = "From the second window, where somebody goes on and on about the weather.";
        var typing = Synopsis(second).PressSequentiallyAsync(Words, new() { Delay = 60 });
        await Synopsis(first).FillAsync("From the first window.");
        await first.GetByLabel("Runtime").FillAsync("5:12");
        await typing;

        await Expect(second.GetByText("Somebody else changed the same at this moment")).ToBeVisibleAsync();
        await Expect(second.GetByLabel("Runtime")).ToHaveValueAsync("5:12");
        await Expect(Synopsis(second)).ToHaveValueAsync(Words);
        Assert.Equal("From the first window.", await SynopsisAsync(filmId));
        await second.GetByRole(AriaRole.Button, new() { Name = "Keep mine: Synopsis" }).ClickAsync();
        await Expect(Synopsis(first)).ToHaveValueAsync(Words);
        Assert.Equal(Words, await SynopsisAsync(filmId));
        await Expect(second.GetByText("Somebody else changed the same at this moment")).ToBeHiddenAsync();
        await Expect(second.GetByLabel("Runtime")).ToHaveValueAsync("5:12");
    }

    [Fact]
    public async Task Credits_are_dragged_to_their_place_and_stay_there()
    {
        var (filmId, _, _) = await EntryAsync("Dragged Credits");
        var page = await Browser.SignedInAsync(Artist);
        await page.GotoAsync($"/workspace/films/{filmId}");
        foreach (var (place, name) in new[] { (1, "Ada"), (2, "Bo"), (3, "Cy") })
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Add a credit" }).ClickAsync();
            await page.GetByLabel($"Role of credit {place}").FillAsync("Camera");
            await page.GetByLabel($"Name of credit {place}").FillAsync(name);
        }

        var grips = page.Locator("ol:has([aria-label='Name of credit 1']) [data-grip]");
        var (first, last) = ((await grips.Nth(0).BoundingBoxAsync())!, (await grips.Nth(2).BoundingBoxAsync())!);
        await page.Mouse.MoveAsync(first.X + (first.Width / 2), first.Y + (first.Height / 2));
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(last.X + (last.Width / 2), last.Y + (last.Height / 2) + 4, new() { Steps = 8 });
        await page.Mouse.UpAsync();

        await Expect(page.GetByLabel("Name of credit 3")).ToHaveValueAsync("Ada");
        await Until.TrueAsync(async () => await CreditsAsync(filmId) is ["Bo", "Cy", "Ada"], "the new order is saved");
    }

    [Fact]
    public async Task An_entry_sent_in_from_one_window_is_not_sent_again_from_another()
    {
        var (_, entryId, _) = await EntryAsync("Sent Once");
        var first = await Browser.SignedInAsync(Artist);
        var second = await Browser.SignedInAsync(Artist);
        foreach (var page in new[] { first, second })
        {
            await page.GotoAsync($"/workspace/submissions/{entryId}");
            await page.GetByRole(AriaRole.Button, new() { Name = "Send it in" }).ClickAsync();
        }

        await first.GetByRole(AriaRole.Button, new() { Name = "Yes, send it in" }).DblClickAsync();
        await Expect(first.GetByText("Your film is sent in.")).ToBeVisibleAsync();

        await Expect(second.GetByRole(AriaRole.Button, new() { Name = "Yes, send it in" })).ToBeHiddenAsync();
        await Expect(second.Locator(".top")).ToContainTextAsync("Submitted");
        await using var db = Browser.Server.OpenDatabase();
        var entry = await db.Submissions.AsNoTracking().SingleAsync(candidate => candidate.Id == entryId);
        Assert.Equal([SubmissionState.Draft, SubmissionState.Submitted], entry.History.OrderBy(change => change.At).Select(change => change.State));
    }

    [Fact]
    public async Task A_deadline_that_passes_while_the_artist_types_shuts_the_door_and_keeps_the_letter()
    {
        var (_, entryId, categoryId) = await EntryAsync("A Minute Late");
        var page = await Browser.SignedInAsync(Artist);
        await page.GotoAsync($"/workspace/submissions/{entryId}");
        await page.GetByLabel("Letter to the organisers").FillAsync("Almost in time.");
        await PassDeadlineAsync(categoryId);

        await page.GetByRole(AriaRole.Button, new() { Name = "Send it in" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Yes, send it in" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The deadline has passed. Your draft is kept");
        await Expect(page.GetByLabel("Letter to the organisers")).ToHaveValueAsync("Almost in time.");
        await page.ReloadAsync();
        await Expect(page.GetByLabel("Letter to the organisers")).ToHaveValueAsync("Almost in time.");
        await Expect(page.GetByText("The deadline has passed.")).ToBeVisibleAsync();
    }

    /// <summary>A draft of the demo artist's in a small edition of this test's own.</summary>
    private async Task<(Guid FilmId, Guid EntryId, Guid CategoryId)> EntryAsync(string title)
    {
        await using var db = Browser.Server.OpenDatabase();
        var now = TimeProvider.System.GetUtcNow();
        var artist = await db.Users.Where(user => user.Email == Artist).Select(user => user.Id).SingleAsync();
        var edition = Edition.Create(
            new EditionDetails(title, EditionKind.Festival, "", "Oslo", DateOnly.FromDateTime(now.UtcDateTime).AddDays(30), DateOnly.FromDateTime(now.UtcDateTime).AddDays(31), "Europe/Oslo", "en-GB"),
            Edition.SuggestSlug(title)).Value;
        var call = Call.Create(edition.Id, "Call", "").Value;
        var category = call.AddCategory(new CategoryDetails("Shorts", "", TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10), now.AddDays(1))).Value;
        Assert.True(call.Open(now).Succeeded);
        var film = Film.Create(artist, new FilmDetails(title, "", TimeSpan.FromMinutes(4), 2026, "PT", "", [], []), now).Value;
        var video = MediaAsset.Announce(film.Id, artist, "film.mp4", 1000, title, now).Value;
        Assert.True(video.Complete([]).Succeeded);
        video.RecordFacts(new MediaFacts(TimeSpan.FromMinutes(4), 1920, 1080, 24, "mov,mp4", "h264", "aac", 2, 5_000_000));
        video.MarkReady(now);
        film.ShowVideo(video.Id);
        var entry = Submission.Draft(edition.Id, category.Id, film.Id, artist, now);
        db.AddRange(edition, call, film, video, entry);
        await db.SaveChangesAsync();
        return (film.Id, entry.Id, category.Id);
    }

    private async Task PassDeadlineAsync(Guid categoryId)
    {
        await using var db = Browser.Server.OpenDatabase();
        var now = TimeProvider.System.GetUtcNow();
        await db.Categories.Where(category => category.Id == categoryId).ExecuteUpdateAsync(category => category.SetProperty(each => each.Deadline, now.AddMinutes(-1)));
    }

    private static ILocator Synopsis(IPage page) => page.GetByRole(AriaRole.Textbox, new() { Name = "Synopsis", Exact = true });

    private async Task<IReadOnlyList<string>> CreditsAsync(Guid filmId)
    {
        await using var db = Browser.Server.OpenDatabase();
        return [.. (await db.Films.AsNoTracking().SingleAsync(film => film.Id == filmId)).Credits.Select(credit => credit.Name)];
    }

    private async Task<string> SynopsisAsync(Guid filmId)
    {
        await using var db = Browser.Server.OpenDatabase();
        return await db.Films.Where(film => film.Id == filmId).Select(film => film.Synopsis).SingleAsync();
    }
}
