using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Showcase.Browser.Tests.Support;

/// <summary>Which blocks of a file a page sends; holds them back while a test wants to look.</summary>
public sealed partial class BlockTraffic
{
    private readonly ConcurrentQueue<int> asked = new();
    private readonly ConcurrentQueue<IRoute> held = new();
    private volatile Func<int, bool> holds = _ => false;

    private BlockTraffic()
    {
    }

    /// <summary>The blocks that the page began to send, in ascending order, each once.</summary>
    public IReadOnlyList<int> Asked => [.. asked.Distinct().Order()];

    public int Held => held.Count;

    public static async Task<BlockTraffic> WatchAsync(IPage page)
    {
        ArgumentNullException.ThrowIfNull(page);
        var traffic = new BlockTraffic();
        await page.RouteAsync(Block(), traffic.PassAsync);
        return traffic;
    }

    /// <summary>Holds back, from now on, the blocks of which that is true.</summary>
    public void Hold(Func<int, bool> which) => holds = which;

    /// <summary>Lets everything through, what is held first.</summary>
    public async Task ReleaseAsync()
    {
        holds = _ => false;
        while (held.TryDequeue(out var route)) await ContinueAsync(route);
    }

    /// <summary>Begins to count anew.</summary>
    public void Forget() => asked.Clear();

    private async Task PassAsync(IRoute route)
    {
        var index = int.Parse(Block().Match(route.Request.Url).Groups[1].Value, CultureInfo.InvariantCulture);
        asked.Enqueue(index);
        if (holds(index)) held.Enqueue(route);
        else await ContinueAsync(route);
    }

    private static async Task ContinueAsync(IRoute route)
    {
        try
        {
            await route.ContinueAsync();
        }
        catch (PlaywrightException)
        {
            // The page that asked is gone.
        }
    }

    [GeneratedRegex(@"/media/uploads/[^/]+/blocks/([0-9]+)")]
    private static partial Regex Block();
}
