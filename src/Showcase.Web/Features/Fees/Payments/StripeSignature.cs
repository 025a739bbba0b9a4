using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Showcase.Web.Features.Fees.Payments;

/// <summary>
/// The signature of Stripe's webhooks, scheme v1: <c>t=seconds,v1=hex[,v1=hex]</c>, each v1 an HMAC-SHA256 of <c>t.body</c>. While a secret is
/// being replaced there is one for each. See https://docs.stripe.com/webhooks, "Verify webhook signatures manually".
/// </summary>
internal static class StripeSignature
{
    /// <summary>How far its moment may lie from ours; a message that is sent again is signed again, so that late ones pass.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    public static bool IsGood(ReadOnlySpan<byte> body, string? header, string secret, DateTimeOffset now)
    {
        var parts = (header ?? "").Split(',', StringSplitOptions.TrimEntries).Select(part => part.Split('=', 2)).Where(pair => pair.Length == 2).ToLookup(pair => pair[0], pair => pair[1]);
        if (parts["t"].FirstOrDefault() is not { } moment || !long.TryParse(moment, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)) return false;
        if (Math.Abs(now.ToUnixTimeSeconds() - seconds) > Tolerance.TotalSeconds) return false;

        var expected = Sign(body, seconds, secret);
        return parts["v1"].Any(signature => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(signature), expected));
    }

    /// <summary>The signature as it stands in the header.</summary>
    private static byte[] Sign(ReadOnlySpan<byte> body, long seconds, string secret)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hash.AppendData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seconds}.")));
        hash.AppendData(body);
        return Encoding.ASCII.GetBytes(Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}
