using System.Buffers.Binary;

namespace Showcase.Domain.Media.Pictures;

/// <summary>The chunks of a WebP file (RFC 9649): the canvas, the picture on it, and how it is turned.</summary>
internal static class WebPSigns
{
    private const int FrameLength = 8;
    private const int FirstChunk = 12;
    private const byte Animation = 0x02;

    public static Result<PictureHeader> Read(ReadOnlySpan<byte> file)
    {
        var end = BinaryPrimitives.ReadUInt32LittleEndian(file[4..]) + FrameLength;
        if (end > file.Length) return PictureRefusals.Truncated;

        (int Width, int Height)? canvas = null, picture = null;
        var orientation = 1;
        for (var rest = file[FirstChunk..(int)end]; rest.Length >= FrameLength;)
        {
            var length = BinaryPrimitives.ReadUInt32LittleEndian(rest[4..]);
            if (length > rest.Length - FrameLength) return PictureRefusals.Truncated;

            var type = rest[..4];
            var content = rest.Slice(FrameLength, (int)length);
            if (type.SequenceEqual("VP8X"u8))
            {
                if (content.Length < 10) return PictureRefusals.Unreadable;
                if ((content[0] & Animation) != 0) return PictureRefusals.Moving;

                canvas = (1 + Three(content[4..]), 1 + Three(content[7..]));
            }
            else if (type.SequenceEqual("ANMF"u8) || type.SequenceEqual("ANIM"u8))
            {
                return PictureRefusals.Moving;
            }
            else if (type.SequenceEqual("VP8 "u8) || type.SequenceEqual("VP8L"u8))
            {
                // A second picture would let the first one lie about the size.
                if (picture is not null) return PictureRefusals.Unreadable;

                picture = type[3] == (byte)'L' ? Lossless(content) : Lossy(content);
                if (picture is null) return PictureRefusals.Unreadable;
            }
            else if (type.SequenceEqual("EXIF"u8))
            {
                orientation = ExifOrientation.Read(content.StartsWith("Exif\0\0"u8) ? content[6..] : content);
            }

            rest = rest[(int)Math.Min(rest.Length, FrameLength + length + (length & 1))..];
        }

        return picture is not { } seen || (canvas is { } declared && declared != seen)
            ? PictureRefusals.Unreadable
            : new PictureHeader(PictureFormat.WebP, seen.Width, seen.Height, orientation);
    }

    /// <summary>RFC 6386, section 9.1: a key frame with its start code, then sides of 14 bits.</summary>
    private static (int Width, int Height)? Lossy(ReadOnlySpan<byte> content)
    {
        if (content.Length < 10 || (content[0] & 1) != 0 || !content[3..6].SequenceEqual((ReadOnlySpan<byte>)[0x9D, 0x01, 0x2A])) return null;

        return (BinaryPrimitives.ReadUInt16LittleEndian(content[6..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(content[8..]) & 0x3FFF);
    }

    /// <summary>RFC 9649, section 3.4: a signature, then sides less one of 14 bits.</summary>
    private static (int Width, int Height)? Lossless(ReadOnlySpan<byte> content)
    {
        if (content.Length < 5 || content[0] != 0x2F) return null;

        var bits = BinaryPrimitives.ReadUInt32LittleEndian(content[1..]);
        return ((int)(1 + (bits & 0x3FFF)), (int)(1 + ((bits >> 14) & 0x3FFF)));
    }

    private static int Three(ReadOnlySpan<byte> bytes) => bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);
}
