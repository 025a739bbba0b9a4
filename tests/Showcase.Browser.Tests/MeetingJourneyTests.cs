using Microsoft.Playwright;
using Showcase.Browser.Tests.Support;
using Showcase.Domain.Editions;
using Showcase.Domain.Submissions;
using static Microsoft.Playwright.Assertions;

namespace Showcase.Browser.Tests;

/// <summary>An organiser makes an agenda and chairs; a juror's page follows, votes, and reads what was minuted.</summary>
public sealed class MeetingJourneyTests(BrowserFixture browser) : BrowserTest(browser)
{
    private const string Staircase = "Instructions for a Staircase";
    private const string Mothers = "All My Mothers at Once";

    [Fact]
    public async Task A_juror_s_page_goes_with_the_chair_and_their_vote_is_counted()
    {
        var edition = await JourneyEdition.OpenAsync(Browser, "jury-meets", "A jury’s morning");
        var (organiser, first, second) = (await edition.PersonAsync("Mira", EditionRole.Organiser), await edition.PersonAsync("Jo", EditionRole.Juror), await edition.PersonAsync("Sam", EditionRole.Juror));
        var given = await edition.JudgeAsync(await edition.EnterAsync(SubmissionState.Submitted, Staircase, Mothers), first, second);
        foreach (var (assignment, mark) in given.Zip((int[])[9, 6, 2, 8])) await edition.ScoreAsync(assignment, mark, mark);

        var chair = await Browser.SignedInAsync(organiser);
        await chair.GotoAsync($"{edition.Workspace}/judging/{given[0].RoundId}");
        await chair.GetByRole(AriaRole.Link, new() { Name = "Meetings" }).ClickAsync();
        await chair.UntilAtAsync("/meetings$");
        await chair.GetByLabel("Name", new() { Exact = true }).FillAsync("Saturday");
        await chair.GetByRole(AriaRole.Button, new() { Name = "Plan the meeting" }).ClickAsync();
        await chair.GetByLabel("Slots").FillAsync("1");
        await chair.GetByRole(AriaRole.Button, new() { Name = "Make the agenda" }).ClickAsync();
        var agenda = chair.GetByRole(AriaRole.List, new() { Name = "Agenda" }).GetByRole(AriaRole.Listitem);
        await Expect(agenda).ToHaveTextAsync([new System.Text.RegularExpressions.Regex(Staircase), new System.Text.RegularExpressions.Regex(Mothers)]);

        var juror = await Browser.SignedInAsync(first);
        await juror.GotoAsync($"{edition.Workspace}/desk");
        await juror.GetByRole(AriaRole.Link, new() { Name = "Saturday" }).ClickAsync();
        await Expect(juror.GetByText("The meeting has not begun.")).ToBeVisibleAsync();

        await chair.GetByRole(AriaRole.Button, new() { Name = "Open the meeting" }).ClickAsync();
        await Expect(juror.Locator("h2.title")).ToHaveTextAsync(Staircase);
        await chair.GetByRole(AriaRole.Button, new() { Name = "Next film" }).ClickAsync();
        await Expect(juror.Locator("h2.title")).ToHaveTextAsync(Mothers);

        await chair.GetByRole(AriaRole.Button, new() { Name = "Ask: yes or no" }).ClickAsync();
        await juror.GetByRole(AriaRole.Radio, new() { Name = "Yes" }).CheckAsync();
        await juror.GetByRole(AriaRole.Button, new() { Name = "Cast my vote" }).ClickAsync();
        await Expect(chair.GetByText("1 of 1 have voted.")).ToBeVisibleAsync();
        await juror.ReloadAsync();
        await Expect(juror.GetByText("Change your vote")).ToBeVisibleAsync();
        await chair.GetByRole(AriaRole.Button, new() { Name = "Close the vote" }).ClickAsync();
        await Expect(juror.GetByText("With fewer than 3 the result is not shown or kept")).ToBeVisibleAsync();

        await chair.GetByLabel("What the panel proposes").SelectOptionAsync("Waitlisted");
        await chair.GetByLabel("Reason, for the minutes").FillAsync("One place too few.");
        await chair.GetByRole(AriaRole.Button, new() { Name = "Write it into the minutes" }).ClickAsync();
        await Expect(juror.GetByText("One place too few.")).ToBeVisibleAsync();
        await juror.GetByRole(AriaRole.Link, new() { Name = "Minutes" }).ClickAsync();
        await Expect(juror.GetByRole(AriaRole.Listitem).Filter(new() { HasText = Mothers }).First).ToContainTextAsync("Waitlisted (staged as a decision)");
    }
}
