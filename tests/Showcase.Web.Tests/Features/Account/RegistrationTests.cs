using System.Net;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Account;

[Collection(WebCollection.Name)]
public sealed class RegistrationTests(WebFixture web)
{
    private const string Password = WebFixture.Password;

    [Fact]
    public async Task A_person_registers_confirms_by_mail_and_signs_in()
    {
        using var browser = web.Browser();

        using var registered = await RegisterAsync(browser, "new@account.test");
        using var early = await SignInAsync(browser, "new@account.test");
        using var confirmed = await ConfirmAsync(browser, "new@account.test");
        using var inside = await browser.GetAsync("/account/manage");
        using var again = await browser.GetAsync(await web.LinkAsync("new@account.test"));
        using var signedIn = await SignInAsync(browser, "new@account.test");

        Assert.Contains("We wrote to new@account.test", await registered.TextAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, early.StatusCode);
        Assert.Equal((HttpStatusCode.Found, "/workspace"), (confirmed.StatusCode, Path(confirmed)));
        Assert.Equal(HttpStatusCode.OK, inside.StatusCode);
        Assert.Contains("Your account is ready", await again.TextAsync(), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.Found, "/workspace"), (signedIn.StatusCode, Path(signedIn)));
    }

    [Fact]
    public async Task Registering_an_address_twice_looks_the_same_and_tells_only_its_owner()
    {
        await web.PersonAsync("taken@account.test");
        using var browser = web.Browser();

        using var fresh = await RegisterAsync(browser, "fresh@account.test");
        using var taken = await RegisterAsync(browser, "taken@account.test");

        Assert.Equal(
            FormBrowser.WithoutTokens(await fresh.TextAsync()).Replace("fresh@", "x@", StringComparison.Ordinal),
            FormBrowser.WithoutTokens(await taken.TextAsync()).Replace("taken@", "x@", StringComparison.Ordinal));
        Assert.Equal("You have a Showcase account already", Assert.Single(await web.MailsAsync("taken@account.test")).Subject);
    }

    [Fact]
    public async Task Whoever_registered_an_address_first_and_never_confirmed_it_keeps_nothing_of_it()
    {
        using var stranger = web.Browser();
        using var owner = web.Browser();
        using var first = await stranger.SendAsync("/account/register", "register", ("Input.Name", "Eve"), ("Input.Email", "mine@account.test"), ("Input.Password", "the stranger's own password"));
        var oldLink = await web.LinkAsync("mine@account.test");

        using var second = await RegisterAsync(owner, "mine@account.test");
        using var old = await owner.GetAsync(oldLink);
        using var confirmed = await ConfirmAsync(owner, "mine@account.test");
        using var strangers = await SignInAsync(stranger, "mine@account.test", "the stranger's own password");
        using var owners = await SignInAsync(owner, "mine@account.test");

        Assert.Contains("This link is no longer good", await old.TextAsync(), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.Found, HttpStatusCode.OK, HttpStatusCode.Found), (confirmed.StatusCode, strangers.StatusCode, owners.StatusCode));
    }

    [Fact]
    public async Task Whoever_registers_an_address_after_its_owner_is_not_let_in_by_the_owner()
    {
        using var stranger = web.Browser();
        using var owner = web.Browser();
        using var first = await RegisterAsync(owner, "late@account.test");
        using var second = await stranger.SendAsync("/account/register", "register", ("Input.Name", "Eve"), ("Input.Email", "late@account.test"), ("Input.Password", "the stranger's own password"));

        using var confirmed = await ConfirmAsync(owner, "late@account.test");
        using var strangers = await SignInAsync(stranger, "late@account.test", "the stranger's own password");
        using var forgotten = await owner.SendAsync("/account/forgotten", "forgotten", ("Input.Email", "late@account.test"));
        using var reset = await owner.SendAsync(await web.LinkAsync("late@account.test"), "reset", ("Input.Password", Password));
        using var owners = await SignInAsync(owner, "late@account.test");
        using var strangersLater = await SignInAsync(stranger, "late@account.test", "the stranger's own password");

        Assert.Contains("This is not the password that this account was registered with", await confirmed.TextAsync(), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Found, HttpStatusCode.OK), (strangers.StatusCode, owners.StatusCode, strangersLater.StatusCode));
    }

    [Fact]
    public async Task A_stranger_s_words_reach_nobody_by_mail()
    {
        await web.PersonAsync("advertiser@account.test");
        using var visitor = web.Browser();
        using var signedIn = await web.SignedInAsync("advertiser@account.test");
        using var named = await signedIn.SendAsync("/account/manage", "profile", ("Input.Name", "Win money at evil.example"));

        using var registered = await visitor.SendAsync("/account/register", "register", ("Input.Name", "Win money at evil.example"), ("Input.Email", "victim@account.test"), ("Input.Password", Password));
        using var forgotten = await visitor.SendAsync("/account/forgotten", "forgotten", ("Input.Email", "victim@account.test"));
        using var moved = await signedIn.SendAsync("/account/manage/email", "email", ("Input.Email", "victim2@account.test"), ("Input.Password", Password));

        var mails = (await web.MailsAsync("victim@account.test")).Concat(await web.MailsAsync("victim2@account.test")).ToList();
        Assert.Equal(3, mails.Count);
        Assert.All(mails, mail => Assert.DoesNotContain("evil", mail.Body, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Opening_the_link_alone_as_mail_scanners_do_confirms_nothing()
    {
        using var browser = web.Browser();
        using var registered = await RegisterAsync(browser, "scanned@account.test");

        using var opened = await browser.GetAsync(await web.LinkAsync("scanned@account.test"));
        using var early = await SignInAsync(browser, "scanned@account.test");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (opened.StatusCode, early.StatusCode));
    }

    [Fact]
    public async Task A_mail_s_link_leads_nowhere_that_the_request_could_choose()
    {
        await web.PersonAsync("poisoned@account.test");
        using var browser = web.Browser();
        browser.DefaultRequestHeaders.Host = "evil.example";

        using var answer = await browser.GetAsync("/account/forgotten");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Empty(await web.MailsAsync("poisoned@account.test"));
    }

    [Fact]
    public async Task A_wrong_form_keeps_what_was_typed_and_focuses_the_first_error()
    {
        using var browser = web.Browser();

        using var answer = await browser.SendAsync("/account/register", "register", ("Input.Name", "Ada <b>"), ("Input.Email", "ada"), ("Input.Password", Password));

        var html = await answer.Content.ReadAsStringAsync();
        Assert.Contains("value=\"Ada &lt;b&gt;\"", html, StringComparison.Ordinal);
        Assert.Matches("id=\"email\"[^>]*aria-invalid=\"true\" aria-describedby=\"email-error\" autofocus", html);
        Assert.DoesNotContain(Password, html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_cannot_carry_a_second_header_or_a_name()
    {
        using var browser = web.Browser();

        using var lines = await RegisterAsync(browser, "a@account.test\r\nBcc: b@account.test");
        using var named = await RegisterAsync(browser, "Ada <a@account.test>");

        Assert.Contains("This is not an e-mail address", await lines.TextAsync(), StringComparison.Ordinal);
        Assert.Contains("This is not an e-mail address", await named.TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_short_password_is_refused_whether_the_address_is_taken_or_not()
    {
        await web.PersonAsync("short@account.test");
        using var browser = web.Browser();

        using var taken = await browser.SendAsync("/account/register", "register", ("Input.Name", "A"), ("Input.Email", "short@account.test"), ("Input.Password", "short"));

        Assert.Contains("at least 10 characters", await taken.TextAsync(), StringComparison.Ordinal);
        Assert.Empty(await web.MailsAsync("short@account.test"));
    }

    [Fact]
    public async Task A_broken_confirmation_link_says_so()
    {
        using var browser = web.Browser();

        var text = await browser.GetStringAsync($"/account/confirm?user={Guid.CreateVersion7()}&code=%20%20");

        Assert.Contains("This link is no longer good", text, StringComparison.Ordinal);
    }

    private static Task<HttpResponseMessage> RegisterAsync(HttpClient browser, string email) =>
        browser.SendAsync("/account/register", "register", ("Input.Name", "Ada"), ("Input.Email", email), ("Input.Password", Password));

    private async Task<HttpResponseMessage> ConfirmAsync(HttpClient browser, string email) =>
        await browser.SendAsync(await web.LinkAsync(email), "confirm", ("Input.Password", Password));

    private static Task<HttpResponseMessage> SignInAsync(HttpClient browser, string email, string password = Password) =>
        browser.SendAsync("/account/signin", "signin", ("Input.Email", email), ("Input.Password", password));

    private static string Path(HttpResponseMessage answer) => answer.Headers.Location!.OriginalString.Replace(answer.RequestMessage!.RequestUri!.GetLeftPart(UriPartial.Authority), "", StringComparison.Ordinal);
}
