using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Public;

/// <summary>Public pages are plain pages: light, without script or cookie, and told to machines.</summary>
[Collection(WebCollection.Name)]
public sealed partial class StaticPagesTests(WebFixture web)
{
    private const int MostBytes = 100_000;

    [Fact]
    public async Task A_public_page_runs_no_script_but_the_clocks_of_calls_sets_no_cookie_and_may_be_kept_by_a_shared_cache()
    {
        foreach (var address in await AddressesAsync())
        {
            using var answer = await web.Browser().GetAsync(address);
            var page = await answer.Content.ReadAsStringAsync();

            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            var scripts = Script().Matches(DataBlock().Replace(page, "")).Select(match => match.Groups["address"].Value);
            Assert.All(scripts, script => Assert.Contains("Features/Calls/PublicCallPage.", script, StringComparison.Ordinal));
            Assert.Equal(address.EndsWith("/call", StringComparison.Ordinal) || address == "/calls" ? 1 : 0, scripts.Count());
            Assert.False(answer.Headers.Contains("Set-Cookie"), address);
            Assert.Equal((true, TimeSpan.FromMinutes(1), TimeSpan.Zero), (answer.Headers.CacheControl!.Public, answer.Headers.CacheControl.SharedMaxAge, answer.Headers.CacheControl.MaxAge));
            Assert.Contains("Cookie", answer.Headers.Vary);
        }
    }

    [Fact]
    public async Task A_signed_in_persons_page_is_kept_for_nobody_else()
    {
        var festival = await (await Festival.OpenAsync(web)).ReleaseAsync();
        await web.PersonAsync("reader@static.test");
        using var browser = await web.SignedInAsync("reader@static.test");

        using var answer = await browser.GetAsync(festival.Root);

        Assert.Contains("private", answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("public", answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_public_page_names_its_own_address_and_what_to_show_of_it()
    {
        foreach (var address in await AddressesAsync())
        {
            var page = await web.Browser().GetStringAsync($"{address}?utm_source=mail");

            var own = new Uri(web.Address, address).AbsoluteUri;
            Assert.Contains($"<link rel=\"canonical\" href=\"{own}\"", page, StringComparison.Ordinal);
            Assert.Contains($"property=\"og:url\" content=\"{own}\"", page, StringComparison.Ordinal);
            Assert.Matches("property=\"og:title\" content=\"[^\"]+\"", page);
            Assert.Matches("name=\"description\" content=\"[^\"]+\"", page);
        }
    }

    [Fact]
    public async Task A_films_page_tells_machines_of_the_film_and_its_screenings()
    {
        var festival = await (await Festival.OpenAsync(web, title: "Salt </script> Index")).ReleaseAsync();

        var page = await web.Browser().GetStringAsync(festival.FilmPage);

        using var told = JsonDocument.Parse(DataBlock().Match(page).Groups["json"].Value);
        var things = told.RootElement.GetProperty("@graph");
        Assert.Equal(("Movie", "Salt </script> Index", "PT4M12S"), (Text(things[0], "@type"), Text(things[0], "name"), Text(things[0], "duration")));
        Assert.Equal(("ScreeningEvent", "Competition 1", "2026-06-14T19:30:00+02:00"), (Text(things[1], "@type"), Text(things[1], "name"), Text(things[1], "startDate")));
        Assert.Equal("Cinema Village, Screen 1", Text(things[1].GetProperty("location"), "name"));
    }

    [Fact]
    public async Task A_public_page_weighs_under_100_KB_without_its_pictures()
    {
        foreach (var address in (string[])["/vote", .. await AddressesAsync()])
        {
            var weight = await WeightAsync(address);

            Assert.True(weight < MostBytes, $"{address} weighs {weight} bytes.");
        }
    }

    private static string? Text(JsonElement thing, string name) => thing.GetProperty(name).GetString();

    private async Task<IReadOnlyList<string>> AddressesAsync() => ["/", "/calls", .. (await (await Festival.OpenAsync(web)).ReleaseAsync()).Pages];

    /// <summary>The page, its style sheets, and the fonts that its letters need, in the bytes that a browser receives.</summary>
    private async Task<long> WeightAsync(string address)
    {
        using var browser = new HttpClient(new HttpClientHandler { AutomaticDecompression = DecompressionMethods.None }) { BaseAddress = web.Address };
        browser.DefaultRequestHeaders.AcceptEncoding.ParseAdd("br, gzip");
        var page = await web.Browser().GetStringAsync(address);
        var weight = await BytesAsync(browser, address);
        var styles = StyleSheet().Matches(page).Select(match => match.Groups["address"].Value).ToList();
        Assert.NotEmpty(styles);
        foreach (var file in styles.Concat(Script().Matches(DataBlock().Replace(page, "")).Select(match => match.Groups["address"].Value))) weight += await BytesAsync(browser, file);

        List<string> fonts = ["lib/fonts/fraunces-latin.woff2", "lib/fonts/instrument-sans-latin.woff2"];
        if (WebUtility.HtmlDecode(page).Any(letter => letter is >= '\u0100' and <= '\u02ba')) fonts.Add("lib/fonts/instrument-sans-latin-ext.woff2");
        foreach (var font in fonts) weight += await BytesAsync(browser, font);
        return weight;
    }

    private static async Task<long> BytesAsync(HttpClient browser, string address)
    {
        using var answer = await browser.GetAsync(address);
        Assert.True(answer.IsSuccessStatusCode, $"{address}: {answer.StatusCode}");
        return (await answer.Content.ReadAsByteArrayAsync()).LongLength;
    }

    [GeneratedRegex("<script type=\"application/ld\\+json\">(?<json>.*?)</script>", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex DataBlock();

    [GeneratedRegex("<script(?: type=\"module\" src=\"(?<address>[^\"]+)\")?", RegexOptions.ExplicitCapture)]
    private static partial Regex Script();

    [GeneratedRegex("<link rel=\"stylesheet\" href=\"(?<address>[^\"]+)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex StyleSheet();
}
