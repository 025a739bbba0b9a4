using System.Net;
using Microsoft.Net.Http.Headers;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.App;

public sealed class ErrorPagesTests
{
    [Fact]
    public async Task Whoever_posts_to_an_address_that_is_not_there_is_told_so()
    {
        await using var web = WebFixture.With();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal) { ["title"] = "A film" });

        using var answer = await web.Browser().PostAsync("/nowhere", form);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("<h1>", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Browsers_that_came_over_https_are_told_to_come_so_again_and_others_are_not()
    {
        await using var web = WebFixture.With(("ForwardedHeaders_Enabled", "true"), ("Site:Address", "https://festival.test"));

        using var secure = await AskAsync(web, "https");
        using var plain = await AskAsync(web, "http");

        Assert.Equal("max-age=31536000", Assert.Single(secure.Headers.GetValues(HeaderNames.StrictTransportSecurity)));
        Assert.False(plain.Headers.Contains(HeaderNames.StrictTransportSecurity));
    }

    private static async Task<HttpResponseMessage> AskAsync(WebFixture web, string scheme)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/account/signin") { Headers = { Host = "festival.test" } };
        request.Headers.Add("X-Forwarded-Proto", scheme);
        return await web.Browser().SendAsync(request);
    }
}
