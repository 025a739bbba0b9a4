using System.Globalization;
using Showcase.Domain.Editions;
using Showcase.Domain.Messages;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Editions;

/// <summary>The mail that carries an invitation's link.</summary>
internal static class InvitationLetter
{
    public const string Path = "account/invitation";

    public static OutboxMessage Write(SiteTexts texts, Edition edition, MemberInvitation invitation, string inviter, string secret, Uri site)
    {
        var role = texts.Of("Editions", invitation.Role);
        var link = new Uri(site, $"{Path}?secret={secret}");
        var until = edition.ToLocal(invitation.ExpiresAt).ToString("d MMMM yyyy, HH:mm", CultureInfo.GetCultureInfo(edition.Locale));
        return OutboxMessage.Create(
            edition.Id,
            invitation.Email,
            texts["Editions.InvitationSubject", edition.Name, role],
            texts["Editions.InvitationBody", inviter, edition.Name, role, link, $"{until} ({edition.TimeZoneId})", invitation.Email],
            invitation.SentAt);
    }
}
