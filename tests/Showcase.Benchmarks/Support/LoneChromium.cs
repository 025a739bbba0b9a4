using System.Diagnostics;
using System.Text.Json;
using Microsoft.Playwright;

namespace Showcase.Benchmarks.Support;

/// <summary>
/// A Chromium that is left alone between errands: whoever drives a browser is sent a copy of all that its pages send, which for a film of 20 GB
/// is more than the machine's memory. Ending it is a kill: pages are not asked.
/// </summary>
internal sealed class LoneChromium : IAsyncDisposable
{
    private readonly Process process;
    private readonly string folder;
    private readonly string address;

    private LoneChromium(Process process, string folder, string address) => (this.process, this.folder, this.address) = (process, folder, address);

    public static async Task<LoneChromium> StartAsync()
    {
        var profile = Directory.CreateTempSubdirectory("showcase-chromium-").FullName;
        var start = new ProcessStartInfo("/usr/bin/chromium", ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--remote-debugging-port=0", $"--user-data-dir={profile}", "about:blank"])
        {
            UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true,
        };
        var started = Process.Start(start)!;
        while (await started.StandardError.ReadLineAsync() is { } line)
        {
            const string Said = "DevTools listening on ";
            if (!line.StartsWith(Said, StringComparison.Ordinal)) continue;

            _ = started.StandardError.ReadToEndAsync();
            return new LoneChromium(started, profile, $"http://{new Uri(line[Said.Length..]).Authority}");
        }

        throw new InvalidOperationException("Chromium did not start.");
    }

    /// <summary>Does something on its one page, and leaves.</summary>
    public async Task<T> DoAsync<T>(Func<IPage, Task<T>> errand)
    {
        using var playwright = await Playwright.CreateAsync();
        await using var driver = await playwright.Chromium.ConnectOverCDPAsync(address);
        return await errand(driver.Contexts[0].Pages[0]);
    }

    /// <summary>Does something on its one page, and leaves.</summary>
    public Task DoAsync(Func<IPage, Task> errand) => DoAsync(async page =>
    {
        await errand(page);
        return true;
    });

    /// <summary>Chooses a file of this machine; Playwright refuses large ones to a browser that it did not start.</summary>
    public static async Task ChooseAsync(IPage page, string input, string file)
    {
        var devTools = await page.Context.NewCDPSessionAsync(page);
        var found = await devTools.SendAsync("Runtime.evaluate", new Dictionary<string, object>(StringComparer.Ordinal) { ["expression"] = $"document.querySelector('{input}')" });
        var element = found!.Value.GetProperty("result").GetProperty("objectId").GetString()!;
        await devTools.SendAsync("DOM.setFileInputFiles", new Dictionary<string, object>(StringComparer.Ordinal) { ["files"] = new[] { file }, ["objectId"] = element });
    }

    /// <summary>Waits for a title that the page gives itself: seen from outside, without asking the page.</summary>
    public async Task<string> TitleAsync(Func<string, bool> isAwaited)
    {
        using var http = new HttpClient();
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
        while (true)
        {
            using var targets = JsonDocument.Parse(await http.GetStringAsync(new Uri($"{address}/json/list")));
            var titles = targets.RootElement.EnumerateArray().Where(target => target.GetProperty("type").GetString() == "page").Select(target => target.GetProperty("title").GetString() ?? "");
            if (titles.FirstOrDefault(isAwaited) is { } title) return title;

            await poll.WaitForNextTickAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
