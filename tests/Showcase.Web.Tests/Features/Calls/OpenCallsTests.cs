using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Showcase.Web.Tests.Features.Public;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Calls;

/// <summary>What everybody reads of open calls, people and programs.</summary>
[Collection(WebCollection.Name)]
public sealed class OpenCallsTests(WebFixture web)
{
    private static readonly DateTimeOffset Soon = TimeProvider.System.GetUtcNow().AddHours(30);

    [Fact]
    public async Task The_feed_tells_of_open_calls_of_public_editions_and_of_nothing_else()
    {
        var shown = await Festival.OpenAsync(web, deadline: Soon);
        var hidden = await Festival.OpenAsync(web, isPublic: false, deadline: Soon);
        var over = await Festival.OpenAsync(web, deadline: TimeProvider.System.GetUtcNow().AddHours(-1));

        using var answer = await web.Browser().GetAsync("/calls.json");
        var text = await answer.Content.ReadAsStringAsync();

        using var feed = JsonDocument.Parse(text);
        var call = feed.RootElement.GetProperty("calls").EnumerateArray().Single(call => call.GetProperty("edition").GetProperty("url").GetString()!.EndsWith(shown.Root, StringComparison.Ordinal));
        var category = call.GetProperty("categories")[0];
        Assert.Equal(Soon.ToUnixTimeSeconds(), call.GetProperty("nextDeadline").GetDateTimeOffset().ToUnixTimeSeconds());
        Assert.Equal(new Uri(web.Address, $"/workspace/submissions/new?category={category.GetProperty("id").GetString()}").AbsoluteUri, category.GetProperty("submitUrl").GetString());
        Assert.DoesNotContain(hidden.Root, text, StringComparison.Ordinal);
        Assert.DoesNotContain(over.Root, text, StringComparison.Ordinal);
        Assert.DoesNotContain("grace", text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_feed_may_be_kept_and_who_has_it_is_told_so()
    {
        await Festival.OpenAsync(web, deadline: Soon);
        using var first = await web.Browser().GetAsync("/calls.json");
        using var again = new HttpRequestMessage(HttpMethod.Get, "/calls.json");
        again.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Parse(first.Headers.ETag!.ToString()));

        using var second = await web.Browser().SendAsync(again);

        Assert.Equal((true, TimeSpan.FromMinutes(5)), (first.Headers.CacheControl!.Public, first.Headers.CacheControl.MaxAge));
        Assert.Equal("*", first.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Fact]
    public async Task The_page_lists_what_is_open_with_the_next_deadline_in_words_without_a_script()
    {
        var shown = await Festival.OpenAsync(web, deadline: Soon);

        var page = await web.Browser().GetStringAsync("/calls");

        Assert.Contains($"href=\"{shown.Root}/call#call-", page, StringComparison.Ordinal);
        Assert.Contains("29 h left", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Asia/Tokyo", "Asia/Tokyo")]
    [InlineData("Nowhere/Land", "Europe/Berlin")]
    [InlineData("../../etc/passwd", "Europe/Berlin")]
    public async Task Deadlines_show_in_the_zone_of_the_address_or_in_the_editions_own(string asked, string shown)
    {
        var festival = await Festival.OpenAsync(web, deadline: Soon);

        var page = await web.Browser().GetStringAsync($"{festival.Root}/call?zone={Uri.EscapeDataString(asked)}");

        var local = TimeZoneInfo.ConvertTime(Soon, TimeZoneInfo.FindSystemTimeZoneById(shown));
        Assert.Contains($"{local:HH:mm} ({shown})", page, StringComparison.Ordinal);
    }
}
