using System.Buffers.Binary;

namespace Showcase.Domain.Media.Pictures;

/// <summary>The markers of a JPEG (ITU-T T.81, annex B) up to its first scan, and whether the scan ends.</summary>
internal static class JpegSigns
{
    private const byte Fill = 0xFF;
    private const byte StartOfScan = 0xDA;
    private const byte EndOfImage = 0xD9;
    private const byte App1 = 0xE1;
    private const int ColoursForPress = 4;

    public static ReadOnlySpan<byte> Start => [Fill, 0xD8, Fill];

    private static ReadOnlySpan<byte> End => [Fill, EndOfImage];

    private static ReadOnlySpan<byte> Exif => "Exif\0\0"u8;

    public static Result<PictureHeader> Read(ReadOnlySpan<byte> file)
    {
        Frame? frame = null;
        var orientation = 1;
        for (var at = 2; at + 4 <= file.Length;)
        {
            if (file[at] != Fill) return PictureRefusals.Unreadable;

            var marker = file[at + 1];
            if (marker == Fill || IsBare(marker))
            {
                at += marker == Fill ? 1 : 2;
                continue;
            }

            if (marker == EndOfImage) return PictureRefusals.Unreadable;

            int length = BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]);
            if (length < 2) return PictureRefusals.Unreadable;
            if (at + 2 + length > file.Length) return PictureRefusals.Truncated;

            var content = file.Slice(at + 4, length - 2);
            at += 2 + length;
            if (IsFrame(marker))
            {
                // A second frame would let the first one lie about the size.
                if (frame is not null || FrameOf(marker, content) is not { } found) return PictureRefusals.Unreadable;
                if (found.Colours == ColoursForPress) return PictureRefusals.ForPress;

                frame = found;
            }
            else if (marker == App1 && content.StartsWith(Exif))
            {
                orientation = ExifOrientation.Read(content[Exif.Length..]);
            }
            else if (marker == StartOfScan)
            {
                // What follows the end is never read: phones put more pictures there, others put programs.
                return frame is not { } whole ? PictureRefusals.Unreadable
                    : file[at..].IndexOf(End) < 0 ? PictureRefusals.Truncated
                    : new PictureHeader(PictureFormat.Jpeg, whole.Width, whole.Height, orientation);
            }
        }

        return PictureRefusals.Truncated;
    }

    /// <summary>Markers without content: TEM, RST0 to RST7 and SOI.</summary>
    private static bool IsBare(byte marker) => marker is 0x01 or (>= 0xD0 and <= 0xD8);

    /// <summary>SOF0 to SOF15, between which DHT, JPG and DAC lie.</summary>
    private static bool IsFrame(byte marker) => marker is (>= 0xC0 and <= 0xCF) and not (0xC4 or 0xC8 or 0xCC);

    /// <summary>Baseline, extended and progressive frames of eight bits; the others no browser shows.</summary>
    private static Frame? FrameOf(byte marker, ReadOnlySpan<byte> content)
    {
        const int fixedLength = 6;
        if (marker > 0xC2 || content.Length < fixedLength || content[0] != 8) return null;

        var frame = new Frame(BinaryPrimitives.ReadUInt16BigEndian(content[3..]), BinaryPrimitives.ReadUInt16BigEndian(content[1..]), content[5]);
        return frame.Colours is 1 or 3 or ColoursForPress ? frame : null;
    }

    [System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
    private readonly record struct Frame(int Width, int Height, int Colours);
}
