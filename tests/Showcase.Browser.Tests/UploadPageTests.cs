using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Showcase.Browser.Tests.Support;
using Showcase.Domain.Media;
using static Microsoft.Playwright.Assertions;

namespace Showcase.Browser.Tests;

/// <summary>What happens to an upload and to its page: the line goes, the page is left, the tab is closed; and what a screen reader is given to say.</summary>
public sealed partial class UploadPageTests(BrowserFixture browser) : BrowserTest(browser), IDisposable
{
    private const string Artist = "artist@demo.test";
    private const string Offline = "No connection. The upload goes on by itself when it is back.";
    private const string Processed = "What happens with your film";

    private readonly Clips clips = new();

    public void Dispose() => clips.Dispose();

    [Fact]
    public async Task Without_a_line_nothing_is_tried_and_it_goes_on_at_once_when_the_line_is_back()
    {
        var (page, traffic) = await OpenAsync("Tunnel Five", withClock: true);
        traffic.HoldAfter(3);
        await page.Locator("[data-part=file]").SetInputFilesAsync(await FilmAsync("tunnel five.mov"));
        await Until.TrueAsync(() => traffic.Answered.Count == 3 && traffic.Held > 0, "three blocks have arrived, others are held");

        var asked = AskedInVainAsync(page);
        await page.Context.SetOfflineAsync(true);
        await traffic.ReleaseAsync();
        await Expect(page.Locator("[data-part=figures]")).ToHaveTextAsync(Offline);
        await asked.WaitAsync(TimeSpan.FromSeconds(20));
        traffic.Forget();
        await page.RunAndWaitForRequestAsync(() => PassAsync(page, TimeSpan.FromSeconds(45)), request => request.Url.EndsWith("/health", StringComparison.Ordinal));
        Assert.Empty(traffic.Asked);
        await Expect(page.Locator("[data-part=figures]")).ToHaveTextAsync(Offline);
        await Expect(page.Locator("[data-part=status]")).ToHaveTextAsync(Offline);

        // The page's clock stands still: no pause ends by itself.
        await page.Context.SetOfflineAsync(false);
        await ArrivesAsync("tunnel five.mov");
        Assert.Empty(traffic.Repeated);
    }

    [Fact]
    public async Task A_browser_that_is_wrong_about_the_line_is_not_believed_for_longer_than_half_a_minute()
    {
        var (page, traffic) = await OpenAsync("Tunnel Six", withClock: true);
        traffic.HoldAfter(3);
        await page.Locator("[data-part=file]").SetInputFilesAsync(await FilmAsync("tunnel six.mov"));
        await Until.TrueAsync(() => traffic.Answered.Count == 3 && traffic.Held > 0, "three blocks have arrived, others are held");

        // It is right at first, and when the server is asked at once.
        await page.RouteAsync("**/health", route => route.AbortAsync());
        var asked = AskedInVainAsync(page);
        await page.EvaluateAsync("() => { Object.defineProperty(navigator, 'onLine', { get: () => false }); dispatchEvent(new Event('offline')); }");
        await traffic.BreakAsync();
        await Expect(page.Locator("[data-part=figures]")).ToHaveTextAsync(Offline);
        await asked.WaitAsync(TimeSpan.FromSeconds(20));
        await page.UnrouteAsync("**/health");
        await traffic.ReleaseAsync();
        await PassAsync(page, TimeSpan.FromSeconds(31));

        await ArrivesAsync("tunnel six.mov");
        Assert.Empty(traffic.Repeated);
    }

    [Fact]
    public async Task A_browser_that_is_wrong_about_the_line_from_the_start_holds_nothing_up()
    {
        var (page, _) = await OpenAsync("Tunnel Eight", withClock: true);
        await page.EvaluateAsync("() => { Object.defineProperty(navigator, 'onLine', { get: () => false }); }");

        // From here on the page's clock stands still: no half minute passes.
        await PassAsync(page, TimeSpan.FromSeconds(10));
        await page.Locator("[data-part=file]").SetInputFilesAsync(await FilmAsync("tunnel eight.mov"));

        await ArrivesAsync("tunnel eight.mov");
    }

