using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Showcase.Web.Data;
using Showcase.Web.Data.Demo;

namespace Showcase.Browser.Tests.Support;

/// <summary>One visit to each page of the demo edition, by a person who may see it.</summary>
public static partial class PageTour
{
    private const string Visitor = "";
    private const string Artist = "artist@demo.test";
    private const string Organiser = "organiser@demo.test";
    private const string Juror = "juror@demo.test";
    private const string Curator = "curator@demo.test";
    private const string Officer = "officer@demo.test";
    private const string Administrator = "admin@demo.test";

    /// <summary>Route template and who visits it.</summary>
    public static readonly IReadOnlyDictionary<string, string> Stops = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["/"] = Visitor,
        ["/error"] = Visitor,
        ["/not-found"] = Visitor,
        ["/account/signin"] = Visitor,
        ["/work"] = Artist,
    };

    public static IEnumerable<string> AllRoutes() =>
        typeof(Program).Assembly.GetTypes().SelectMany(type => type.GetCustomAttributes<RouteAttribute>()).Select(route => route.Template);

    /// <summary>Opens the page and waits until it shows its heading and nothing loads any more.</summary>
    public static async Task<IPage> VisitAsync(BrowserFixture browser, string route, ColorScheme scheme, int width)
    {
        ArgumentNullException.ThrowIfNull(browser);
        var who = Stops[route];
        var page = who == Visitor ? await browser.OpenAsync(scheme, width) : await browser.SignedInAsync(who, scheme, width);
        await page.GotoAsync(await AddressAsync(browser, route));
        await page.Locator("h1").First.WaitForAsync();
        await page.Locator("[aria-busy=true]").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Detached });
        return page;
    }

    /// <summary>Fills a template's placeholders with things of the demo edition.</summary>
    public static async Task<string> AddressAsync(BrowserFixture browser, string route)
    {
        ArgumentNullException.ThrowIfNull(browser);
        await using var db = browser.Server.OpenDatabase();
        var address = route.Replace("{Edition}", DemoSeeder.Slug, StringComparison.Ordinal);
        foreach (Match placeholder in Placeholder().Matches(address))
        {
            address = address.Replace(placeholder.Value, await FindAsync(db, placeholder.Groups[1].Value), StringComparison.Ordinal);
        }

        return address;
    }

    private static async Task<string> FindAsync(ShowcaseDbContext db, string name) => name switch
    {
        "FilmId" => (await db.Films.OrderBy(film => film.Id).FirstAsync()).Id.ToString(),
        "CallId" => (await db.Calls.OrderBy(call => call.Id).FirstAsync()).Id.ToString(),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "The tour does not know what this placeholder is."),
    };

    [GeneratedRegex(@"\{(\w+)(?::\w+)?\}")]
    private static partial Regex Placeholder();
}
