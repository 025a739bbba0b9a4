using System.Buffers.Binary;

namespace Showcase.Domain.Media.Pictures;

public enum PictureFormat
{
    Jpeg,
    Png,
    WebP,
}

/// <summary>
/// What a picture's file says of itself, read by its own signs and never by its name: nothing is decoded. Refuses what a decoder should not be
/// given: files that are no picture, that break off, that move, that are meant for a press, or that unfold to more than a person would send.
/// </summary>
/// <param name="Format">Which decoder reads it.</param>
/// <param name="StoredWidth">Pixels in a row, as they are stored.</param>
/// <param name="StoredHeight">Rows, as they are stored.</param>
/// <param name="Orientation">How it is turned to be seen: EXIF 2.3's tag 0x0112, from 1 (as it is) to 8.</param>
public sealed record PictureHeader(PictureFormat Format, int StoredWidth, int StoredHeight, int Orientation)
{
    public const int MostSide = 12_000;
    public const int MostPixels = 50_000_000;
    public const int LeastLongSide = 320;
    public const int LeastShortSide = 180;

    private const int Upright = 1;
    private const int FirstTurned = 5;

    private static ReadOnlySpan<byte> PngSignature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Whether rows become columns when it is seen.</summary>
    public bool IsTurned => Orientation >= FirstTurned;

    public int Width => IsTurned ? StoredHeight : StoredWidth;

    public int Height => IsTurned ? StoredWidth : StoredHeight;

    public static Result<PictureHeader> Read(ReadOnlySpan<byte> file)
    {
        var read =
            file.StartsWith(JpegSigns.Start) ? JpegSigns.Read(file)
            : file.StartsWith(PngSignature) ? ReadPng(file)
            : file.Length >= 12 && file.StartsWith("RIFF"u8) && file[8..12].SequenceEqual("WEBP"u8) ? WebPSigns.Read(file)
            : PictureRefusals.NotPicture;
        return read.Succeeded && RefusalOf(read.Value.StoredWidth, read.Value.StoredHeight) is { } size ? size : read;
    }

    private static Refusal? RefusalOf(int width, int height)
    {
        var (longer, shorter) = (Math.Max(width, height), Math.Min(width, height));
        if (shorter < 1) return PictureRefusals.Unreadable;
        if (longer > MostSide || (long)width * height > MostPixels) return PictureRefusals.TooManyPixels(width, height);
        return longer < LeastLongSide || shorter < LeastShortSide ? PictureRefusals.TooFewPixels(width, height) : null;
    }

    /// <summary>PNG (Third Edition), sections 5 and 11: chunks of length, type, content and checksum, from IHDR to IEND.</summary>
    private static Result<PictureHeader> ReadPng(ReadOnlySpan<byte> file)
    {
        const int chunkFrame = 12;
        const int headerLength = 13;
        var (width, height, orientation) = (0, 0, Upright);
        var hasPixels = false;
        for (var rest = file[PngSignature.Length..]; rest.Length >= chunkFrame;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(rest);
            var type = rest[4..8];
            if (length > rest.Length - chunkFrame) return PictureRefusals.Truncated;

            var content = rest.Slice(8, (int)length);
            if (width == 0)
            {
                if (!type.SequenceEqual("IHDR"u8) || content.Length != headerLength) return PictureRefusals.Unreadable;

                (width, height) = (SideOf(BinaryPrimitives.ReadUInt32BigEndian(content)), SideOf(BinaryPrimitives.ReadUInt32BigEndian(content[4..])));
                if (width == 0 || height == 0) return PictureRefusals.Unreadable;
            }
            else if (type.SequenceEqual("acTL"u8))
            {
                return PictureRefusals.Moving;
            }
            else if (type.SequenceEqual("eXIf"u8))
            {
                orientation = ExifOrientation.Read(content);
            }
            else if (type.SequenceEqual("IDAT"u8))
            {
                hasPixels = true;
            }
            else if (type.SequenceEqual("IEND"u8))
            {
                return hasPixels ? new PictureHeader(PictureFormat.Png, width, height, orientation) : PictureRefusals.Unreadable;
            }

            rest = rest[(chunkFrame + (int)length)..];
        }

        return RefusalOf(Math.Max(width, LeastLongSide), Math.Max(height, LeastLongSide)) ?? PictureRefusals.Truncated;
    }

    /// <summary>A side that no picture has is as good as the largest number: it is refused for its size.</summary>
    private static int SideOf(uint stored) => (int)Math.Min(stored, int.MaxValue);
}

public static class PictureRefusals
{
    public static readonly Refusal NotPicture = new("Stills.NotPicture");
    public static readonly Refusal Unreadable = new("Stills.Unreadable");
    public static readonly Refusal Truncated = new("Stills.Truncated");
    public static readonly Refusal Moving = new("Stills.Moving");

    /// <summary>Four inks instead of three lights: browsers and decoders disagree about the colours.</summary>
    public static readonly Refusal ForPress = new("Stills.ForPress");

    public static Refusal TooManyPixels(int width, int height) => new("Stills.TooManyPixels", width, height, PictureHeader.MostSide, PictureHeader.MostPixels / 1_000_000);

    public static Refusal TooFewPixels(int width, int height) => new("Stills.TooFewPixels", width, height, PictureHeader.LeastLongSide, PictureHeader.LeastShortSide);
}