    [Fact]
    public async Task Whoever_pauses_without_a_line_and_goes_on_is_told_so_and_nothing_is_tried_before_both_are_over()
    {
        var (page, traffic) = await OpenAsync("Tunnel Seven");
        traffic.HoldAfter(3);
        await page.Locator("[data-part=file]").SetInputFilesAsync(await FilmAsync("tunnel seven.mov"));
        await Until.TrueAsync(() => traffic.Answered.Count == 3 && traffic.Held > 0, "three blocks have arrived, others are held");
        await page.Context.SetOfflineAsync(true);
        await traffic.ReleaseAsync();
        var figures = page.Locator("[data-part=figures]");
        await Expect(figures).ToHaveTextAsync(Offline);

        await page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await Expect(figures).ToHaveTextAsync(PausedAt());
        traffic.Forget();
        await page.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();
        await Expect(figures).ToHaveTextAsync(Offline);
        await page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await page.Context.SetOfflineAsync(false);
        await page.UntilAsync("navigator.onLine");
        await Expect(figures).ToHaveTextAsync(PausedAt());
        Assert.Empty(traffic.Asked);

        await page.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();
        await ArrivesAsync("tunnel seven.mov");
        Assert.Empty(traffic.Repeated);
    }

    [Fact]
    public async Task It_goes_on_while_one_looks_elsewhere_in_the_workspace_and_is_there_when_one_returns()
    {
        var (page, traffic) = await OpenAsync("Wanderer");
        traffic.HoldAfter(2);
        await page.Locator("[data-part=file]").SetInputFilesAsync(await FilmAsync("wanderer.mov", size: 90_000_000));
        await Until.TrueAsync(() => traffic.Answered.Count == 2 && traffic.Held > 0, "some blocks have arrived, others are held");

        await LeaveAsync(page);
        await traffic.PassHeldAsync();
        await Until.TrueAsync(() => traffic.Answered.Count > 2 && traffic.Held > 0, "blocks arrive while the page is left");
        await page.GetByRole(AriaRole.Link, new() { Name = "Wanderer" }).ClickAsync();

        await Expect(page.GetByText("wanderer.mov", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(page.Locator("[data-part=figures]")).ToHaveTextAsync(new Regex("^[0-9]+ % of 90.0 MB"));
        await Expect(page.GetByText("Choose a video file")).ToBeHiddenAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await LeaveAsync(page);
        await page.GetByRole(AriaRole.Link, new() { Name = "Wanderer" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();
        await LeaveAsync(page);
        await traffic.ReleaseAsync();
        await ArrivesAsync("wanderer.mov");
        Assert.Empty(traffic.Repeated);
    }

    [Fact]
    public async Task Closing_the_tab_asks_while_a_film_is_sent_and_not_afterwards()
    {
        var (page, traffic) = await OpenAsync("Last Tab");
        traffic.HoldAfter(2);
        await page.Locator("[data-part=file]").SetInputFilesAsync(await FilmAsync("last tab.mov"));
        await Until.TrueAsync(() => traffic.Held > 0, "it is on its way");
        var asked = new TaskCompletionSource<string>();
        page.Dialog += async (_, dialog) =>
        {
            await dialog.DismissAsync();
            asked.TrySetResult(dialog.Type);
        };

        await CloseTabAsync(page);
        Assert.Equal("beforeunload", await asked.Task.WaitAsync(TimeSpan.FromSeconds(20)));
        await traffic.ReleaseAsync();
        await ArrivesAsync("last tab.mov");
        await Expect(page.GetByText(Processed)).ToBeVisibleAsync();

        var closed = new TaskCompletionSource();
        page.Close += (_, _) => closed.TrySetResult();
        await CloseTabAsync(page);
        await closed.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task A_screen_reader_is_told_the_start_every_tenth_each_pause_and_the_end_and_not_each_percent()
    {
        var (page, _) = await OpenAsync("Aloud");
        var file = await FilmAsync("aloud.mov");
        await ListenAsync(page);
        await SlowDownAsync(page, bytesPerSecond: 4_000_000);
        await page.Locator("[data-part=file]").SetInputFilesAsync(file);
        await page.UntilAsync("window.heard.some(said => /^[2-9][0-9] % sent/.test(said.text))");
        await page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await page.UntilAsync("window.seen.filter(shown => /^Paused/.test(shown.text)).length > 1");
        await page.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();
        await Expect(page.Locator("[data-part=status]")).ToHaveTextAsync("Everything has arrived. It is being processed.", new() { Timeout = 60_000 });

        var heard = await SaidAsync(page, "heard");
        Assert.Equal("Reading the file…", heard[0].Text);
        Assert.Equal(["Everything has arrived. Checking…", "Everything has arrived. It is being processed."], heard.TakeLast(2).Select(said => said.Text));
        Assert.Single(heard, said => PausedAt().IsMatch(said.Text));
        Assert.Equal(heard.Count, heard.Count(said => Told().IsMatch(said.Text)) + 4);
        Assert.All(heard.Zip(heard.Skip(1)).Where(pair => Told().IsMatch(pair.First.Text) && Told().IsMatch(pair.Second.Text)), pair =>
            Assert.True(PercentOf(pair.Second) - PercentOf(pair.First) >= 10 || pair.Second.At - pair.First.At >= 60_000, $"{pair.First.Text}, and then {pair.Second.Text}"));
        Assert.Contains(heard.Zip(heard.Skip(1)), pair => PausedAt().IsMatch(pair.First.Text) && Told().IsMatch(pair.Second.Text));
        Assert.True((await SaidAsync(page, "seen")).Count > heard.Count, "Eyes are shown more.");
    }

    [Fact]
    public async Task A_screen_reader_is_told_that_a_file_is_refused_and_why()
    {
        var (page, _) = await OpenAsync("Loud Letter");
        await ListenAsync(page);

        await page.Locator("[data-part=file]").SetInputFilesAsync(await clips.PretendAsync("loud letter.mp4"));

        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("This file cannot be shown: loud letter.mp4. This file is no video that we can read.");
        Assert.Equal(["Reading the file…"], (await SaidAsync(page, "heard")).Select(said => said.Text));
    }

    private async Task<(IPage Page, BlockTraffic Traffic)> OpenAsync(string title, bool withClock = false)
    {
        var page = await Browser.SignedInAsync(Artist);
        var traffic = await BlockTraffic.WatchAsync(page);
        if (withClock) await page.Clock.InstallAsync();
        await Newcomer.CreateFilmAsync(page, title);
        return (page, traffic);
    }

    /// <summary>A film of six blocks, unless told.</summary>
    private async Task<string> FilmAsync(string name, int size = 45_000_000)
    {
        var file = await clips.MakeAsync(name, seconds: 1, "320x180", coarseness: 20);
        await Clips.PadAsync(file, size);
        return file;
    }

    /// <summary>As a person closes it. Playwright's own way answers no request of a page that stays.</summary>
    private static async Task CloseTabAsync(IPage page)
    {
        var session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("Page.close");
    }

    private static async Task LeaveAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "← My films" }).ClickAsync();
        await page.UntilAtAsync("/workspace/films$");
    }

    /// <summary>Done when the page has asked the server, as it does without a line, and got no answer.</summary>
    private static Task AskedInVainAsync(IPage page)
    {
        var asked = new TaskCompletionSource();
        page.RequestFailed += (_, request) =>
        {
            if (request.Url.EndsWith("/health", StringComparison.Ordinal)) asked.TrySetResult();
        };
        return asked.Task;
    }

    /// <summary>Moves the page's clock on and lets it stand there.</summary>
    private static async Task PassAsync(IPage page, TimeSpan time)
    {
        var now = DateTimeOffset.FromUnixTimeMilliseconds((long)await page.EvaluateAsync<double>("() => Date.now()"));
        await page.Clock.PauseAtAsync((now + time).UtcDateTime);
    }

    private Task ArrivesAsync(string name) => Until.TrueAsync(
        async () =>
        {
            await using var db = Browser.Server.OpenDatabase();
            return await db.MediaAssets.AnyAsync(asset => asset.FileName == name && (asset.State == MediaState.Processing || asset.State == MediaState.Ready));
        },
        $"{name} has arrived");

    private static async Task SlowDownAsync(IPage page, int bytesPerSecond)
    {
        var session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("Network.enable");
        await session.SendAsync("Network.emulateNetworkConditions", new Dictionary<string, object> { ["offline"] = false, ["latency"] = 0, ["downloadThroughput"] = -1, ["uploadThroughput"] = bytesPerSecond });
    }

    /// <summary>The page keeps what its live region is given to say, and what it shows.</summary>
    private static Task ListenAsync(IPage page) => page.EvaluateAsync(
        """
        () => {
          const keep = (part, list) => {
            const place = document.querySelector(`.panel [data-part=${part}]`);
            new MutationObserver(() => { if (place.textContent) list.push({ text: place.textContent, at: performance.now() }); }).observe(place, { childList: true, characterData: true, subtree: true });
          };
          keep('status', window.heard = []);
          keep('figures', window.seen = []);
        }
        """);

    private static async Task<IReadOnlyList<Words>> SaidAsync(IPage page, string list) => await page.EvaluateAsync<Words[]>($"() => window.{list}");

    private static int PercentOf(Words words) => int.Parse(Told().Match(words.Text).Groups[1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex("^([0-9]+) % sent, .* left$")]
    private static partial Regex Told();

    [GeneratedRegex("^Paused at [0-9]+ %$")]
    private static partial Regex PausedAt();

    private sealed record Words
    {
        public string Text { get; init; } = "";

        public double At { get; init; }
    }
}
