using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Showcase.Browser.Tests.Support;
using Showcase.Domain.Editions;
using Showcase.Domain.Media;
using Showcase.Domain.Messages;
using Showcase.Domain.Submissions;
using static Microsoft.Playwright.Assertions;

namespace Showcase.Browser.Tests;

/// <summary>A juror scores films; organisers see the ranking grow, decide, and write to the artists.</summary>
public sealed partial class JurorJourneyTests(BrowserFixture browser) : BrowserTest(browser)
{
    private const string Staircase = "Instructions for a Staircase";
    private const string Mothers = "All My Mothers at Once";
    private const string Salt = "Salt Index";

    [Fact]
    public async Task A_juror_scores_by_keyboard_and_the_decisions_reach_the_artists()
    {
        var edition = await JourneyEdition.OpenAsync(Browser, "juror-scores", "A jury’s evening");
        var (organiser, first, second) = (await edition.PersonAsync("Mira", EditionRole.Organiser), await edition.PersonAsync("Jo", EditionRole.Juror), await edition.PersonAsync("Sam", EditionRole.Juror));
        var entries = await edition.EnterAsync(SubmissionState.Submitted, Staircase, Mothers);
        var given = await edition.JudgeAsync(entries, first, second);
        await edition.ScoreAsync(given[2], 6, 6);
        var ranking = await Browser.SignedInAsync(organiser);
        await ranking.GotoAsync($"{edition.Workspace}/judging/{given[0].RoundId}/ranking");
        var row = ranking.GetByRole(AriaRole.Row).Filter(new() { HasText = Staircase });
        await Expect(row).ToContainTextAsync("1 / 2");

        var juror = await Browser.SignedInAsync(first);
        await juror.GotoAsync($"{edition.Workspace}/desk");
        await Expect(juror.Locator("#next-title")).ToHaveTextAsync(Mothers);
        await juror.GetByRole(AriaRole.Link, new() { Name = Staircase }).ClickAsync();
        await Expect(juror.Locator("h1")).ToHaveTextAsync(Staircase);
        await PlayAsync(juror);
        await Expect(juror.Locator(".top")).ToContainTextAsync("French");
        await juror.Locator("fieldset.scale").First.Locator("input").First.FocusAsync();
        await HearsKeysAsync(juror);
        await juror.Keyboard.PressAsync("8");
        await juror.Keyboard.PressAsync("Tab");
        await juror.Keyboard.PressAsync("9");
        await juror.Keyboard.PressAsync("ArrowLeft");
        await juror.Keyboard.PressAsync("Tab");
        await juror.Keyboard.TypeAsync("The last step earns it.");
        await Expect(juror.GetByRole(AriaRole.Status).Filter(new() { HasText = "Draft saved" })).ToBeVisibleAsync();
        await juror.Keyboard.PressAsync("Tab");
        await juror.Keyboard.PressAsync("Tab");
        await juror.Keyboard.PressAsync("Tab");
        await juror.Keyboard.PressAsync("Enter");

        await Expect(juror.Locator("h1")).ToHaveTextAsync(Mothers);
        await Expect(row).ToContainTextAsync("2 / 2");
        await Expect(row.Locator("td").Nth(3)).ToHaveTextAsync("7.00");
        await Expect(row.Locator("td").Nth(4)).ToHaveTextAsync("1.41");

        await ranking.GotoAsync($"{edition.Workspace}/decisions");
        await StageAsync(ranking, Staircase, "Selected");
        await StageAsync(ranking, Mothers, "Declined");
        await ranking.GetByRole(AriaRole.Link, new() { Name = "Review the letters" }).ClickAsync();
        await ranking.Locator("details").Filter(new() { HasText = Staircase }).Locator("summary").ClickAsync();
        await Expect(ranking.Locator("details").Filter(new() { HasText = Staircase })).ToContainTextAsync("amara@demo.test");
        await ranking.GetByRole(AriaRole.Button, new() { Name = "Apply 2 decisions" }).ClickAsync();
        await Expect(ranking.GetByText("2 decisions wait with their letters")).ToBeVisibleAsync();
        await ranking.GetByRole(AriaRole.Button, new() { Name = "Undo all 2 decisions" }).ClickAsync();
        await Expect(ranking.GetByText("2 decisions were undone")).ToBeVisibleAsync();
        await ranking.GetByLabel("When do the letters leave?").SelectOptionAsync("At once");
        await ranking.GetByRole(AriaRole.Button, new() { Name = "Apply 2 decisions" }).ClickAsync();
        await Expect(ranking.GetByText("2 decisions were applied")).ToBeVisibleAsync();

        await using var db = Browser.Server.OpenDatabase();
        var states = await db.Submissions.Where(s => s.EditionId == edition.Id).ToDictionaryAsync(s => s.Id, s => s.State);
        Assert.Equal([SubmissionState.Selected, SubmissionState.Declined], entries.Select(entry => states[entry.Id]));
        var letters = await db.OutboxMessages.Where(letter => letter.EditionId == edition.Id && letter.State != OutboxState.Discarded).Select(letter => letter.To).Order().ToListAsync();
        Assert.Equal(["amara@demo.test", "yuna@demo.test"], letters);
        var outbox = await Browser.SignedInAsync("admin@demo.test");
        await outbox.GotoAsync("/admin/outbox");
        await Expect(outbox.GetByRole(AriaRole.Row).Filter(new() { HasText = "amara@demo.test" }).First).ToContainTextAsync(Staircase);
    }

