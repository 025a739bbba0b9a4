using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Showcase.Domain.Calls;
using Showcase.Domain.Editions;
using Showcase.Web.Security;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Editions;

/// <summary>The two public pages of this slice on the real server, without script.</summary>
[Collection(WebCollection.Name)]
public sealed partial class InvitationPageTests(WebFixture web)
{
    [Fact]
    public async Task A_visitor_is_asked_to_sign_in_and_comes_back_to_accept()
    {
        var (edition, secret) = await InviteAsync("guest@invited.test", "invited-1");
        await web.PersonAsync("guest@invited.test");
        var address = $"/account/invitation?secret={secret}";

        var asVisitor = await web.Browser().GetStringAsync(address);
        var browser = await web.SignedInAsync("guest@invited.test");
        var accepted = await PostAsync(browser, address);

        Assert.Contains($"/account/signin?returnUrl={Uri.EscapeDataString(address)}", asVisitor, StringComparison.Ordinal);
        Assert.DoesNotContain("Accept the invitation", asVisitor, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.Found, "/workspace"), (accepted.StatusCode, new Uri(web.Address, accepted.Headers.Location!).AbsolutePath));
        using var desk = await browser.GetAsync($"/workspace/{edition.Slug}/members");
        Assert.Equal(HttpStatusCode.OK, desk.StatusCode);
    }

    [Fact]
    public async Task Another_person_is_told_whose_it_is_and_gets_no_role()
    {
        var (edition, secret) = await InviteAsync("owner@invited.test", "invited-2");
        await web.PersonAsync("eve@invited.test");
        var browser = await web.SignedInAsync("eve@invited.test");

        var refused = await PostAsync(browser, $"/account/invitation?secret={secret}");

        Assert.Contains("This invitation was sent to another address.", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var desk = await browser.GetAsync($"/workspace/{edition.Slug}/members");
        Assert.Equal(HttpStatusCode.Found, desk.StatusCode);
    }

    [Fact]
    public async Task An_unknown_secret_is_no_longer_valid_and_the_page_is_not_kept()
    {
        using var answer = await web.Browser().GetAsync("/account/invitation?secret=guess");

        Assert.Contains("This invitation is no longer valid.", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.True(answer.Headers.CacheControl?.NoStore);
        Assert.Equal(["no-referrer"], answer.Headers.GetValues("Referrer-Policy"));
    }

    [Fact]
    public async Task A_public_call_shows_its_text_and_only_what_is_open_can_be_entered()
    {
        var edition = Edition.Create(new EditionDetails("Calling", EditionKind.Festival, null, null, new DateOnly(2026, 6, 1), new DateOnly(2026, 6, 2), "Europe/Berlin", "en-GB"), "calling").Value;
        edition.Publish();
        var call = Call.Create(edition.Id, "Call for entries", "Send **shorts** <script>alert(1)</script>").Value;
        var now = web.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        var open = call.AddCategory(new CategoryDetails("Shorts", null, TimeSpan.Zero, TimeSpan.FromMinutes(10), now.AddDays(9))).Value;
        var past = call.AddCategory(new CategoryDetails("Loops", null, TimeSpan.Zero, TimeSpan.FromMinutes(10), now.AddDays(-9))).Value;
        _ = call.Open(now);
        await web.SaveAsync(edition, call);

        var page = await web.Browser().GetStringAsync("/editions/calling/call");

        Assert.Contains("<strong>shorts</strong> &lt;script&gt;", page, StringComparison.Ordinal);
        Assert.Contains($"/workspace/submissions/new?category={open.Id}", page, StringComparison.Ordinal);
        Assert.DoesNotContain(past.Id.ToString(), page, StringComparison.Ordinal);
        Assert.Contains("(Europe/Berlin)", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hidden_edition_has_no_call_page()
    {
        var edition = Edition.Create(new EditionDetails("Hidden", EditionKind.Festival, null, null, new DateOnly(2026, 6, 1), new DateOnly(2026, 6, 2), "UTC", "en-GB"), "hidden-edition").Value;
        await web.SaveAsync(edition);

        using var answer = await web.Browser().GetAsync("/editions/hidden-edition/call");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.DoesNotContain("Hidden", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private async Task<(Edition Edition, string Secret)> InviteAsync(string email, string slug)
    {
        var edition = Edition.Create(new EditionDetails("Invited", EditionKind.Festival, null, null, new DateOnly(2026, 6, 1), new DateOnly(2026, 6, 2), "UTC", "en-GB"), slug).Value;
        var secret = InvitationSecret.New();
        var now = web.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        await web.SaveAsync(edition, MemberInvitation.Create(edition.Id, email, EditionRole.Organiser, InvitationSecret.Hash(secret), now).Value);
        return (edition, secret);
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient browser, string address)
    {
        var page = await browser.GetStringAsync(address);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["_handler"] = "accept",
            ["__RequestVerificationToken"] = AntiforgeryToken().Match(page).Groups[1].Value,
        });
        return await browser.PostAsync(address, form);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex AntiforgeryToken();
}
