using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Showcase.Browser.Tests.Support;
using Showcase.Domain.Media;
using static Microsoft.Playwright.Assertions;

namespace Showcase.Browser.Tests;

/// <summary>An artist uploads: from the first visit to a film that plays and stands on the list of submissions.</summary>
public sealed class ArtistJourneyTests(BrowserFixture browser) : BrowserTest(browser), IDisposable
{
    private readonly Clips clips = new();

    public void Dispose() => clips.Dispose();

    [Fact]
    public async Task A_newcomer_uploads_a_film_through_a_pause_and_a_reload_and_sends_it_in()
    {
        // Large enough that making its versions takes several beats of the server, each of which shows how far it is.
        var file = await clips.MakeAsync("weather.mov", seconds: 10, "1280x720", coarseness: 10);
        var size = new FileInfo(file).Length;
        var blocks = (int)((size + Blocks.Smallest - 1) / Blocks.Smallest);
        Assert.InRange(blocks, 6, 9);
        var page = await Browser.OpenAsync();
        page.Dialog += (_, dialog) => _ = dialog.AcceptAsync();
        var traffic = await BlockTraffic.WatchAsync(page);
        await page.AddInitScriptAsync(
            """
            window.screenLocks = 0;
            const request = navigator.wakeLock.request.bind(navigator.wakeLock);
            navigator.wakeLock.request = async kind => {
              const lock = await request(kind);
              window.screenLocks++;
              lock.addEventListener('release', () => window.screenLocks--);
              return lock;
            };
            """);
        await Newcomer.RegisterAsync(page, Browser.Server, "Nia Newcomer", "nia@newcomer.test");
        await Newcomer.CreateFilmAsync(page, "Weather for One");

        await PauseAfterFiveBlocksAsync(page, traffic, file, size);
        await ReloadAndGoOnAsync(page, traffic, file, blocks);
        await SeeStagesAsync(page);
        await SeeItPlayAsync(page);
        await SendInAsync(page, "Weather for One");
    }

