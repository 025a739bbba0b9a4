using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Showcase.Web.Data;
using Showcase.Web.Features.Account;
using Showcase.Web.Tests.Connections;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Account;

public sealed class FirstAdministratorTests
{
    [Fact]
    public async Task The_link_makes_one_administrator_and_then_no_link_works()
    {
        await using var web = WebFixture.With();
        await NoticedAsync(web);
        var older = await IssueAsync(web);
        var link = $"/account/first-administrator?token={await IssueAsync(web)}";
        using var browser = web.Browser();

        var outdated = await browser.GetStringAsync($"/account/first-administrator?token={older}");
        var guessed = await browser.GetStringAsync("/account/first-administrator?token=guess");
        using var made = await CreateAsync(browser, link, "first@account.test");
        var used = await browser.GetStringAsync(link);

        Assert.Contains("This link does not work", outdated, StringComparison.Ordinal);
        Assert.Contains("This link does not work", guessed, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, made.StatusCode);
        Assert.Contains("This link does not work", used, StringComparison.Ordinal);
        Assert.Null(await IssueAsync(web));

        using var administrator = await web.SignedInAsync("first@account.test");
        using var people = await administrator.GetAsync("/admin/users");
        Assert.Equal(HttpStatusCode.OK, people.StatusCode);
    }

    /// <summary>The server writes a link of its own as it starts, which ends those before it.</summary>
    private static async Task NoticedAsync(WebFixture web)
    {
        await using var db = await web.Services.GetRequiredService<IDbContextFactory<ShowcaseDbContext>>().CreateDbContextAsync();
        await OwnServer.UntilAsync(() => db.FirstAdministratorLinks.Any());
    }

    private static async Task<string?> IssueAsync(WebFixture web)
    {
        await using var scope = web.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<FirstAdministrators>().IssueAsync(CancellationToken.None);
    }

    private static Task<HttpResponseMessage> CreateAsync(HttpClient browser, string link, string email) =>
        browser.SendAsync(link, "first", ("Input.Name", "Ines"), ("Input.Email", email), ("Input.Password", WebFixture.Password));
}
