using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Showcase.Domain.Media;

namespace Showcase.Benchmarks.Scenarios;

/// <summary>
/// Every file of a folder as an artist's upload to one server, one after the other has been processed whole: whether it is taken, how long it
/// needs after the upload until it plays, and whether Chromium really plays it. What is refused is printed with its reason.
/// </summary>
internal static class ClipsScenario
{
    public const string Name = "clips";

    // A film plays before its own length has gone by.
    private const double Goal = 1;

    private const string Moves = "() => { const video = document.querySelector('film-player')?.video; return Boolean(video) && video.videoWidth > 0 && video.currentTime > Math.min(1, video.duration / 2); }";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public static async Task<IReadOnlyList<Figure>> RunAsync(string folder)
    {
        using var playwright = await Playwright.CreateAsync();
        await using var chromium = await Chromium.LaunchAsync(playwright);
        await using var server = new ServerProcess(new Dictionary<string, string>(StringComparer.Ordinal) { ["Logging__LogLevel__Default"] = "Warning" });
        await server.StartAsync();
        using var artist = await Artist.SignInAsync(server);
        var figures = new List<Figure>();
        foreach (var file in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            if (await TakeInAsync(server, artist, chromium, file) is { } figure) figures.Add(figure);
        }

        return figures;
    }

    private static async Task<Figure?> TakeInAsync(ServerProcess server, Artist artist, IBrowser chromium, string file)
    {
        var name = Path.GetFileName(file);
        if (await artist.SendAsync(file) is { } refused)
        {
            Console.WriteLine($"{name,-34} refused while it was sent: {refused}");
            return null;
        }

        var begun = TimeProvider.System.GetTimestamp();
        var ended = await UntilAsync(server, asset => asset.State is MediaState.Ready or MediaState.Rejected or MediaState.Failed);
        if (ended.State != MediaState.Ready)
        {
            Console.WriteLine($"{name,-34} refused: {ended.Problem}");
            return null;
        }

        var (seconds, length) = (TimeProvider.System.GetElapsedTime(begun).TotalSeconds, ended.Facts!.Duration.TotalSeconds);
        var size = await PlayAsync(server, chromium, ended.FilmId);
        Console.WriteLine($"{name,-34} plays {size} after {seconds:0.0} s of {length:0.0} s ({await StagesAsync(server, ended.Id)})");
        await UntilAsync(server, asset => asset.Stages.All(stage => stage.State is StageState.Done or StageState.Failed or StageState.Cancelled));
        return new Figure(Name, name, "s", seconds, length, "its duration", Goal, MoreIsBetter: false, size);
    }

    /// <summary>The newest upload, once it is so.</summary>
    private static async Task<MediaAsset> UntilAsync(ServerProcess server, Func<MediaAsset, bool> isSo)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
        while (await poll.WaitForNextTickAsync(patience.Token))
        {
            await using var db = server.OpenDatabase();
            var asset = await db.MediaAssets.AsNoTracking().OrderByDescending(asset => asset.Id).FirstAsync(patience.Token);
            if (isSo(asset)) return asset;
        }

        throw new InvalidOperationException("The file is never done.");
    }

    /// <summary>What the stages before it plays took, each try of them.</summary>
    private static async Task<string> StagesAsync(ServerProcess server, Guid assetId)
    {
        await using var db = server.OpenDatabase();
        var runs = await db.StageRuns.AsNoTracking().Where(run => run.AssetId == assetId && run.EndedAt != null).ToListAsync();
        return string.Join(", ", runs.OrderBy(run => run.BeganAt).Select(run => string.Create(CultureInfo.InvariantCulture, $"{run.Stage} {(run.EndedAt - run.BeganAt)!.Value.TotalSeconds:0.0}")));
    }

    /// <summary>Presses play and sees the picture move; answers how large it is.</summary>
    private static async Task<string> PlayAsync(ServerProcess server, IBrowser chromium, Guid filmId)
    {
        var page = await Chromium.SignedInAsync(chromium, server);
        await page.GotoAsync($"/workspace/films/{filmId}");
        await page.GetByRole(AriaRole.Button, new() { NameString = "Play" }).First.ClickAsync();
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!await page.EvaluateAsync<bool>(Moves)) await poll.WaitForNextTickAsync();
        var size = await page.EvaluateAsync<string>("() => { const video = document.querySelector('film-player').video; return `${video.videoWidth}x${video.videoHeight}`; }");
        await page.Context.DisposeAsync();
        return size;
    }
}