    [Fact]
    public async Task A_letter_that_calls_itself_a_film_is_refused_with_the_reason_and_nothing_of_it_stays()
    {
        var page = await Browser.SignedInAsync("artist@demo.test");
        await Newcomer.CreateFilmAsync(page, "No Film at All");
        var traffic = await BlockTraffic.WatchAsync(page);

        await page.Locator("[data-part=file]").SetInputFilesAsync(await clips.PretendAsync("letter.mp4"));

        await Expect(page.GetByText("This file cannot be shown: letter.mp4.")).ToBeVisibleAsync();
        await Expect(page.Locator(".panel")).ToContainTextAsync("This file is no video that we can read. Send MP4, MOV");
        await Expect(page.GetByText("Choose another file")).ToBeVisibleAsync();
        Assert.Empty(traffic.Asked);
        await using var db = Browser.Server.OpenDatabase();
        var asset = await db.MediaAssets.AsNoTracking().SingleAsync(candidate => candidate.FileName == "letter.mp4");
        Assert.Equal(MediaState.Rejected, asset.State);
        Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(Browser.Server.MediaFolder, "*", SearchOption.AllDirectories), entry => entry.Contains($"{asset.Id:N}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Two_files_of_one_name_in_two_folders_are_two_films_and_one_that_waits_is_cancelled()
    {
        var folder = Directory.CreateTempSubdirectory("showcase-folder-");
        foreach (var (name, seconds) in new[] { ("one", 1), ("two", 2) })
        {
            var clip = await clips.MakeAsync($"{name}.mov", seconds, "320x180", coarseness: 20);
            File.Move(clip, Path.Combine(folder.CreateSubdirectory(name).FullName, "final_cut.mov"));
        }

        var page = await Browser.SignedInAsync("artist@demo.test");
        var traffic = await BlockTraffic.WatchAsync(page);
        traffic.Hold(_ => true);
        await page.GotoAsync("/workspace/films");
        await page.GetByLabel("Country of these films").SelectOptionAsync("NO");
        await page.Locator("[data-part=folder]").SetInputFilesAsync(folder.FullName);

        var lines = page.Locator("[data-part=lines] li");
        await Expect(lines).ToHaveCountAsync(2);
        Assert.Equal(["final_cut.mov"], (await lines.Locator("a").AllInnerTextsAsync()).Select(path => Path.GetFileName(path)).Distinct());
        Assert.Equal(2, (await lines.Locator("a").EvaluateAllAsync<string[]>("links => links.map(link => link.href)")).Distinct().Count());
        await lines.Nth(1).GetByRole(AriaRole.Button).ClickAsync();
        await Expect(lines.Nth(1)).ToContainTextAsync("Cancelled. The draft of the film is kept.");
        await traffic.ReleaseAsync();
        await Expect(lines.Nth(0)).ToContainTextAsync("Everything has arrived.");
        await using var db = Browser.Server.OpenDatabase();
        Assert.Equal(1, await db.MediaAssets.CountAsync(asset => asset.FileName == "final_cut.mov"));
        Assert.Equal(2, await db.Films.CountAsync(film => film.Title == "final cut"));
        folder.Delete(recursive: true);
    }

    private static async Task PauseAfterFiveBlocksAsync(IPage page, BlockTraffic traffic, string file, long size)
    {
        traffic.Hold(index => index > 0);
        await page.Locator("[data-part=file]").SetInputFilesAsync(file);
        await Until.TrueAsync(() => traffic.Held == 4, "four are sent at a time");
        await Expect(page.GetByText("An upload is waiting")).ToBeHiddenAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await traffic.ReleaseAsync();

        await Expect(page.Locator("[data-part=figures]")).ToHaveTextAsync($"Paused at {100L * 5 * Blocks.Smallest / size} %");
        Assert.Equal([0, 1, 2, 3, 4], traffic.Asked);
    }

    private static async Task ReloadAndGoOnAsync(IPage page, BlockTraffic traffic, string file, int blocks)
    {
        traffic.Hold(_ => true);
        await page.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();
        await Until.TrueAsync(() => traffic.Held > 0, "it goes on");
        await page.ReloadAsync();
        await Expect(page.GetByText("An upload is waiting")).ToBeVisibleAsync();
        await Expect(page.GetByText("weather.mov was not sent completely.")).ToBeVisibleAsync();

        await traffic.ReleaseAsync();
        traffic.Forget();
        // A phone makes a fresh copy for each pick: another name, another date, the same film.
        var copy = Path.Combine(Path.GetDirectoryName(file)!, "IMG_0042.mov");
        File.Copy(file, copy);
        File.SetLastWriteTimeUtc(copy, DateTime.UnixEpoch);
        await page.Locator("[data-part=file]").SetInputFilesAsync(copy);
        await page.UntilAsync("window.screenLocks === 1");

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "What happens with your film" })).ToBeVisibleAsync();
        Assert.Equal(Enumerable.Range(5, blocks - 5), traffic.Asked);
        await page.UntilAsync("window.screenLocks === 0");
    }

    /// <summary>Stages pass quickly: the page itself keeps what it showed of them.</summary>
    private static async Task SeeStagesAsync(IPage page)
    {
        await page.EvaluateAsync(
            """
            () => {
              const look = () => document.querySelectorAll('.stages li').forEach(stage => window.stagesSeen.add(`${stage.className} ${stage.textContent.replace(/\s+/g, ' ').trim()}`));
              window.stagesSeen = new Set();
              new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
              look();
            }
            """);
        await Expect(page.Locator(".stages li")).ToHaveTextAsync(
        [
            new Regex("See whether the file is whole"), new Regex("Check that every byte arrived"), new Regex("Read length, size and sound"), new Regex("Take a still"),
            new Regex("Make a first version that plays"), new Regex("Make versions for every screen"), new Regex("Make the preview of places in the film"), new Regex("Look and listen for oversights"),
        ]);
    }

    private static async Task SeeItPlayAsync(IPage page)
    {
        var start = page.GetByRole(AriaRole.Button, new() { Name = "Play Weather for One" });
        await Expect(start).ToBeVisibleAsync(new() { Timeout = 180_000 });
        await Expect(page.GetByText("0:10 · 1280 × 720 · 24 frames a second · mjpeg")).ToBeVisibleAsync();

        await page.RunAndWaitForResponseAsync(() => start.ClickAsync(), answer => answer.Ok && answer.Url.EndsWith(".m4s", StringComparison.Ordinal));

        // It plays from its beginning while the rest of it is made.
        await page.WaitForFunctionAsync("() => document.querySelector('film-player').video.currentTime > 1");
        await page.WaitForFunctionAsync("() => [...window.stagesSeen].some(seen => /^running Make versions for every screen [0-9]+ %$/.test(seen))");
    }

    private static async Task SendInAsync(IPage page, string title)
    {
        await Expect(page.Locator(".btn.go")).ToHaveTextAsync(["Send it in"]);
        await page.GetByRole(AriaRole.Link, new() { Name = "Send it in" }).ClickAsync();
        await page.GetByRole(AriaRole.Radio, new() { Name = "Open screen" }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Begin the entry" }).ClickAsync();
        await page.GetByLabel("Letter to the organisers").FillAsync("Shot in one night, with one umbrella.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send it in" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Yes, send it in" }).ClickAsync();
        await Expect(page.GetByText("is not answered yet as it has to be")).ToBeVisibleAsync();
        await page.GetByLabel("Has the film been shown in public before?").SelectOptionAsync("No, this would be the first time");
        await page.GetByLabel("I hold the rights").CheckAsync();
        await page.GetByLabel("I am 18 or older").CheckAsync();
        await page.GetByLabel("I accept these terms (version 1).").CheckAsync();
        await Expect(page.GetByText("Read the terms and accept them")).ToBeHiddenAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Send it in" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Yes, send it in" }).ClickAsync();
        await Expect(page.GetByText("Your film is sent in.")).ToBeVisibleAsync();
        await Expect(page.GetByText("Shot in one night, with one umbrella.")).ToBeVisibleAsync();

        await page.GotoAsync("/workspace/submissions");
        var line = page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = title });
        await Expect(line).ToContainTextAsync("Open screen, Small Hours 2026");
        await Expect(line).ToContainTextAsync("Submitted");
    }
}
