using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Showcase.Browser.Tests.Support;
using Showcase.Domain.Editions;
using Showcase.Domain.Programmes;
using Showcase.Domain.Submissions;
using static Microsoft.Playwright.Assertions;

namespace Showcase.Browser.Tests;

/// <summary>A curator makes a programme, drags its screening, and visitors find it; works loop on a gallery's wall.</summary>
public sealed class CuratorJourneyTests(BrowserFixture browser) : BrowserTest(browser)
{
    private const string Mothers = "All My Mothers at Once";
    private const string Salt = "Salt Index";
    private const string Staircase = "Instructions for a Staircase";

    [Fact]
    public async Task A_curator_drags_a_screening_and_visitors_find_it_there()
    {
        var edition = await JourneyEdition.OpenAsync(Browser, "curator-drags", "A curator’s week");
        var (one, other) = (await edition.PersonAsync("Ben", EditionRole.Curator), await edition.PersonAsync("Cleo", EditionRole.Curator));
        var films = await edition.EnterAsync(SubmissionState.Selected, Mothers, Salt, Staircase);
        await edition.BuildAsync();
        await edition.ProgrammeAsync("Late talk", TimeSpan.FromMinutes(60), films.Take(1));
        var page = await Browser.SignedInAsync(one);

        await MakeProgrammeAsync(page, edition);

        // Both programmes are dragged from the tray, the second on top of the first.
        await page.GotoAsync($"{edition.Workspace}/schedule");
        await DropAsync(page, page.Locator(".block").Filter(new() { HasText = "Late talk" }), lane: 0, hour: 18);
        var late = Event(page, "Late talk");
        await Expect(late).ToContainTextAsync("18:00–19:00");
        await DropAsync(page, page.Locator(".block").Filter(new() { HasText = "Small rooms" }), lane: 0, hour: 18.5);
        var rooms = Event(page, "Small rooms");
        await Expect(rooms.Locator(".mark")).ToHaveTextAsync("overlaps");
        await Expect(late.Locator(".mark")).ToHaveTextAsync("overlaps");

        // By keyboard it leaves the overlap, stays in the turnaround, and leaves that too.
        await rooms.FocusAsync();
        for (var step = 0; step < 7; step++) await page.Keyboard.PressAsync("ArrowRight");
        await Expect(rooms.Locator(".tab")).ToContainTextAsync("19:05");
        await Expect(rooms.Locator(".mark")).ToHaveTextAsync("in turnaround");
        await page.Keyboard.PressAsync("Shift+ArrowRight");
        await Expect(rooms.Locator(".tab")).ToContainTextAsync("20:05");
        await Expect(rooms.Locator(".mark")).ToHaveCountAsync(0);

        await CollideAsync(page, await Browser.SignedInAsync(other), edition);

        await page.Locator("#r-name").FillAsync("Printed programme");
        await page.GetByRole(AriaRole.Button, new() { Name = "Release to the public" }).ClickAsync();
        await Expect(page.GetByText("Visitors see this version now")).ToBeVisibleAsync();
        var visitor = await Browser.OpenAsync();
        await visitor.GotoAsync($"/editions/{edition.Slug}/schedule");
        await Expect(visitor.Locator(".show").Filter(new() { HasText = "Small rooms" })).ToContainTextAsync("21:30");
        var feed = await (await visitor.APIRequest.GetAsync($"/editions/{edition.Slug}/schedule.ics")).TextAsync();
        Assert.Contains($"DTSTART;TZID=Europe/Berlin:{edition.FirstDay.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}T213000", feed, StringComparison.Ordinal);
        Assert.Contains("LOCATION:Kino Fluss\\, Screen B", feed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wall_plays_its_works_in_turn_on_the_whole_screen()
    {
        var token = await HangAsync("gallery-wall");
        var wall = await Browser.OpenAsync();
        await wall.GotoAsync($"/player/{token}");
        await wall.UntilAsync("document.querySelector('video.on')?.currentTime > 0.2");
        var first = await wall.Locator(".work").TextContentAsync();
        await wall.GetByRole(AriaRole.Button, new() { Name = "Full screen" }).ClickAsync();
        await wall.UntilAsync("document.fullscreenElement !== null");
        var second = first!.StartsWith(Mothers, StringComparison.Ordinal) ? Staircase : Mothers;
        await PlaysAsync(wall, second);
    }

    [Theory]
    [InlineData("late", -0.02)]
    [InlineData("over", 0)]
    [InlineData("gap", 0.5)]
    public async Task A_wall_that_is_switched_on_as_a_work_ends_plays_the_next(string when, double secondsAfterTheEnd)
    {
        var token = await HangAsync($"gallery-wall-{when}");
        var wall = await Browser.OpenAsync();
        await ChangeLoopAsync(wall, loop =>
        {
            loop["gap"] = 1;
            loop["position"] = loop["works"]![0]!["seconds"]!.GetValue<double>() + secondsAfterTheEnd;
        });
        await wall.GotoAsync($"/player/{token}");

        await PlaysAsync(wall, Staircase);
    }

    [Fact]
    public async Task A_work_that_does_not_arrive_does_not_stop_the_wall()
    {
        var token = await HangAsync("gallery-wall-stalled");
        var wall = await Browser.OpenAsync();
        await ChangeLoopAsync(wall, loop =>
        {
            var first = loop["works"]![0]!.AsObject();
            loop["position"] = 0;
            first["file"] = null;
            first["source"] = "/never/playlist.m3u8";
        });
        await wall.RouteAsync("**/never/**", _ => { });
        await wall.GotoAsync($"/player/{token}");

        await PlaysAsync(wall, Staircase);
    }

    /// <summary>Two works on a wall of an edition of its own, released; yields what the player's address ends in.</summary>
    private async Task<string> HangAsync(string slug)
    {
        var edition = await JourneyEdition.OpenAsync(Browser, slug, "A gallery’s wall");
        var email = await edition.PersonAsync("Ben", EditionRole.Curator);
        await edition.EnterAsync(SubmissionState.Selected, Mothers, Staircase);
        await edition.BuildAsync();
        await HangAsync(await Browser.SignedInAsync(email), edition);
        await using var db = Browser.Server.OpenDatabase();
        return (await db.Schedules.Include(s => s.Installations).SingleAsync(s => s.EditionId == edition.Id)).Installations[0].Token;
    }

    /// <summary>What the server says of the loop, but for this.</summary>
    private static Task ChangeLoopAsync(IPage wall, Action<JsonObject> change) => wall.RouteAsync("**/loop", async route =>
    {
        var loop = (await (await route.FetchAsync()).JsonAsync())!.Value.Deserialize<JsonObject>()!;
        change(loop);
        await route.FulfillAsync(new() { ContentType = "application/json", Body = loop.ToJsonString() });
    });

    private static async Task PlaysAsync(IPage wall, string title)
    {
        await Expect(wall.Locator(".work")).ToContainTextAsync(title, new() { Timeout = 20_000 });
        await wall.UntilAsync("document.querySelector('video.on')?.currentTime > 0.2 && !document.querySelector('video.on').paused");
    }

    /// <summary>A new programme of two films with questions and answers; the running time follows each step.</summary>
    private static async Task MakeProgrammeAsync(IPage page, JourneyEdition edition)
    {
        await page.GotoAsync($"{edition.Workspace}/programmes");
        await page.Locator("#p-name").FillAsync("Small rooms");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create programme" }).ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("Small rooms");
        await page.GetByRole(AriaRole.Button, new() { Name = Mothers }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = Salt }).ClickAsync();
        var order = page.Locator("ol.order li b");
        await Expect(order).ToHaveTextAsync([Mothers, Salt]);
        await Expect(page.Locator(".top")).ToContainTextAsync("0:21");
        await page.Locator("ol.order li").Nth(1).Locator("button").First.FocusAsync();
        await page.Keyboard.PressAsync("Alt+ArrowUp");
        await Expect(order).ToHaveTextAsync([Salt, Mothers]);
        await page.Locator("#p-gap").FillAsync("10");
        await page.Locator("#p-talk").FillAsync("12");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.Locator(".top")).ToContainTextAsync("12:27");
    }

