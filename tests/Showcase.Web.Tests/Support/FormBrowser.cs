using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Showcase.Domain.Messages;
using Showcase.Web.Data;

namespace Showcase.Web.Tests.Support;

/// <summary>Uses pages as a person without script does: opens one, fills a form, sends it, reads mail.</summary>
public static partial class FormBrowser
{
    /// <summary>Opens the page and posts its form of that name with its own hidden fields.</summary>
    public static async Task<HttpResponseMessage> SendAsync(this HttpClient browser, string page, string form, params (string Name, string Value)[] fields)
    {
        var html = await browser.GetStringAsync(page);
        var body = new Dictionary<string, string>(StringComparer.Ordinal) { ["_handler"] = form, ["__RequestVerificationToken"] = Token(html) };
        foreach (var (name, value) in fields) body[name] = value;
        using var content = new FormUrlEncodedContent(body);
        return await browser.PostAsync(page, content);
    }

    /// <summary>The visible text of an answer.</summary>
    public static async Task<string> TextAsync(this HttpResponseMessage answer) => WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());

    /// <summary>The mails that were written to that address, oldest first.</summary>
    public static async Task<IReadOnlyList<OutboxMessage>> MailsAsync(this WebFixture web, string to)
    {
        await using var db = await web.Services.GetRequiredService<IDbContextFactory<ShowcaseDbContext>>().CreateDbContextAsync();
        return await db.OutboxMessages.Where(message => message.To == to).OrderBy(message => message.CreatedAt).ThenBy(message => message.Id).ToListAsync();
    }

    /// <summary>The link in the newest mail to that address.</summary>
    public static async Task<string> LinkAsync(this WebFixture web, string to) => LinkIn((await web.MailsAsync(to))[^1]);

    public static string LinkIn(OutboxMessage mail) => Link().Match(mail.Body).Value;

    /// <summary>The antiforgery token in a page.</summary>
    public static string Token(string page) => AntiforgeryToken().Match(page).Groups[1].Value;

    /// <summary>A page without its antiforgery tokens, which differ at each reading.</summary>
    public static string WithoutTokens(string page) => ComponentState().Replace(AntiforgeryToken().Replace(page, ""), "");

    [GeneratedRegex("<!--Blazor[^>]*-->")]
    private static partial Regex ComponentState();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex AntiforgeryToken();

    [GeneratedRegex(@"https?://\S+")]
    private static partial Regex Link();
}
