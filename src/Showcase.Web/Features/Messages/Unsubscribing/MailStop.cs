using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace Showcase.Web.Features.Messages.Unsubscribing;

/// <summary>
/// The links that end mails of one kind for whoever holds one, without signing in: reminders of deadlines, or an edition's announcements. Such
/// a link can do nothing else, and says nothing of whose it is.
/// </summary>
public sealed class MailStop(IDataProtectionProvider protection)
{
    public const string Path = "account/unsubscribe";

    /// <summary>Where mail programs post to (RFC 8058).</summary>
    public const string OneClick = Path + "/one-click";

    private const int IdLength = 16;

    private readonly IDataProtector protector = protection.CreateProtector("Showcase.Unsubscribe");

    /// <summary>Both links of a mail; <paramref name="editionId"/> is null for reminders.</summary>
    /// <param name="site">The site's root.</param>
    /// <param name="userId">Whose mails.</param>
    /// <param name="editionId">Whose announcements.</param>
    public StopLinks LinksFor(Uri site, Guid userId, Guid? editionId)
    {
        var query = $"?code={CodeFor(userId, editionId)}";
        return new StopLinks(new Uri(site, Path + query).AbsoluteUri, new Uri(site, OneClick + query).AbsoluteUri);
    }

    public string CodeFor(Guid userId, Guid? editionId) =>
        WebEncoders.Base64UrlEncode(protector.Protect([.. userId.ToByteArray(), .. (editionId ?? Guid.Empty).ToByteArray()]));

    /// <summary>What a link ends; null where it was broken on the way or made up.</summary>
    public StopWish? Read(string? code)
    {
        try
        {
            if (string.IsNullOrEmpty(code)) return null;

            var bytes = protector.Unprotect(WebEncoders.Base64UrlDecode(code));
            if (bytes.Length != 2 * IdLength) return null;

            var edition = new Guid(bytes.AsSpan(IdLength));
            return new StopWish(new Guid(bytes.AsSpan(0, IdLength)), edition == Guid.Empty ? null : edition);
        }
        catch (Exception broken) when (broken is FormatException or CryptographicException or ArgumentException)
        {
            return null;
        }
    }
}

/// <summary>The page that asks, and the address for mail programs.</summary>
public sealed record StopLinks(string Page, string OneClick);

/// <summary>Whose mails are to end: an edition's announcements or, without one, reminders.</summary>
public sealed record StopWish(Guid UserId, Guid? EditionId);
