using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Showcase.Web.Tests.Support;

/// <summary>Pictures as artists send them, and files that only look like pictures.</summary>
public static class Stills
{
    private static ReadOnlySpan<byte> PngSignature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>A test picture; another seed is another picture.</summary>
    public static byte[] Jpeg(int width = 1600, int height = 900, int seed = 0) =>
        Clips.Made($"still-{width}x{height}-{seed}.jpg", $"-f lavfi -i testsrc2=s={width}x{height}:r=25 -vf hue=h={seed * 25} -frames:v 1 -q:v 4");

    public static byte[] Png(int width = 640, int height = 360) => Clips.Made($"still-{width}x{height}.png", $"-f lavfi -i testsrc2=s={width}x{height} -frames:v 1");

    public static byte[] WebP(int width = 640, int height = 360) => Clips.Made($"still-{width}x{height}.webp", $"-f lavfi -i testsrc2=s={width}x{height} -frames:v 1");

    /// <summary>A picture whose left half is red and whose right half is blue, which says that it is to be turned.</summary>
    public static byte[] Turned(int orientation)
    {
        var plain = Clips.Made("halves.jpg", "-f lavfi -i color=red:s=320x360 -f lavfi -i color=blue:s=320x360 -filter_complex hstack -frames:v 1 -q:v 2");
        byte[] tiff = [.. "MM"u8, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0];
        return [0xFF, 0xD8, .. JpegSegment(0xE1, [.. "Exif\0\0"u8, .. tiff]), .. plain[2..]];
    }

    /// <summary>A JPEG with words of another language in a comment, and more of them behind its end.</summary>
    public static byte[] Polyglot(string words)
    {
        var plain = Jpeg();
        var text = Encoding.UTF8.GetBytes(words);
        return [0xFF, 0xD8, .. JpegSegment(0xFE, text), .. plain[2..], .. text];
    }

    /// <summary>An archive behind a picture, each of which is whole: a GIFAR with a JPEG for its GIF.</summary>
    public static byte[] Archive()
    {
        using var archive = new MemoryStream();
        using (var zip = new ZipArchive(archive, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = zip.CreateEntry("Evil.class").Open();
            entry.Write("evil code"u8);
        }

        return [.. Jpeg(), .. archive.ToArray()];
    }

    /// <summary>A few bytes that claim to be any number of pixels.</summary>
    public static byte[] Claiming(uint width, uint height) => MakePng(width, height, Deflated(new byte[64]));

    /// <summary>As many black pixels as it says, packed so well that it fits every limit of bytes.</summary>
    public static byte[] Bomb(int side)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            // One bit a pixel, and a byte before each row.
            var row = new byte[1 + ((side + 7) / 8)];
            for (var y = 0; y < side; y++) zip.Write(row);
        }

        return MakePng((uint)side, (uint)side, packed.ToArray(), depth: 1);
    }

    /// <summary>A JPEG that ends in four inks.</summary>
    public static byte[] ForPress()
    {
        byte[] frame = [8, 0x01, 0x68, 0x02, 0x80, 4, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0, 4, 0x11, 0];
        return [0xFF, 0xD8, .. JpegSegment(0xC0, frame), .. JpegSegment(0xDA, [4, 1, 0, 2, 0, 3, 0, 4, 0, 0, 63, 0]), 0x12, 0x34, 0xFF, 0xD9];
    }

    /// <summary>A PNG that says it is a film of pictures.</summary>
    public static byte[] Moving()
    {
        var plain = Png();
        var header = PngSignature.Length + 12 + 13;
        return [.. plain[..header], .. PngChunk("acTL", [0, 0, 0, 2, 0, 0, 0, 0]), .. plain[header..]];
    }

    private static byte[] MakePng(uint width, uint height, byte[] pixels, byte depth = 8)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteUInt32BigEndian(header, width);
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(4), height);
        header[8] = depth;
        return [.. PngSignature, .. PngChunk("IHDR", header), .. PngChunk("IDAT", pixels), .. PngChunk("IEND", [])];
    }

    private static byte[] PngChunk(string type, byte[] content)
    {
        var chunk = new byte[12 + content.Length];
        BinaryPrimitives.WriteInt32BigEndian(chunk, content.Length);
        Encoding.ASCII.GetBytes(type, chunk.AsSpan(4));
        content.CopyTo(chunk.AsSpan(8));
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + content.Length), Crc32Of(chunk.AsSpan(4, 4 + content.Length)));
        return chunk;
    }

    private static byte[] JpegSegment(byte marker, byte[] content) => [0xFF, marker, (byte)((content.Length + 2) >> 8), (byte)(content.Length + 2), .. content];

    private static byte[] Deflated(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true)) zip.Write(bytes);
        return packed.ToArray();
    }

    private static uint Crc32Of(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }

        return ~crc;
    }
}
