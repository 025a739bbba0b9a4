using System.Diagnostics;
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
        var folder = Directory.CreateTempSubdirectory("showcase-chromium-").FullName;
        var start = new ProcessStartInfo("/usr/bin/chromium", ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--remote-debugging-port=0", $"--user-data-dir={folder}", "about:blank"])
        {
            UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true,
        };
        var process = Process.Start(start)!;
        while (await process.StandardError.ReadLineAsync() is { } line)
        {
            const string Said = "DevTools listening on ";
            if (!line.StartsWith(Said, StringComparison.Ordinal)) continue;

            _ = process.StandardError.ReadToEndAsync();
            return new LoneChromium(process, folder, $"http://{new Uri(line[Said.Length..]).Authority}");
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

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