    /// <summary>Two curators drag the same picture: the second drop is refused, says so, and then sees what the first one did.</summary>
    private static async Task CollideAsync(IPage one, IPage other, JourneyEdition edition)
    {
        await other.GotoAsync($"{edition.Workspace}/schedule");
        await LiftAsync(other, Event(other, "Small rooms"), lane: 1, hour: 22);
        await DropAsync(one, Event(one, "Small rooms"), lane: 1, hour: 21.5);
        await Expect(Event(one, "Small rooms").Locator(".tab")).ToContainTextAsync("21:30");
        await Expect(Event(other, "Small rooms").Locator(".tab")).ToContainTextAsync("21:30");
        await other.Mouse.UpAsync();

        await Expect(other.GetByRole(AriaRole.Alert).Filter(new() { HasText = "A colleague changed the schedule" })).ToBeVisibleAsync();
        await Expect(Event(other, "Small rooms").Locator(".tab")).ToContainTextAsync("21:30");
    }

    private static async Task HangAsync(IPage page, JourneyEdition edition)
    {
        await page.GotoAsync($"{edition.Workspace}/walls");
        var form = page.Locator("main form").Last;
        await form.Locator("input").Nth(0).FillAsync("Rooms, looped");
        await form.Locator("input").Nth(1).FillAsync(edition.FirstDay.AddDays(-2).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        await form.Locator("input").Nth(3).FillAsync("00:00");
        await form.Locator("input").Nth(4).FillAsync("00:00");
        await form.GetByRole(AriaRole.Button, new() { Name = "Create installation" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = Mothers }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = Staircase }).ClickAsync();
        await Expect(page.Locator("ol.order li")).ToHaveCountAsync(2);
        await page.GotoAsync($"{edition.Workspace}/schedule");
        await page.GetByRole(AriaRole.Button, new() { Name = "Release to the public" }).ClickAsync();
        await Expect(page.GetByText("Visitors see this version now")).ToBeVisibleAsync();
    }

