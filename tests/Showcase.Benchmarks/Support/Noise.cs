using System.Buffers.Binary;
using System.Security.Cryptography;
using Showcase.Domain.Media;

namespace Showcase.Benchmarks.Support;

/// <summary>A file that is sent and never played.</summary>
internal static class Noise
{
    private const string MatroskaHead = "1A45DFA380" + "1853806701FFFFFFFFFFFFFF" + "1654AE6B85" + "AE83838101";

    /// <summary>Noise that begins as a film does, each block another; answers its SHA-256.</summary>
    public static async Task<string> WriteAsync(string file, long size)
    {
        var block = new byte[Blocks.Smallest];
        new Random(3).NextBytes(block);
        Convert.FromHexString(MatroskaHead).CopyTo(block, 0);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var stream = File.Create(file);
        for (long written = 0; written < size; written += block.Length)
        {
            BinaryPrimitives.WriteInt64LittleEndian(block.AsSpan(64), written);
            var piece = block.AsMemory(0, (int)Math.Min(block.Length, size - written));
            hash.AppendData(piece.Span);
            await stream.WriteAsync(piece);
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
