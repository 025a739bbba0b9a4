using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Showcase.Browser.Tests.Support;
using Showcase.Domain.Calls;
using Showcase.Domain.Editions;
using Showcase.Domain.Films;
using Showcase.Domain.Submissions;
using static Microsoft.Playwright.Assertions;

namespace Showcase.Browser.Tests;

/// <summary>A call's form from both sides: an organiser builds it, an artist answers it on a phone.</summary>
public sealed class CallFormTests(BrowserFixture browser) : BrowserTest(browser)
{
    private const string Slug = "asked-and-answered";

    [Fact]
    public async Task An_organiser_builds_a_form_and_an_artist_answers_it_on_a_phone()
    {
        var (callId, entryId) = await EntryAsync();

        await BuildAsync(await Browser.SignedInAsync("organiser@demo.test"), callId);

        var phone = await Browser.SignedInAsync("artist@demo.test", ColorScheme.Dark, width: 390);
        await phone.GotoAsync($"/workspace/submissions/{entryId}");
        await Expect(phone.GetByLabel("Where was it shown?")).ToBeHiddenAsync();
        await phone.GetByLabel("Was it shown?").SelectOptionAsync("Yes");
        await phone.GetByLabel("Where was it shown?").FillAsync("In a kitchen in Oslo");
        await Until.TrueAsync(() => IsKeptAsync(entryId, "In a kitchen in Oslo"), "the answer has saved itself");
        await Expect(phone.Locator(".save-status")).ToContainTextAsync("Saved");
        await phone.ReloadAsync();
        await Expect(phone.GetByLabel("Where was it shown?")).ToHaveValueAsync("In a kitchen in Oslo");
    }

    private static async Task BuildAsync(IPage page, Guid callId)
    {
        await page.GotoAsync($"/workspace/{Slug}/calls/{callId}/form");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add the first section" }).ClickAsync();
        await page.GetByLabel("Heading").FillAsync("About the film");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a section" }).ClickAsync();
        await AskAsync(page, "Where was it shown?", "Short text");
        await AskAsync(page, "Was it shown?", "One of several");
        var lines = page.Locator("li[draggable]");

        await lines.Nth(1).DragToAsync(lines.Nth(0));

        await Expect(page.GetByText("“Was it shown?” is now number 1")).ToBeVisibleAsync();
        await lines.Nth(1).GetByRole(AriaRole.Button, new() { Name = "Edit" }).ClickAsync();
        await page.GetByLabel("Asked only if an earlier answer says so").SelectOptionAsync("Was it shown?");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.GetByText("Only if “Was it shown?” is answered with “Yes”")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Move “Was it shown?” down" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("depends on a question that comes after it");
    }

    private static async Task AskAsync(IPage page, string text, string kind)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a question" }).ClickAsync();
        await page.Locator("#question-text").FillAsync(text);
        await page.GetByLabel("Kind of answer").SelectOptionAsync(kind);
        if (kind == "One of several") await page.GetByLabel("Answers to choose from").FillAsync("Yes\nNo");
        await page.Locator("form").GetByRole(AriaRole.Button, new() { Name = "Add a question" }).ClickAsync();
        await Expect(page.GetByText($"“{text}” is added.")).ToBeVisibleAsync();
    }

    private async Task<bool> IsKeptAsync(Guid entryId, string answer)
    {
        await using var db = Browser.Server.OpenDatabase();
        return await db.Answers.AnyAsync(given => given.SubmissionId == entryId && given.Value == answer);
    }

    /// <summary>The demo artist's draft in a call of the demo organiser's, which asks nothing yet.</summary>
    private async Task<(Guid CallId, Guid EntryId)> EntryAsync()
    {
        await using var db = Browser.Server.OpenDatabase();
        var now = TimeProvider.System.GetUtcNow();
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var people = await db.Users.Where(user => user.Email!.EndsWith("@demo.test")).ToDictionaryAsync(user => user.Email!, user => user.Id);
        var edition = Edition.Create(new EditionDetails("Asked and Answered", EditionKind.Festival, "", "Oslo", today.AddDays(30), today.AddDays(31), "Europe/Oslo", "en-GB"), Slug).Value;
        var call = Call.Create(edition.Id, "Call", "").Value;
        var category = call.AddCategory(new CategoryDetails("Shorts", "", TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10), now.AddDays(1))).Value;
        Assert.True(call.Open(now).Succeeded);
        var film = Film.Create(people["artist@demo.test"], new FilmDetails("Asked Once", "", TimeSpan.FromMinutes(4), 2026, "PT", "", [], []), now).Value;
        var entry = Submission.Draft(edition.Id, category.Id, film.Id, film.OwnerId, now);
        db.AddRange(edition, call, film, entry, new EditionMember(edition.Id, people["organiser@demo.test"], EditionRole.Organiser));
        await db.SaveChangesAsync();
        return (call.Id, entry.Id);
    }
}
