using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Showcase.Browser.Tests.Support;
using Showcase.Domain.Editions;
using Showcase.Domain.Submissions;
using static Microsoft.Playwright.Assertions;

namespace Showcase.Browser.Tests;

/// <summary>An organiser plans who judges what, asks why, applies it, and mends it by a table.</summary>
public sealed class PlanJourneyTests(BrowserFixture browser) : BrowserTest(browser)
{
    private const string Staircase = "Instructions for a Staircase";
    private const string Unknown = "A Film That Nobody Made";

    [Fact]
    public async Task An_organiser_makes_a_plan_asks_why_applies_it_and_brings_a_table_of_their_own()
    {
        var edition = await JourneyEdition.OpenAsync(Browser, "planned", "A plan for two");
        var (organiser, mona, sam) = (await edition.PersonAsync("Olu", EditionRole.Organiser), await edition.PersonAsync("Mona", EditionRole.Juror), await edition.PersonAsync("Sam", EditionRole.Juror));
        await edition.EnterAsync(SubmissionState.InReview, Staircase, "All My Mothers at Once", "Salt Index", "Antenna");
        await edition.JudgeAsync([], mona, sam);
        var page = await Browser.SignedInAsync(organiser);

        await page.GotoAsync($"{edition.Workspace}/judging");
        await page.GetByRole(AriaRole.Link, new() { Name = "First viewing" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Plan who judges what" }).ClickAsync();
        await PlanAsync(page);
        var given = await AskWhyAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Apply this plan" }).ClickAsync();
        await Expect(page.GetByText("The plan was applied: 4 films were given.")).ToBeInViewportAsync();

        var table = await DownloadAsync(page);
        Assert.Equal(5, table.Count);
        Assert.Contains(table, row => row.Contains(given, StringComparison.Ordinal) && row.Contains(mona, StringComparison.Ordinal));
        await BringAsync(page, [.. table, $",{given},{sam},Sam", $",{Unknown},{sam},Sam"]);

        await using var db = Browser.Server.OpenDatabase();
        var jurors = await db.Assignments
            .Where(assignment => db.Submissions.Any(entry => entry.Id == assignment.SubmissionId && entry.EditionId == edition.Id && db.Films.Any(film => film.Id == entry.FilmId && film.Title == given)))
            .CountAsync();
        Assert.Equal(2, jurors);
    }

    private static async Task PlanAsync(IPage page)
    {
        await Expect(page.GetByLabel("Reviews per film")).ToBeVisibleAsync();
        await page.GetByLabel("Reviews per film").FillAsync("1");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make a plan" }).ClickAsync();
        await Expect(page.GetByText("4 films would be given to jurors, 0 taken back.")).ToBeVisibleAsync();
    }

    /// <summary>Why Mona has the first of her films, and why Sam has it not; yields its title.</summary>
    private static async Task<string> AskWhyAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Films Mona" }).ClickAsync();
        var first = page.Locator(".films li").First;
        var title = await first.Locator("span").First.InnerTextAsync();
        await first.GetByRole(AriaRole.Button).ClickAsync();
        var answer = page.GetByRole(AriaRole.Status).Filter(new() { HasText = title });
        await Expect(answer).ToContainTextAsync($"{title}, Mona: in the plan.");
        await Expect(answer).ToBeInViewportAsync();

        await page.GetByLabel("Film", new() { Exact = true }).FillAsync(title);
        await page.GetByLabel("Juror", new() { Exact = true }).SelectOptionAsync("Sam");
        await page.GetByRole(AriaRole.Button, new() { Name = "Explain" }).ClickAsync();
        await Expect(answer).ToContainTextAsync($"{title}, Sam: not in the plan.");
        await Expect(answer.GetByRole(AriaRole.Listitem)).Not.ToHaveCountAsync(0);
        return title;
    }

    private static async Task<IReadOnlyList<string>> DownloadAsync(IPage page)
    {
        await page.GetByText("Give films by a table").ClickAsync();
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Download who has what now" }).ClickAsync());
        return await File.ReadAllLinesAsync(await download.PathAsync());
    }

    /// <summary>One row of it names a film that is not there: it is told by its line, and the others apply.</summary>
    private static async Task BringAsync(IPage page, IReadOnlyList<string> rows)
    {
        var file = new FilePayload { Name = "pairs.csv", MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes(string.Join("\r\n", rows)) };
        await page.GetByLabel("Table (CSV)").SetInputFilesAsync(file);
        await Expect(page.GetByText($"Line {rows.Count}: There is no film “{Unknown}” here.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Give 5 films" }).ClickAsync();
        await Expect(page.GetByText("1 film was given.")).ToBeVisibleAsync();
    }
}
