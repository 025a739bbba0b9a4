using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Account;

[Collection(WebCollection.Name)]
public sealed partial class SecondFactorTests(WebFixture web)
{
    private const string Page = "/account/manage/authenticator";

    [Fact]
    public async Task With_an_authenticator_the_password_alone_does_not_sign_in()
    {
        await web.PersonAsync("twostep@account.test");
        var (key, _) = await TurnOnAsync("twostep@account.test");
        using var browser = web.Browser();

        using var password = await PasswordAsync(browser, "twostep@account.test");
        using var early = await browser.GetAsync("/account/manage");
        using var wrong = await browser.SendAsync(password.Headers.Location!.OriginalString, "second-factor", ("Input.Code", "000000"));
        using var right = await browser.SendAsync(password.Headers.Location!.OriginalString, "second-factor", ("Input.Code", Code(key)));
        using var inside = await browser.GetAsync("/account/manage");

        Assert.Contains("/account/second-factor", password.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Equal(
            [HttpStatusCode.Found, HttpStatusCode.OK, HttpStatusCode.Found, HttpStatusCode.OK],
            [early.StatusCode, wrong.StatusCode, right.StatusCode, inside.StatusCode]);
    }

    [Fact]
    public async Task A_recovery_code_signs_in_once()
    {
        await web.PersonAsync("recovery@account.test");
        var (_, recovery) = await TurnOnAsync("recovery@account.test");

        using var first = await RecoverAsync("recovery@account.test", recovery[0]);
        using var second = await RecoverAsync("recovery@account.test", recovery[0]);

        Assert.Equal((10, HttpStatusCode.Found, HttpStatusCode.OK), (recovery.Count, first.StatusCode, second.StatusCode));
    }

    [Fact]
    public async Task Turning_the_second_step_off_asks_for_the_password()
    {
        await web.PersonAsync("off@account.test");
        using var browser = await web.SignedInAsync("off@account.test");
        await TurnOnAsync(browser);

        using var wrong = await browser.SendAsync(Page, "authenticator-off", ("Input.Password", "not the password"));
        using var right = await browser.SendAsync(Page, "authenticator-off", ("Input.Password", WebFixture.Password));

        Assert.Contains("This is not your password", await wrong.TextAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, right.StatusCode);
    }

    [Fact]
    public async Task Whoever_finds_a_browser_open_neither_turns_the_second_step_on_nor_gets_codes_that_open_it()
    {
        await web.PersonAsync("found@account.test");
        using var browser = await web.SignedInAsync("found@account.test");
        var key = KeyText().Match(await browser.GetStringAsync(Page)).Groups[1].Value.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();

        using var enrolled = await browser.SendAsync(Page, "authenticator-on", ("Input.Password", "not the password"), ("Input.Code", Code(key)));
        await TurnOnAsync(browser);
        using var renewed = await browser.SendAsync(Page, "codes", ("Input.CodesPassword", "not the password"));
        using var right = await browser.SendAsync(Page, "codes", ("Input.CodesPassword", WebFixture.Password));

        Assert.Contains("This is not your password", await enrolled.TextAsync(), StringComparison.Ordinal);
        Assert.Contains("This is not your password", await renewed.TextAsync(), StringComparison.Ordinal);
        Assert.DoesNotMatch(CodeText(), await renewed.TextAsync());
        Assert.Matches(CodeText(), await right.TextAsync());
    }

    [Fact]
    public async Task Passkey_options_need_the_sites_own_page_and_new_ones_a_sign_in()
    {
        using var visitor = web.Browser();

        using var forged = await visitor.PostAsync("/account/passkeys/request-options", content: null);
        using var stranger = await visitor.PostAsync("/account/passkeys/creation-options", content: null);

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.Found), (forged.StatusCode, stranger.StatusCode));
    }

    [Fact]
    public async Task A_new_passkey_takes_the_password_and_guesses_close_the_account()
    {
        await web.PersonAsync("newkey@account.test");
        using var browser = await web.SignedInAsync("newkey@account.test");

        using var nothing = await OptionsAsync(browser, password: "");
        using var right = await OptionsAsync(browser, WebFixture.Password);
        for (var guess = 0; guess < 5; guess++) using (await OptionsAsync(browser, "not the password")) { }
        using var closed = await OptionsAsync(browser, WebFixture.Password);

        Assert.Equal([HttpStatusCode.Forbidden, HttpStatusCode.OK, HttpStatusCode.Forbidden], [nothing.StatusCode, right.StatusCode, closed.StatusCode]);
        Assert.Contains("challenge", await right.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_is_told_by_mail_when_a_passkey_goes()
    {
        var person = await web.PersonAsync("lostkey@account.test");
        var key = await web.PasskeyAsync(person);
        using var browser = await web.SignedInAsync("lostkey@account.test");

        using var removed = await browser.SendAsync("/account/manage/passkeys", "passkey-remove", ("Removal.Id", key));

        Assert.Equal(HttpStatusCode.Found, removed.StatusCode);
        Assert.Equal("A passkey was removed from your Showcase account", Assert.Single(await web.MailsAsync("lostkey@account.test")).Subject);
    }

    private static async Task<HttpResponseMessage> OptionsAsync(HttpClient browser, string password)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/account/passkeys/creation-options")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal) { ["password"] = password }),
        };
        request.Headers.Add("RequestVerificationToken", FormBrowser.Token(await browser.GetStringAsync("/account/manage/passkeys")));
        return await browser.SendAsync(request);
    }

    private async Task<(string Key, IReadOnlyList<string> Recovery)> TurnOnAsync(string email)
    {
        using var browser = await web.SignedInAsync(email);
        return await TurnOnAsync(browser);
    }

    private static async Task<(string Key, IReadOnlyList<string> Recovery)> TurnOnAsync(HttpClient browser)
    {
        var key = KeyText().Match(await browser.GetStringAsync(Page)).Groups[1].Value.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
        using var answer = await browser.SendAsync(Page, "authenticator-on", ("Input.Password", WebFixture.Password), ("Input.Code", Code(key)));
        return (key, [.. CodeText().Matches(await answer.TextAsync()).Select(match => match.Groups[1].Value)]);
    }

    private static Task<HttpResponseMessage> PasswordAsync(HttpClient browser, string email) =>
        browser.SendAsync("/account/signin", "signin", ("Input.Email", email), ("Input.Password", WebFixture.Password));

    private async Task<HttpResponseMessage> RecoverAsync(string email, string code)
    {
        using var browser = web.Browser();
        using var password = await PasswordAsync(browser, email);
        return await browser.SendAsync("/account/recovery-code", "recovery", ("Input.Code", code));
    }

    /// <summary>What an authenticator app shows (RFC 6238: HMAC-SHA1, 30 seconds, six digits).</summary>
    private static string Code(string key)
    {
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var bits = string.Concat(key.Select(sign => Convert.ToString(Alphabet.IndexOf(sign, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        var secret = bits.Chunk(8).Where(part => part.Length == 8).Select(part => Convert.ToByte(new string(part), 2)).ToArray();
        var step = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(step, TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 30);
#pragma warning disable CA5350 // The standard's own algorithm.
        var hash = HMACSHA1.HashData(secret, step);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(hash[^1] & 0xf)) & 0x7fffffff;
        return (number % 1_000_000).ToString("000000", System.Globalization.CultureInfo.InvariantCulture);
    }

    [GeneratedRegex("class=\"key\"[^>]*>([^<]+)<")]
    private static partial Regex KeyText();

    [GeneratedRegex("<li[^>]*>([A-Z0-9]{5}-[A-Z0-9]{5})</li>")]
    private static partial Regex CodeText();
}
