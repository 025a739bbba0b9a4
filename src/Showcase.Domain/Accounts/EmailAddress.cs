using System.Net.Mail;

namespace Showcase.Domain.Accounts;

/// <summary>Whether mail can go there: one bare address, no name, no comment, no line break.</summary>
public static class EmailAddress
{
    public const int Length = 256;

    public static bool IsOne(string? text) =>
        text?.Trim() is { Length: > 0 and <= Length } address && !address.Any(char.IsControl) && !address.Contains(' ', StringComparison.Ordinal)
        && MailAddress.TryCreate(address, out var parsed) && parsed.Address == address;
}
