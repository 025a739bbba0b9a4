using System.Buffers.Binary;
using System.IO.Compression;

namespace Showcase.Domain.Prizes.Drawing;

/// <summary>Writes a PNG file (ISO/IEC 15948) of one tone on nothing: grey and alpha, 8 bits each.</summary>
public static class GreyPng
{
    private static readonly uint[] Table = MakeTable();

    /// <param name="alpha">How much each element is covered, row by row.</param>
    /// <param name="width">Of the picture.</param>
    /// <param name="height">Of the picture.</param>
    /// <param name="tone">0 black, 255 white.</param>
    public static byte[] Write(byte[] alpha, int width, int height, byte tone)
    {
        ArgumentNullException.ThrowIfNull(alpha);
        if (alpha.Length != width * height) throw new ArgumentException("There is not one element for each place.", nameof(alpha));

        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        (header[8], header[9]) = (8, 4);
        Chunk(file, "IHDR"u8, header);

        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            var line = new byte[1 + (width * 2)];
            for (var row = 0; row < height; row++)
            {
                for (var column = 0; column < width; column++) (line[1 + (column * 2)], line[2 + (column * 2)]) = (tone, alpha[(row * width) + column]);
                zlib.Write(line);
            }
        }

        Chunk(file, "IDAT"u8, packed.ToArray());
        Chunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static void Chunk(MemoryStream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        file.Write(type);
        file.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Crc(content, Crc(type, uint.MaxValue)));
        file.Write(number);
    }

    private static uint Crc(ReadOnlySpan<byte> bytes, uint crc)
    {
        foreach (var value in bytes) crc = Table[(crc ^ value) & 0xFF] ^ (crc >> 8);
        return crc;
    }

    private static uint[] MakeTable()
    {
        var table = new uint[256];
        for (var value = 0u; value < table.Length; value++)
        {
            var crc = value;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 1 ? 0xEDB88320 ^ (crc >> 1) : crc >> 1;
            table[value] = crc;
        }

        return table;
    }
}
