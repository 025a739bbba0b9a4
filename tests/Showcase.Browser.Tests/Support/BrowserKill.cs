using System.Diagnostics;
using Microsoft.Playwright;

namespace Showcase.Browser.Tests.Support;

/// <summary>The end of a browser that is not asked: it crashes, or the machine has no memory left for it.</summary>
public static class BrowserKill
{
    /// <summary>SIGKILL to the browser and all of its processes: over when it is gone.</summary>
    public static async Task KillAsync(this IBrowser browser)
    {
        ArgumentNullException.ThrowIfNull(browser);
        var devTools = await browser.NewBrowserCDPSessionAsync();
        var told = await devTools.SendAsync("SystemInfo.getProcessInfo");
        var processes = told!.Value.GetProperty("processInfo").EnumerateArray();
        var id = processes.Single(each => each.GetProperty("type").GetString() == "browser").GetProperty("id").GetInt32();
        using var process = Process.GetProcessById(id);
        process.Kill(entireProcessTree: true);
        await Until.TrueAsync(() => !browser.IsConnected, "the browser is gone");
    }
}
