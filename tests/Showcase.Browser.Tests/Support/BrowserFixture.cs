using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Showcase.Web.Data.Demo;

namespace Showcase.Browser.Tests.Support;

/// <summary>One demo server and one Chromium for all journeys; each test opens a context (a person's browser) of its own.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private const float Patience = 20_000;

    private readonly Dictionary<string, string> cookies = new(StringComparer.Ordinal);
    private IPlaywright playwright = default!;

    public ServerProcess Server { get; } = new(new Dictionary<string, string>(StringComparer.Ordinal) { ["Demo__Enabled"] = "true" });

    public IBrowser Chromium { get; private set; } = default!;

    public async Task InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout(Patience);
        playwright = await Playwright.CreateAsync();
        Chromium = await LaunchAsync();
        await Server.StartAsync();
        await DemoCompleteAsync();
    }

    /// <summary>The demo edition draws its clips after the start; journeys begin when its schedule is released.</summary>
    private async Task DemoCompleteAsync()
    {
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(8));
        while (await poll.WaitForNextTickAsync(patience.Token))
        {
            await using var db = Server.OpenDatabase();
            if (await db.ScheduleReleases.AnyAsync(patience.Token)) return;
        }
    }

    public async Task DisposeAsync()
    {
        await Chromium.DisposeAsync();
        playwright.Dispose();
        await Server.DisposeAsync();
    }

    /// <summary>Another Chromium, of the test's own: it may kill it.</summary>
    public Task<IBrowser> LaunchAsync() => playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = "/usr/bin/chromium", Args = Arguments });

    /// <summary>A fresh browser window, 1440 by 900 unless told.</summary>
    public Task<IPage> OpenAsync(ColorScheme scheme = ColorScheme.Light, int width = 1440) => OpenAsync(Chromium, Server.Address, scheme, width, cookies: null);

    /// <summary>A fresh browser window on a server of the test's own.</summary>
    public Task<IPage> OpenAsync(ServerProcess server) => OpenAsync(Chromium, server);

    /// <summary>The same in a Chromium of the test's own.</summary>
    public static Task<IPage> OpenAsync(IBrowser chromium, ServerProcess server)
    {
        ArgumentNullException.ThrowIfNull(server);
        return OpenAsync(chromium, server.Address, ColorScheme.Light, 1440, cookies: null);
    }

    /// <summary>A fresh browser window that calls the server by a name, as passkeys need.</summary>
    public Task<IPage> OpenByNameAsync() =>
        OpenAsync(Chromium, Server.Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal), ColorScheme.Light, 1440, cookies: null);

    /// <summary>A phone: small, touched, and dark.</summary>
    public async Task<IPage> OpenPhoneAsync()
    {
        var context = await Chromium.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = Server.Address, ColorScheme = ColorScheme.Dark, ViewportSize = new ViewportSize { Width = 390, Height = 844 }, Locale = "en-GB", IsMobile = true, HasTouch = true,
        });
        context.SetDefaultTimeout(Patience);
        return await context.NewPageAsync();
    }

    /// <summary>A window of a demo person, who signs in through the form the first time and is remembered from then on.</summary>
    public async Task<IPage> SignedInAsync(string email, ColorScheme scheme = ColorScheme.Light, int width = 1440)
    {
        if (cookies.TryGetValue(email, out var known)) return await OpenAsync(Chromium, Server.Address, scheme, width, known);

        var page = await OpenAsync(scheme, width);
        await SignInAsync(page, email, DemoOptions.Password);
        cookies[email] = await page.Context.StorageStateAsync();
        return page;
    }

    /// <summary>Signs in through the form.</summary>
    public static async Task SignInAsync(IPage page, string email, string password)
    {
        ArgumentNullException.ThrowIfNull(page);
        await page.GotoAsync("/account/signin");
        await page.Locator("[name='Input.Email']").FillAsync(email);
        await page.Locator("[name='Input.Password']").FillAsync(password);
        await page.Locator("[name='Input.Password']").PressAsync("Enter");
        await page.UntilAtAsync("^[^?]*/workspace");
    }

    private static async Task<IPage> OpenAsync(IBrowser chromium, string address, ColorScheme scheme, int width, string? cookies)
    {
        ArgumentNullException.ThrowIfNull(chromium);
        var context = await chromium.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = address, ColorScheme = scheme, ViewportSize = new ViewportSize { Width = width, Height = 900 }, Locale = "en-GB", StorageState = cookies,
        });
        context.SetDefaultTimeout(Patience);
        return await context.NewPageAsync();
    }
}

[CollectionDefinition(Name)]
public sealed class BrowserCollection : ICollectionFixture<BrowserFixture>
{
    public const string Name = "browser";
}
