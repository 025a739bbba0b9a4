using System.Buffers.Binary;

namespace Showcase.Domain.Media.Pictures;

/// <summary>Finds tag 0x0112 in the first directory of an EXIF block (TIFF 6.0, section 2). Whatever is wrong with the block, the picture is upright.</summary>
internal static class ExifOrientation
{
    private const int Upright = 1;
    private const int Tag = 0x0112;
    private const int Short = 3;
    private const int EntryLength = 12;

    public static int Read(ReadOnlySpan<byte> block)
    {
        if (block.Length < 8) return Upright;

        var isLittle = block.StartsWith("II"u8);
        if (!isLittle && !block.StartsWith("MM"u8)) return Upright;
        if (Two(block[2..], isLittle) != 42) return Upright;

        var directory = isLittle ? BinaryPrimitives.ReadUInt32LittleEndian(block[4..]) : BinaryPrimitives.ReadUInt32BigEndian(block[4..]);
        if (directory > block.Length - 2) return Upright;

        var entries = block[(int)directory..];
        var count = Two(entries, isLittle);
        entries = entries[2..];
        for (var entry = 0; entry < count && entries.Length >= EntryLength; entry++, entries = entries[EntryLength..])
        {
            if (Two(entries, isLittle) == Tag && Two(entries[2..], isLittle) == Short) return Two(entries[8..], isLittle) is var turned and >= 1 and <= 8 ? turned : Upright;
        }

        return Upright;
    }

    private static int Two(ReadOnlySpan<byte> bytes, bool isLittle) => isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);
}
