using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Showcase.Browser.Tests.Support;

/// <summary>Which blocks of a file a page sends; holds them back while a test wants to look.</summary>
public sealed partial class BlockTraffic
{
    private readonly ConcurrentQueue<int> asked = new();
    private readonly ConcurrentQueue<int> answered;
    private readonly ConcurrentQueue<int> repeated = new();
    private readonly ConcurrentQueue<IRoute> held = new();
    private volatile Func<int, bool> holds = _ => false;

    private BlockTraffic(IEnumerable<int> answered) => this.answered = new ConcurrentQueue<int>(answered);

    /// <summary>The blocks that the page began to send, in ascending order, each once.</summary>
    public IReadOnlyList<int> Asked => [.. asked.Distinct().Order()];

    /// <summary>The blocks of which the page was told that they have arrived, in ascending order, each once.</summary>
    public IReadOnlyList<int> Answered => [.. answered.Distinct().Order()];

    /// <summary>The blocks that the page began to send after it had been told that they have arrived.</summary>
    public IReadOnlyList<int> Repeated => [.. repeated.Distinct().Order()];

    public int Held => held.Count;

    /// <summary>Watches what the page sends. Where another page sent some of the same file before it, this one is to know what that one was told.</summary>
    public static async Task<BlockTraffic> WatchAsync(IPage page, BlockTraffic? before = null)
    {
        ArgumentNullException.ThrowIfNull(page);
        var traffic = new BlockTraffic(before?.Answered ?? []);
        page.Response += (_, response) => traffic.Note(response);
        await page.RouteAsync(Block(), traffic.PassAsync);
        return traffic;
    }

    /// <summary>Holds back, from now on, the blocks of which that is true.</summary>
    public void Hold(Func<int, bool> which) => holds = which;

    /// <summary>Lets so many blocks through from now on, whichever come first, each as often as it is sent; holds the others back.</summary>
    public void HoldAfter(int count)
    {
        var through = new HashSet<int>();
        Hold(index =>
        {
            lock (through)
            {
                if (through.Count < count) through.Add(index);
                return !through.Contains(index);
            }
        });
    }

    /// <summary>Lets everything through, what is held first.</summary>
    public Task ReleaseAsync()
    {
        holds = _ => false;
        return PassHeldAsync();
    }

    /// <summary>Lets go what is held; what comes next is held back as before.</summary>
    public async Task PassHeldAsync()
    {
        foreach (var _ in held.ToList())
        {
            if (held.TryDequeue(out var route)) await ContinueAsync(route);
        }
    }

    /// <summary>Lets what is held come to nothing, as a line does that goes.</summary>
    public async Task BreakAsync()
    {
        while (held.TryDequeue(out var route)) await route.AbortAsync();
    }

    /// <summary>Begins to count anew.</summary>
    public void Forget() => asked.Clear();

    private async Task PassAsync(IRoute route)
    {
        var index = IndexOf(route.Request.Url);
        if (answered.Contains(index)) repeated.Enqueue(index);
        asked.Enqueue(index);
        if (holds(index)) held.Enqueue(route);
        else await ContinueAsync(route);
    }

    private void Note(IResponse response)
    {
        if (response.Ok && Block().IsMatch(response.Url)) answered.Enqueue(IndexOf(response.Url));
    }

    private static int IndexOf(string address) => int.Parse(Block().Match(address).Groups[1].Value, CultureInfo.InvariantCulture);

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
