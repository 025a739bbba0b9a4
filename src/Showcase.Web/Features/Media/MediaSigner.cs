using System.Security.Cryptography;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Showcase.Web.Data;

namespace Showcase.Web.Features.Media;

/// <summary>Signs what addresses carry (HMAC-SHA-256, cut to 16 bytes), each use under a key of its own.</summary>
public sealed class MediaSigner
{
    private const int SignatureLength = 16;

    private readonly byte[] key;

    public MediaSigner(IOptions<MediaOptions> options, DataFolder data) =>
        key = string.IsNullOrEmpty(options.Value.SigningKey) ? KeyOf(data) : Convert.FromBase64String(options.Value.SigningKey);

    /// <summary>The content with its signature, as text that is safe in an address.</summary>
    public string Sign(string use, ReadOnlySpan<byte> content)
    {
        Span<byte> signed = stackalloc byte[content.Length + SignatureLength];
        content.CopyTo(signed);
        Signature(use, content).AsSpan(0, SignatureLength).CopyTo(signed[content.Length..]);
        return WebEncoders.Base64UrlEncode(signed);
    }

    /// <summary>The content that was signed for this use; null where the text is anything else.</summary>
    public byte[]? Open(string use, string? text)
    {
        if (string.IsNullOrEmpty(text) || text.Length > 200 || !System.Buffers.Text.Base64Url.IsValid(text)) return null;

        Span<byte> signed = stackalloc byte[200];
        if (!System.Buffers.Text.Base64Url.TryDecodeFromChars(text, signed, out var length) || length <= SignatureLength) return null;

        var content = signed[..(length - SignatureLength)];
        var signature = Signature(use, content).AsSpan(0, SignatureLength);
        return CryptographicOperations.FixedTimeEquals(signature, signed[content.Length..length]) ? content.ToArray() : null;
    }

    /// <summary>A number that only this key gives for the content.</summary>
    public uint Number(string use, ReadOnlySpan<byte> content) => System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(Signature(use, content));

    private byte[] Signature(string use, ReadOnlySpan<byte> content)
    {
        Span<byte> message = stackalloc byte[64 + content.Length];
        var named = System.Text.Encoding.ASCII.GetBytes(use, message);
        message[named] = 0;
        content.CopyTo(message[(named + 1)..]);
        return HMACSHA256.HashData(key, message[..(named + 1 + content.Length)]);
    }

    private static byte[] KeyOf(DataFolder data)
    {
        const int keyLength = 32;
        var file = data.Path("keys/media.key");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        if (!File.Exists(file))
        {
            var fresh = $"{file}.{Guid.CreateVersion7():N}";
            File.WriteAllBytes(fresh, RandomNumberGenerator.GetBytes(keyLength));
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(fresh, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            File.Move(fresh, file, overwrite: false);
        }

        return File.ReadAllBytes(file);
    }
}
