using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Showcase.Web.Security;

/// <summary>The secret of an invitation's link: 256 random bits, of which the store keeps the hash alone.</summary>
internal static class InvitationSecret
{
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>Lower-case hexadecimal SHA-256.</summary>
    public static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
