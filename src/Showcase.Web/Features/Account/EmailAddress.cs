using System.Net.Mail;

namespace Showcase.Web.Features.Account;

/// <summary>Whether mail can go there: one bare address, no name, no comment, no line break.</summary>
internal static class EmailAddress
{
    public static bool IsOne(string? text) =>
        text?.Trim() is { Length: > 0 and <= 256 } address && !address.Any(char.IsControl) && !address.Contains(' ', StringComparison.Ordinal)
        && MailAddress.TryCreate(address, out var parsed) && parsed.Address == address;
}
