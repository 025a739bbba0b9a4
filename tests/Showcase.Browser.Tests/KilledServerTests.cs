using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Showcase.Browser.Tests.Support;
using Showcase.Domain.Media;
using Showcase.Web.Features.Media.Processing;
using Showcase.Web.Storage;
using static Microsoft.Playwright.Assertions;

namespace Showcase.Browser.Tests;

/// <summary>The server dies by SIGKILL in the middle of an upload, and again in the middle of a transcode: both finish after a restart. So does the browser that sends.</summary>
public sealed class KilledServerTests(BrowserFixture browser) : BrowserTest(browser)
{
    // How many blocks are let through before each kill, and how many of them are waited for: the others may be under way when it comes. Three times
    // as many are fewer than the long film has.
    private const int Through = 6;
    private const int WaitedFor = 3;

    private readonly Clips clips = new();

    private readonly ServerProcess server = new(new Dictionary<string, string>(StringComparer.Ordinal) { ["Media__LeaseSeconds"] = "3", ["Media__PollSeconds"] = "1" });

    public override Task InitializeAsync() => server.StartAsync();

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await server.DisposeAsync();
        clips.Dispose();
    }

    [Fact]
    public async Task An_upload_and_a_transcode_survive_a_killed_server()
    {
        var file = await clips.MakeAsync("long night.mov", seconds: 10, "1280x720", coarseness: 8);
        var page = await Browser.OpenAsync(server);
        var traffic = await BlockTraffic.WatchAsync(page);
        await Newcomer.RegisterAsync(page, server, "Kim Killjoy", "kim@newcomer.test");
        await Newcomer.CreateFilmAsync(page, "Long Night");

        await KillDuringUploadAsync(page, traffic, file);
        await server.StartAsync();
        await Until.TrueAsync(async () => (await AssetAsync()).State is MediaState.Processing or MediaState.Ready, "the upload went on by itself and is complete");
        Assert.Empty(traffic.Repeated);

        await Until.TrueAsync(async () => await LadderAsync() is { State: StageState.Running, Progress: > 0 }, "the transcode has begun");
        await server.KillAsync();
        Assert.Equal(MediaState.Ready, (await AssetAsync()).State);
        await server.StartAsync();
        await Until.TrueAsync(async () => await LadderAsync() is { State: StageState.Done }, "the transcode was done again");

        var asset = await AssetAsync();
        Assert.Equal(2, (await LadderAsync())!.Attempts);
        Assert.Equal(await Clips.Sha256Async(file), asset.Sha256);
        await SeeItPlayAsync(page);
    }

    [Fact]
    public async Task A_film_of_200_MB_comes_through_three_kills_whole_and_nothing_that_has_arrived_is_sent_again()
    {
        const string Email = "lou@newcomer.test";
        var file = await clips.MakeAsync("long way.mov", seconds: 1, "320x180", coarseness: 20);
        await Clips.PadAsync(file, size: 200_000_000);
        await using var chromium = await Browser.LaunchAsync();
        var page = await BrowserFixture.OpenAsync(chromium, server);
        var before = await BlockTraffic.WatchAsync(page);
        await Newcomer.RegisterAsync(page, server, "Lou Longway", Email);
        await Newcomer.CreateFilmAsync(page, "Long Way");
        var address = page.Url;

        await KillDuringUploadAsync(page, before, file);
        before.HoldAfter(Through);
        await server.StartAsync();
        await SomeArriveAsync(before);
        await chromium.KillAsync();

        var next = await Browser.OpenAsync(server);
        var after = await BlockTraffic.WatchAsync(next, before);
        await Newcomer.SignInAsync(next, Email);
        await next.GotoAsync(address);
        await Expect(next.GetByText("long way.mov was not sent completely.")).ToBeVisibleAsync();
        await KillDuringUploadAsync(next, after, file);
        await server.StartAsync();
        await Until.TrueAsync(async () => (await AssetAsync()).Sha256 is not null, "the rest came by itself, and all of it was checked");

        Assert.Equal(await Clips.Sha256Async(file), (await AssetAsync()).Sha256);
        Assert.Empty(before.Repeated);
        Assert.Empty(after.Repeated);
    }

    [Fact]
    public async Task A_server_that_is_told_to_stop_puts_its_work_back_for_the_next_one()
    {
        var file = await clips.MakeAsync("short notice.mov", seconds: 10, "1280x720", coarseness: 8);
        var page = await Browser.OpenAsync(server);
        await Newcomer.RegisterAsync(page, server, "Nora Notice", "nora@newcomer.test");
        await Newcomer.CreateFilmAsync(page, "Short Notice");
        await page.Locator("[data-part=file]").SetInputFilesAsync(file);
        await Until.TrueAsync(async () => await LadderAsync() is { State: StageState.Running }, "the transcode has begun");

        await server.StopAsync();

        Assert.Equal(StageState.Waiting, (await LadderAsync())!.State);
        Assert.DoesNotContain(server.Log.Split('\n'), line => line.StartsWith("fail:", StringComparison.Ordinal));
        await server.StartAsync();
        await Until.TrueAsync(async () => await LadderAsync() is { State: StageState.Done }, "the transcode was done by the next one");
    }

    [Fact]
    public async Task A_page_whose_server_was_killed_comes_back_by_itself_with_what_was_typed_meanwhile()
    {
        var page = await Browser.OpenAsync(server);
        await Newcomer.RegisterAsync(page, server, "Tess Typist", "tess@newcomer.test");
        await Newcomer.CreateFilmAsync(page, "Long Letter");
        var synopsis = page.GetByRole(AriaRole.Textbox, new() { Name = "Synopsis", Exact = true });
        await synopsis.FillAsync("The server is there.");
        await Expect(page.Locator(".save-status .saved-text")).ToContainTextAsync("Saved ");

        await server.KillAsync();
        await Expect(page.Locator("#components-reconnect-modal")).ToBeVisibleAsync();
        await synopsis.FillAsync("The server is there no more.");
        await page.GetByLabel("Year").FillAsync("2025");
        await server.StartAsync();

        await Expect(page.GetByText("We restored what had not been saved")).ToBeVisibleAsync(new() { Timeout = 90_000 });
        await Expect(synopsis).ToHaveValueAsync("The server is there no more.");
        await Until.TrueAsync(
            async () =>
            {
                await using var db = server.OpenDatabase();
                return await db.Films.AnyAsync(film => film.Synopsis == "The server is there no more." && film.Year == 2025);
            },
            "what was typed is saved");
    }

    /// <summary>Begins to send, and kills the server when a part has arrived. What the page was told of is on the disk then.</summary>
    private async Task KillDuringUploadAsync(IPage page, BlockTraffic traffic, string file)
    {
        traffic.HoldAfter(Through);
        await page.Locator("[data-part=file]").SetInputFilesAsync(file);
        await SomeArriveAsync(traffic);
        await server.KillAsync();

        Assert.Empty(traffic.Answered.Except(Arrived()));
        traffic.Forget();
        await traffic.ReleaseAsync();
        await Expect(page.Locator("[data-part=figures]")).ToHaveTextAsync("The server does not answer. Trying again…");
    }

    /// <summary>Waits for some of the blocks that the page has sent since it was last forgotten.</summary>
    private static Task SomeArriveAsync(BlockTraffic traffic) =>
        Until.TrueAsync(() => traffic.Asked.Intersect(traffic.Answered).Count() >= WaitedFor, "some blocks have arrived, others are under way or held");

    /// <summary>The blocks that the storage has declared whole.</summary>
    private List<int> Arrived() => !Directory.Exists(server.MediaFolder) ? [] :
    [
        .. Directory.EnumerateFiles(server.MediaFolder, "*.blocks", SearchOption.AllDirectories)
            .SelectMany(path => new BlockRecord(path[..^".blocks".Length]).Read().Keys),
    ];

    private static async Task SeeItPlayAsync(IPage page)
    {
        await page.ReloadAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Play Long Night" }).ClickAsync();
        await page.WaitForFunctionAsync("() => document.querySelector('film-player').video.currentTime > 1");
    }

    private async Task<MediaAsset> AssetAsync()
    {
        await using var db = server.OpenDatabase();
        return await db.MediaAssets.AsNoTracking().SingleAsync();
    }

    /// <summary>Null before the upload is complete.</summary>
    private async Task<ProcessingStage?> LadderAsync()
    {
        await using var db = server.OpenDatabase();
        var asset = await db.MediaAssets.AsNoTracking().SingleOrDefaultAsync();
        return asset?.Stages.FirstOrDefault(stage => stage.Name == ProcessingStages.Ladder);
    }
}