    private static ILocator Event(IPage page, string name) => page.Locator("button.event").Filter(new() { Has = page.Locator($"b:text-is('{name}')") });

    private static async Task DropAsync(IPage page, ILocator source, int lane, double hour)
    {
        await LiftAsync(page, source, lane, hour);
        await page.Mouse.UpAsync();
    }

    /// <summary>Drags with the mouse over that lane and hour of the timeline, without letting go.</summary>
    private static async Task LiftAsync(IPage page, ILocator source, int lane, double hour)
    {
        await Expect(page.Locator(".timeline[data-ready]")).ToBeVisibleAsync();
        var isNew = (await source.GetAttributeAsync("data-programme")) is not null;
        await source.ScrollIntoViewIfNeededAsync();
        await page.Locator(".timeline").EvaluateAsync("(frame, hour) => { const marks = [...frame.querySelectorAll('.hours span')]; const at = marks.find(mark => mark.textContent.startsWith(String(Math.floor(hour)).padStart(2, '0'))); frame.querySelector('.scroller').scrollLeft = at.offsetLeft - 200; }", hour);
        var from = (await source.BoundingBoxAsync())!;
        var grip = isNew ? 0f : 3f;
        await page.Mouse.MoveAsync(from.X + 3, from.Y + (from.Height / 2));
        await page.Mouse.DownAsync();
        var target = await page.Locator(".timeline").EvaluateAsync<float[]>(
            """
            (frame, { lane, hour }) => {
              const lanes = frame.querySelector('.lanes').getBoundingClientRect();
              const marks = [...frame.querySelectorAll('.hours span')];
              const at = marks.find(mark => mark.textContent.startsWith(String(Math.floor(hour)).padStart(2, '0'))).getBoundingClientRect().left;
              const head = frame.querySelector('.hours').getBoundingClientRect().height;
              const count = Number(frame.querySelector('.lanes').dataset.lanes);
              return [at + (hour % 1) * lanes.width / marks.length, lanes.top + head + (lane + .5) * (lanes.height - head) / count];
            }
            """,
            new { lane, hour });
        await page.Mouse.MoveAsync(target[0] + grip, target[1], new() { Steps = 8 });
    }
}