    [Fact]
    public async Task The_second_of_two_tabs_is_told_of_the_conflict_and_loses_nothing()
    {
        var edition = await JourneyEdition.OpenAsync(Browser, "two-tabs", "Two tabs");
        var email = await edition.PersonAsync("Jo", EditionRole.Juror);
        var given = await edition.JudgeAsync(await edition.EnterAsync(SubmissionState.Submitted, Salt), email);
        var one = await Browser.SignedInAsync(email);
        var card = $"{edition.Workspace}/desk/{given[0].Id}";
        await one.GotoAsync(card);
        var other = await one.Context.NewPageAsync();
        await other.GotoAsync(card);
        await MarkAsync(one, 0, "4");
        await Expect(other.Locator("fieldset.scale").First.Locator("output")).ToHaveTextAsync("4");

        // Typing goes on without a pause, so nothing of it is saved before the other tab's mark is.
        const string Words = "I keep thinking of the kitchen in the third minute.";
        var typing = other.Locator("#to-committee").PressSequentiallyAsync(Words, new() { Delay = 60 });
        await MarkAsync(one, 1, "7");
        await typing;

        await Expect(other.GetByRole(AriaRole.Alert).Filter(new() { HasText = "changed in another window" })).ToBeVisibleAsync();
        await Expect(other.Locator("#to-committee")).ToHaveValueAsync(Words);
        await other.GetByRole(AriaRole.Button, new() { Name = "Keep what is here" }).ClickAsync();
        await Expect(one.Locator("#to-committee")).ToHaveValueAsync(Words);
    }

