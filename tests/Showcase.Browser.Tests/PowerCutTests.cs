using Microsoft.EntityFrameworkCore;
using Showcase.Browser.Tests.Support;
using Showcase.Domain.Media;
using Showcase.Web.Storage;

namespace Showcase.Browser.Tests;

/// <summary>The server's machine goes down while a page sends to it, and the disk comes back without a block that it had declared whole.</summary>
public sealed class PowerCutTests(BrowserFixture browser) : BrowserTest(browser)
{
    private const int Through = 6;
    private const int WaitedFor = 3;

    private readonly Clips clips = new();
    private readonly ServerProcess server = new(new Dictionary<string, string>(StringComparer.Ordinal) { ["Media__PollSeconds"] = "1" });

    public override Task InitializeAsync() => server.StartAsync();

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await server.DisposeAsync();
        clips.Dispose();
    }

    [Fact]
    public async Task The_page_sends_what_was_lost_once_more_by_itself_and_nothing_else()
    {
        var file = await clips.MakeAsync("dark night.mov", seconds: 10, "1280x720", coarseness: 8);
        var page = await Browser.OpenAsync(server);
        var traffic = await BlockTraffic.WatchAsync(page);
        await Newcomer.RegisterAsync(page, server, "Dara Darkroom", "dara@newcomer.test");
        await Newcomer.CreateFilmAsync(page, "Dark Night");
        traffic.HoldAfter(Through);
        await page.Locator("[data-part=file]").SetInputFilesAsync(file);
        await Until.TrueAsync(() => traffic.Answered.Count >= WaitedFor, "some blocks have arrived, others are under way or held");

        await server.KillAsync();
        var lost = traffic.Answered[^1];
        Lose(lost);
        await server.StartAsync();
        await traffic.ReleaseAsync();
        await Until.TrueAsync(async () => (await AssetAsync()).Sha256 is not null, "the upload went on by itself, and all of it was checked");

        Assert.Equal(await Clips.Sha256Async(file), (await AssetAsync()).Sha256);
        Assert.Equal([lost], traffic.Repeated);
    }

    /// <summary>All marks are of an earlier start of the machine, and this block's bytes never reached the disk.</summary>
    private void Lose(int index)
    {
        var path = Directory.EnumerateFiles(server.MediaFolder, "*.blocks", SearchOption.AllDirectories).Single()[..^".blocks".Length];
        var record = new BlockRecord(path);
        var marks = record.Read();
        using var handle = record.Open(FileMode.Open);
        foreach (var (block, mark) in marks) BlockRecord.Mark(handle, block, mark with { Boot = mark.Boot ^ 1 });
        using var part = File.OpenHandle(path + ".part", FileMode.Open, FileAccess.Write);
        RandomAccess.Write(part, new byte[marks[index].Length], marks[index].Offset);
    }

    private async Task<MediaAsset> AssetAsync()
    {
        await using var db = server.OpenDatabase();
        return await db.MediaAssets.AsNoTracking().SingleAsync();
    }
}
