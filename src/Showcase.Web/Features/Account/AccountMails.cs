using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Showcase.Web.Data;
using Showcase.Web.Features.Messages;
using Showcase.Web.Shared;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Account;

/// <summary>
/// The mails of the account pages, with their links. Those that a stranger can ask for come a few times an hour at most, and without the stranger's words: a name
/// is shown to nobody but whom it belongs to.
/// </summary>
internal sealed class AccountMails(OutboxService outbox, SiteTexts texts, IHttpContextAccessor http, IOptions<SiteOptions> site)
{
    private const int MostAnHour = 6;

    public Task ConfirmAsync(ApplicationUser user, string token, string? returnUrl, CancellationToken cancel) =>
        AskedForAsync("Confirm", user.Email!, texts["Account.MailHelloNobody"], Link("/account/confirm", user, token, ("returnUrl", returnUrl)), cancel);

    /// <summary>Whether another link that confirms may go there within the hour.</summary>
    public Task<bool> MayConfirmAsync(ApplicationUser user, CancellationToken cancel) => outbox.MayPostAsync(user.Email!, texts["Account.MailConfirmSubject"], MostAnHour, cancel);

    /// <summary>Tells the owner of an address that somebody tried to register it.</summary>
    public Task AlreadyRegisteredAsync(ApplicationUser user, CancellationToken cancel) =>
        AskedForAsync("AlreadyRegistered", user.Email!, Hello(user), Absolute("/account/forgotten"), cancel);

    public Task ResetAsync(ApplicationUser user, string token, CancellationToken cancel) =>
        AskedForAsync("Reset", user.Email!, user.EmailConfirmed ? Hello(user) : texts["Account.MailHelloNobody"], Link("/account/reset", user, token), cancel);

    public Task ConfirmChangeAsync(ApplicationUser user, string newEmail, string token, CancellationToken cancel) =>
        AskedForAsync("EmailChange", newEmail, texts["Account.MailHelloNobody"], Link("/account/confirm-email", user, token, ("email", newEmail)), cancel);

    /// <summary>Tells the old address where the account went, in case it was not the owner.</summary>
    public Task ChangedAsync(ApplicationUser user, string oldEmail) => PostAsync("EmailChanged", oldEmail, Hello(user), Absolute("/"), CancellationToken.None);

    /// <summary>Tells the owner that the password, the second step or a passkey changed, also where whoever did it has hung up.</summary>
    public Task SecurityChangedAsync(ApplicationUser user, string what) => PostAsync(what, user.Email!, Hello(user), Absolute("/account/forgotten"), CancellationToken.None);

    /// <summary>Tokens hold signs that addresses do not.</summary>
    public static string Encode(string token) => WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(token));

    /// <summary>The token in a link; null where a mail program or a person broke it.</summary>
    public static string? Decode(string? code)
    {
        try
        {
            return string.IsNullOrEmpty(code) ? null : Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(code));
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private string Hello(ApplicationUser user) => texts["Account.MailHello", user.DisplayName];

    private Task AskedForAsync(string mail, string to, string hello, string link, CancellationToken cancel) => PostAsync(mail, to, hello, link, cancel, MostAnHour);

    private Task PostAsync(string mail, string to, string hello, string link, CancellationToken cancel, int? mostAnHour = null) =>
        outbox.PostAsync(to, texts[$"Account.Mail{mail}Subject"], texts[$"Account.Mail{mail}Body", hello, link], texts["Account.MailFooter"], mostAnHour, cancel);

    private string Link(string path, ApplicationUser user, string token, params (string Name, string? Value)[] more) =>
        QueryHelpers.AddQueryString(Absolute(path), new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["user"] = user.Id.ToString(), ["code"] = Encode(token),
        }.Concat(more.Where(part => part.Value is not null).Select(part => KeyValuePair.Create(part.Name, part.Value))));

    private string Absolute(string path)
    {
        if (site.Value.Address is { Length: > 0 } address) return address.TrimEnd('/') + path;

        var request = http.HttpContext!.Request;
        return $"{request.Scheme}://{request.Host}{request.PathBase}{path}";
    }
}