    [Fact]
    public async Task A_lost_circuit_that_comes_back_loses_nothing()
    {
        var edition = await JourneyEdition.OpenAsync(Browser, "lost-circuit", "Lost circuit");
        var email = await edition.PersonAsync("Jo", EditionRole.Juror);
        var given = await edition.JudgeAsync(await edition.EnterAsync(SubmissionState.Submitted, Salt), email);
        var page = await Browser.SignedInAsync(email);
        var line = await Line.OfAsync(page);
        await page.GotoAsync($"{edition.Workspace}/desk/{given[0].Id}");
        await page.Locator("#to-committee").FillAsync("Before.");
        await Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = "Draft saved" })).ToBeVisibleAsync();

        await line.CutAsync();
        await page.Locator("fieldset.scale").First.Locator("input").Nth(5).FocusAsync();
        await page.Keyboard.PressAsync("Space");
        await page.Locator("#to-committee").FocusAsync();
        await page.Keyboard.PressAsync("End");
        await page.Keyboard.TypeAsync(" Written in a tunnel.");
        await Expect(page.Locator("#to-committee")).ToHaveValueAsync("Before. Written in a tunnel.");
        await line.MendAsync();

        await Expect(page.GetByText("We restored what had not been saved")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = "Draft saved" })).ToBeVisibleAsync();
        await using var db = Browser.Server.OpenDatabase();
        var saved = await db.Scorecards.SingleAsync(c => c.AssignmentId == given[0].Id);
        Assert.Equal("Before. Written in a tunnel.", saved.ToCommittee);
        Assert.Equal(6m, Assert.Single(saved.Marks).Value);
    }

    [Fact]
    public async Task A_note_stands_at_the_second_it_was_begun_survives_a_lost_circuit_and_leads_back()
    {
        var edition = await JourneyEdition.OpenAsync(Browser, "notes", "Notes");
        var email = await edition.PersonAsync("Jo", EditionRole.Juror);
        var given = await edition.JudgeAsync(await edition.EnterAsync(SubmissionState.Submitted, Salt), email);
        var page = await Browser.SignedInAsync(email);
        var wires = new List<(IWebSocketRoute Page, IWebSocketRoute Server)>();
        await page.RouteWebSocketAsync("**/_blazor**", wire => wires.Add((wire, wire.ConnectToServer())));
        await page.GotoAsync($"{edition.Workspace}/desk/{given[0].Id}");
        await PlayAsync(page);
        await page.UntilAsync("document.querySelector('film-player').video.currentTime > 2");
        await page.Locator("h1").ClickAsync();
        await HearsKeysAsync(page);
        await page.Keyboard.PressAsync("n");
        await Expect(page.Locator("#note-text")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("The light");

        var tunnel = new TaskCompletionSource();
        await page.RouteAsync("**/_blazor/negotiate**", async route =>
        {
            await tunnel.Task;
            await route.ContinueAsync();
        });
        await wires[^1].Server.CloseAsync();
        await wires[^1].Page.CloseAsync();
        await Expect(page.Locator("#components-reconnect-modal")).ToBeVisibleAsync();
        await page.Keyboard.TypeAsync(" on the stairs.");
        tunnel.SetResult();
        await Expect(page.Locator("#components-reconnect-modal")).ToBeHiddenAsync();
        await page.ReloadAsync();
        await Expect(page.Locator("#note-text")).ToHaveValueAsync("The light on the stairs.");
        await page.Locator("#note-text").PressAsync("Enter");

        var line = page.Locator(".notes li").Filter(new() { HasText = "The light on the stairs." });
        await Expect(line).ToBeVisibleAsync();
        await using var db = Browser.Server.OpenDatabase();
        var note = await db.FilmNotes.SingleAsync(n => n.AssignmentId == given[0].Id);
        Assert.InRange(note.At, TimeSpan.FromSeconds(1.9), TimeSpan.FromSeconds(8));
        await line.GetByRole(AriaRole.Button, new() { NameRegex = GoTo() }).ClickAsync();
        await page.UntilAsync("document.querySelector('film-player').video.currentTime >= 1.9");
    }

    [Fact]
    public async Task A_recusal_hides_the_film_and_ends_what_was_playing()
    {
        var edition = await JourneyEdition.OpenAsync(Browser, "recusal", "Recusal");
        var email = await edition.PersonAsync("Jo", EditionRole.Juror);
        var given = await edition.JudgeAsync(await edition.EnterAsync(SubmissionState.Submitted, Salt), email);
        var page = await Browser.SignedInAsync(email);
        var segments = new List<string>();
        page.Request += (_, request) =>
        {
            if (request.Url.Contains("/media/play/", StringComparison.Ordinal) && request.Url.EndsWith(".m4s", StringComparison.Ordinal)) segments.Add(request.Url);
        };
        await page.GotoAsync($"{edition.Workspace}/desk/{given[0].Id}");
        await PlayAsync(page);
        Assert.Equal((int)HttpStatusCode.OK, (await page.APIRequest.GetAsync(segments[0])).Status);

        await page.Locator("h1").ClickAsync();
        await HearsKeysAsync(page);
        await page.Keyboard.PressAsync("r");
        await Expect(page.Locator("#recuse-reason")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("I taught the artist.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Recuse myself" }).ClickAsync();

        await Expect(page.Locator("film-player")).ToHaveCountAsync(0);
        Assert.Equal((int)HttpStatusCode.Forbidden, (await page.APIRequest.GetAsync(segments[0])).Status);
    }

    [Fact]
    public async Task What_was_watched_shows_beside_the_film_which_goes_on_where_it_stopped()
    {
        var edition = await JourneyEdition.OpenAsync(Browser, "watched", "Long nights");
        var email = await edition.PersonAsync("Jo", EditionRole.Juror);
        var given = await edition.JudgeAsync(await edition.EnterAsync(SubmissionState.Submitted, Salt), email);
        var page = await Browser.SignedInAsync(email);
        var requests = new List<string>();
        page.Request += (_, request) => requests.Add(request.Url);
        await page.GotoAsync($"{edition.Workspace}/desk/{given[0].Id}");
        await Expect(page.Locator("film-player button.start")).ToBeVisibleAsync();
        Assert.DoesNotContain(requests, url => url.Contains("media-chrome", StringComparison.Ordinal) || url.Contains("hls", StringComparison.Ordinal));

        await PlayAsync(page);
        await page.UntilAsync("document.querySelector('film-player').video.currentTime > 2");
        await HearsKeysAsync(page);
        await page.Keyboard.PressAsync("k");

        await Expect(page.GetByText(WatchedShare())).ToBeVisibleAsync();
        Assert.True(await page.EvaluateAsync<bool>("() => document.querySelector('film-player').video.paused"));
        await page.ReloadAsync();
        await page.Locator("film-player button.start").ClickAsync();
        await page.UntilAsync("document.querySelector('film-player').video.currentTime > 1.5");
        await Expect(page.GetByText("Goes on at 0:0")).ToBeVisibleAsync();
        await page.GotoAsync($"{edition.Workspace}/desk");
        await Expect(page.GetByText(WatchedShare()).First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_film_that_another_server_takes_back_stops_and_the_player_says_why()
    {
        var edition = await JourneyEdition.OpenAsync(Browser, "taken-back", "Taken back");
        var email = await edition.PersonAsync("Jo", EditionRole.Juror);
        var given = await edition.JudgeAsync(await edition.EnterAsync(SubmissionState.Submitted, Salt), email);
        var page = await Browser.SignedInAsync(email);
        await page.GotoAsync($"{edition.Workspace}/desk/{given[0].Id}");
        await PlayAsync(page);

        await using (var db = Browser.Server.OpenDatabase())
        {
            db.PlaybackRevocations.Add(PlaybackRevocation.OfViewer(given[0].JurorId, assetId: null, TimeProvider.System.GetUtcNow()));
            await db.SaveChangesAsync();
        }

        // What has arrived plays on until the player next speaks with the server: for the rest of the film, or at the latest when it pauses.
        var taken = page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "This film was taken back from your list." });
        await page.UntilAsync("document.querySelector('film-player').video.currentTime > 3 || document.querySelector('film-player').video.readyState === 0");
        await HearsKeysAsync(page);
        await page.Keyboard.PressAsync("k");
        await Expect(taken).ToBeVisibleAsync();
    }

    /// <summary>Starts the film and sees it move.</summary>
    private static async Task PlayAsync(IPage page)
    {
        await page.Locator("film-player button.start").ClickAsync();
        await page.UntilAsync("document.querySelector('film-player').video.currentTime > 0.3");
    }

    /// <summary>The page is seen a moment before it hears keys.</summary>
    private static Task HearsKeysAsync(IPage page) => Expect(page.Locator("html[data-keys]")).ToBeAttachedAsync();

    private static async Task MarkAsync(IPage page, int criterion, string mark)
    {
        await HearsKeysAsync(page);
        await page.Locator("fieldset.scale").Nth(criterion).Locator("input").First.FocusAsync();
        await page.Keyboard.PressAsync(mark);
        await Expect(page.Locator("fieldset.scale").Nth(criterion).Locator("output")).ToHaveTextAsync(mark);
    }

    private static async Task StageAsync(IPage page, string title, string outcome)
    {
        var row = page.GetByRole(AriaRole.Row).Filter(new() { HasText = title });
        await row.Locator("select").SelectOptionAsync(outcome);
        await Expect(row.Locator("select")).ToHaveValueAsync(outcome);
        await Expect(row.Locator("select")).ToBeEnabledAsync();
    }

    [GeneratedRegex("^Go to")]
    private static partial Regex GoTo();

    [GeneratedRegex("Watched [0-9]+ %")]
    private static partial Regex WatchedShare();
}
