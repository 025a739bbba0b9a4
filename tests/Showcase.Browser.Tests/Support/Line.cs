using Microsoft.Playwright;

namespace Showcase.Browser.Tests.Support;

/// <summary>A page's line to its circuit, which a test cuts and mends. The way back is held meanwhile, so that what follows is done without a connection.</summary>
public sealed class Line
{
    private readonly IPage page;
    private readonly List<(IWebSocketRoute Page, IWebSocketRoute Server)> wires = [];
    private readonly List<byte[]> held = [];
    private TaskCompletionSource tunnel = new();
    private TaskCompletionSource? greeting;

    private Line(IPage page) => this.page = page;

    public static async Task<Line> OfAsync(IPage page)
    {
        ArgumentNullException.ThrowIfNull(page);
        var line = new Line(page);
        line.tunnel.SetResult();
        await page.RouteWebSocketAsync("**/_blazor**", line.Connect);
        await page.RouteAsync("**/_blazor/negotiate**", async route =>
        {
            await line.tunnel.Task;
            await route.ContinueAsync();
        });
        return line;
    }

    public async Task CutAsync()
    {
        tunnel = new TaskCompletionSource();
        await wires[^1].Server.CloseAsync();
        await wires[^1].Page.CloseAsync();
        await Assertions.Expect(page.Locator("#components-reconnect-modal")).ToBeVisibleAsync();
    }

    public async Task MendAsync()
    {
        tunnel.SetResult();
        await Assertions.Expect(page.Locator("#components-reconnect-modal")).ToBeHiddenAsync();
    }

    /// <summary>As a line with long pauses comes back: <paramref name="act"/> is done before the server's greeting arrives, and all that it says then arrives half a second later in one piece.</summary>
    public async Task MendHaltinglyAsync(Func<Task> act)
    {
        ArgumentNullException.ThrowIfNull(act);
        greeting = new TaskCompletionSource();
        tunnel.SetResult();
        await greeting.Task;
        await act();
        Release();
        await page.EvaluateAsync("() => new Promise(done => setTimeout(done, 500))");
        greeting = null;
        Release();
        await Assertions.Expect(page.Locator("#components-reconnect-modal")).ToBeHiddenAsync();
    }

    private void Connect(IWebSocketRoute wire)
    {
        var server = wire.ConnectToServer();
        wires.Add((wire, server));
        server.OnMessage(frame =>
        {
            held.Add(frame.Binary ?? System.Text.Encoding.UTF8.GetBytes(frame.Text!));
            if (greeting is null) Release();
            else greeting.TrySetResult();
        });
    }

    private void Release()
    {
        if (held.Count > 0) wires[^1].Page.Send([.. held.SelectMany(piece => piece)]);
        held.Clear();
    }
}
