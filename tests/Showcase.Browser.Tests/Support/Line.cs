using Microsoft.Playwright;

namespace Showcase.Browser.Tests.Support;

/// <summary>A page's line to its circuit, which a test cuts and mends. The way back is held meanwhile, so that what follows is done without a connection.</summary>
public sealed class Line
{
    private readonly IPage page;
    private readonly List<(IWebSocketRoute Page, IWebSocketRoute Server)> wires = [];
    private TaskCompletionSource tunnel = new();

    private Line(IPage page) => this.page = page;

    public static async Task<Line> OfAsync(IPage page)
    {
        ArgumentNullException.ThrowIfNull(page);
        var line = new Line(page);
        line.tunnel.SetResult();
        await page.RouteWebSocketAsync("**/_blazor**", wire => line.wires.Add((wire, wire.ConnectToServer())));
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
}
