using System.Net;
using Showcase.Web.Data;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Account;

[Collection(WebCollection.Name)]
public sealed class SignInTests(WebFixture web)
{
    private const string Failed = "We could not sign you in.";

    [Fact]
    public async Task After_five_wrong_passwords_the_right_one_is_refused_in_the_same_words()
    {
        await web.PersonAsync("locked@account.test");
        using var browser = web.Browser();
        using var unknown = await TryAsync(browser, "unknown@account.test", "wrong password");
        for (var guess = 0; guess < 5; guess++) using (await TryAsync(browser, "locked@account.test", "wrong password")) { }

        using var right = await TryAsync(browser, "locked@account.test", WebFixture.Password);

        Assert.Equal(HttpStatusCode.OK, right.StatusCode);
        Assert.Contains(Failed, await right.TextAsync(), StringComparison.Ordinal);
        Assert.Contains(Failed, await unknown.TextAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("//evil.test")]
    [InlineData("/\\evil.test")]
    [InlineData("https://evil.test")]
    [InlineData("/%09/evil.test")]
    public async Task Signing_in_leads_to_no_other_site(string target)
    {
        await web.PersonAsync($"{Guid.CreateVersion7():N}@redirect.test");
        var email = $"{Guid.CreateVersion7():N}@account.test";
        await web.PersonAsync(email);
        using var browser = web.Browser();

        using var answer = await browser.SendAsync($"/account/signin?returnUrl={target}", "signin", ("Input.Email", email), ("Input.Password", WebFixture.Password));

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.EndsWith("/workspace", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_cookie_is_out_of_reach_of_scripts_and_of_other_sites_forms()
    {
        await web.PersonAsync("cookie@account.test");
        using var browser = web.Browser();

        using var answer = await TryAsync(browser, "cookie@account.test", WebFixture.Password);

        var cookie = answer.Headers.GetValues("Set-Cookie").Single(set => set.StartsWith("showcase=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("expires", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Signing_out_needs_the_sites_own_form_and_leaves_nothing_typed_on_the_device()
    {
        await web.PersonAsync("leaving@account.test");
        using var browser = await web.SignedInAsync("leaving@account.test");
        using var forged = new FormUrlEncodedContent(new Dictionary<string, string> { ["_handler"] = "signout" });

        using var refused = await browser.PostAsync("/account/signout", forged);
        using var still = await browser.GetAsync("/account/manage");
        using var left = await browser.SendAsync("/account/signout", "signout");
        using var gone = await browser.GetAsync("/account/manage");

        Assert.Equal(
            [HttpStatusCode.BadRequest, HttpStatusCode.OK, HttpStatusCode.Found, HttpStatusCode.Found],
            [refused.StatusCode, still.StatusCode, left.StatusCode, gone.StatusCode]);
        Assert.Equal("\"storage\"", Assert.Single(left.Headers.GetValues("Clear-Site-Data")));
    }

    [Fact]
    public async Task Posting_forms_in_bulk_is_slowed_down_and_says_so()
    {
        await using var strict = WebFixture.With(("Site:AccountPostsPerMinute", "3"));
        using var browser = strict.Browser();
        for (var post = 0; post < 3; post++) using (await TryAsync(browser, "any@account.test", "wrong password")) { }

        using var fourth = await TryAsync(browser, "any@account.test", "wrong password");
        using var reading = await browser.GetAsync("/account/signin");

        Assert.Equal((HttpStatusCode.TooManyRequests, HttpStatusCode.OK), (fourth.StatusCode, reading.StatusCode));
        Assert.Contains("Wait a minute", await fourth.TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_forgotten_password_is_replaced_by_mail_and_the_link_works_once()
    {
        await web.PersonAsync("forgot@account.test");
        using var browser = web.Browser();
        using var asked = await browser.SendAsync("/account/forgotten", "forgotten", ("Input.Email", "forgot@account.test"));
        using var stranger = await browser.SendAsync("/account/forgotten", "forgotten", ("Input.Email", "stranger@account.test"));
        var link = await web.LinkAsync("forgot@account.test");

        using var reset = await browser.SendAsync(link, "reset", ("Input.Password", "another long password"));
        using var again = await browser.SendAsync(link, "reset", ("Input.Password", "a third long password"));
        using var signedIn = await TryAsync(browser, "forgot@account.test", "another long password");

        Assert.Equal(FormBrowser.WithoutTokens(await asked.TextAsync()), FormBrowser.WithoutTokens(await stranger.TextAsync()));
        Assert.Empty(await web.MailsAsync("stranger@account.test"));
        Assert.Equal(HttpStatusCode.Found, reset.StatusCode);
        Assert.Contains("This link is no longer good", await again.TextAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, signedIn.StatusCode);
    }

    [Fact]
    public async Task Strangers_who_type_an_address_do_not_fill_its_mailbox_and_what_its_owner_must_know_still_comes()
    {
        await web.PersonAsync("flooded@account.test");
        using var browser = web.Browser();

        var asked = await Task.WhenAll(Enumerable.Range(0, 9).Select(time =>
            web.Browser().SendAsync("/account/forgotten", "forgotten", ("Input.Email", time % 2 == 0 ? "flooded@account.test" : "Flooded@Account.test"))));
        for (var time = 0; time < 7; time++) using (await browser.SendAsync("/account/register", "register", ("Input.Name", "Eve"), ("Input.Email", "flooded@account.test"), ("Input.Password", "the stranger's own"))) { }
        var mails = await web.MailsAsync("flooded@account.test");
        var link = FormBrowser.LinkIn(mails.Last(mail => mail.Subject == "A new password for Showcase"));
        using var reset = await browser.SendAsync(link, "reset", ("Input.Password", "another long password"));

        Assert.All(asked, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.Equal((6, 6), (mails.Count(mail => mail.Subject == "A new password for Showcase"), mails.Count(mail => mail.Subject == "You have a Showcase account already")));
        Assert.Equal(HttpStatusCode.Found, reset.StatusCode);
        Assert.Equal("Your Showcase password was changed", (await web.MailsAsync("flooded@account.test"))[^1].Subject);
        foreach (var answer in asked) answer.Dispose();
    }

    [Fact]
    public async Task A_new_password_by_mail_ends_the_passkeys_that_an_intruder_may_have_added()
    {
        await web.PasskeyAsync(await web.PersonAsync("intruded@account.test"));
        using var browser = web.Browser();
        using var asked = await browser.SendAsync("/account/forgotten", "forgotten", ("Input.Email", "intruded@account.test"));

        using var reset = await browser.SendAsync(await web.LinkAsync("intruded@account.test"), "reset", ("Input.Password", "another long password"));
        using var signedIn = await TryAsync(browser, "intruded@account.test", "another long password");

        Assert.Contains("no passkey yet", await browser.GetStringAsync("/account/manage/passkeys"), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("passkeys were removed", (await web.MailsAsync("intruded@account.test"))[^1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_that_an_import_made_is_taken_over_by_the_mail_for_forgotten_passwords()
    {
        await web.SaveAsync(new ApplicationUser
        {
            DisplayName = "Imported", UserName = "imported@account.test", NormalizedUserName = "IMPORTED@ACCOUNT.TEST", Email = "imported@account.test",
            NormalizedEmail = "IMPORTED@ACCOUNT.TEST", SecurityStamp = "stamp", LockoutEnabled = true,
        });
        using var browser = web.Browser();
        using var guessed = await TryAsync(browser, "imported@account.test", "");
        using var asked = await browser.SendAsync("/account/forgotten", "forgotten", ("Input.Email", "imported@account.test"));

        using var reset = await browser.SendAsync(await web.LinkAsync("imported@account.test"), "reset", ("Input.Password", "another long password"));
        using var signedIn = await TryAsync(browser, "imported@account.test", "another long password");

        Assert.NotEqual(HttpStatusCode.Found, guessed.StatusCode);
        Assert.Equal((HttpStatusCode.Found, HttpStatusCode.Found), (reset.StatusCode, signedIn.StatusCode));
    }

    private static Task<HttpResponseMessage> TryAsync(HttpClient browser, string email, string password) =>
        browser.SendAsync("/account/signin", "signin", ("Input.Email", email), ("Input.Password", password));
}
