using System.Buffers.Binary;

namespace Showcase.Domain.Media.Structure;

/// <summary>
/// MXF: parts of a key, a length and a value (SMPTE ST 377-1). The header partition says where the footer partition begins, which a cut file
/// does not reach, and has a descriptor for each kind of picture and sound in the file.
/// </summary>
internal static class Mxf
{
    private const string Container = "mxf";
    private const int KeyLength = 16;
    private const int MostHeader = KeyLength + 9;

    // Of a partition pack as much as is read here; none is so short.
    private const int PackLength = MostHeader + 48;
    private const byte HeaderKind = 0x02;
    private const byte FooterKind = 0x04;

    // Descriptors begin here; the sets before describe nothing.
    private const byte FirstDescriptor = 0x25;

    // Of any kind; then AES3, WAVE and MPEG.
    private static readonly byte[] Sounds = [0x42, 0x47, 0x48, 0x5E];

    // Those that are never pictures: a tape, the preface, packages, tracks and the like (2E to 41, 45), data (43, 5B, 5C), several descriptors
    // together (44), and the names of sound channels (6A to 6D). Any other may be: a derived descriptor stands alone, as VC-1's does.
    private static readonly byte[] NeverPictures =
    [
        .. Sounds, 0x2E, 0x2F, 0x30, 0x31, 0x32, 0x33, 0x34, 0x35, 0x36, 0x37, 0x38, 0x39, 0x3A, 0x3B, 0x3C, 0x3D, 0x3E, 0x3F, 0x40, 0x41,
        0x43, 0x44, 0x45, 0x5B, 0x5C, 0x6A, 0x6B, 0x6C, 0x6D,
    ];

    public static async Task<StructureVerdict> WalkAsync(StructureReader reader)
    {
        if (await reader.TakeAsync(0, PackLength) is not { } start) return StructureVerdict.Unknown(Container);
        if (PartitionOf(start.Span, 0, HeaderKind) is not { } header) return StructureVerdict.Refused(Container, MediaRefusals.NotVideo);
        if (header.FooterAt < 0 || header.FooterAt >= reader.Length) return StructureVerdict.Refused(Container, MediaRefusals.Truncated);

        if (await MayHaveVideoAsync(reader, header) is not { } mayHaveVideo) return StructureVerdict.Unknown(Container);
        if (!mayHaveVideo) return StructureVerdict.Refused(Container, MediaRefusals.NoVideo);

        // There need not be one, and whoever writes without going back leaves 0 in an open header though one follows.
        if (header.FooterAt == 0) return StructureVerdict.Sound(Container);

        if (await reader.TakeAsync(header.FooterAt, PackLength) is not { } end) return StructureVerdict.Unknown(Container);
        var isCut = end.Length < PackLength || (PartitionOf(end.Span, header.FooterAt, FooterKind) is { } footer && footer.End > reader.Length);
        return isCut ? StructureVerdict.Refused(Container, MediaRefusals.Truncated) : StructureVerdict.Sound(Container);
    }

    /// <summary>False where the header describes sound and no pictures, and is closed: an open one may change. Null where it has not arrived.</summary>
    private static async Task<bool?> MayHaveVideoAsync(StructureReader reader, Partition header)
    {
        var hasSound = false;
        long? end = null;
        for (var at = header.Pack.End; at < (end ?? reader.Length);)
        {
            if (at - header.Pack.End > StructureReader.HeadersWithin) return true;
            if (await reader.TakeNearbyAsync(at, MostHeader) is not { } bytes) return null;
            if (PartOf(bytes.Span, at) is not { } part || part.End > reader.Length) return true;

            // Its bytes count from its first part on, behind the filler that may follow the pack.
            if (!part.IsFiller) end ??= at + Math.Min(header.MetadataLength, reader.Length);
            if (part.MayDescribePictures) return true;

            hasSound |= part.DescribesSound;
            at = part.End;
        }

        return !hasSound || !header.IsClosed;
    }

    /// <summary>The partition of that kind whose pack begins here; null where none does.</summary>
    private static Partition? PartitionOf(ReadOnlySpan<byte> bytes, long at, byte kind)
    {
        if (bytes.Length < PackLength || PartOf(bytes, at) is not { } pack || !pack.Key.AsSpan(8, 6).SequenceEqual((ReadOnlySpan<byte>)[0x0D, 0x01, 0x02, 0x01, 0x01, kind])) return null;

        // Versions, grain size, this and the previous partition's place come before.
        var value = bytes[(int)(pack.ValueAt - at)..];
        return new Partition(pack, FooterAt: LongAt(value, 24), MetadataLength: LongAt(value, 32), IndexLength: LongAt(value, 40));
    }

    /// <summary>The part that begins here; null where none can.</summary>
    private static Part? PartOf(ReadOnlySpan<byte> header, long at)
    {
        if (header.Length <= KeyLength) return null;

        long length = header[KeyLength];
        var more = length < 0x80 ? 0 : (int)(length & 0x7F);
        if (more > 8 || length == 0x80 || header.Length < KeyLength + 1 + more) return null;

        if (more > 0) length = 0;
        foreach (var one in header.Slice(KeyLength + 1, more)) length = (length << 8) | one;
        var valueAt = at + KeyLength + 1 + more;
        return length < 0 || length > long.MaxValue - valueAt ? null : new Part(header[..KeyLength].ToArray(), valueAt, length);
    }

    private static long LongAt(ReadOnlySpan<byte> value, int at) => BinaryPrimitives.ReadInt64BigEndian(value[at..]);

    private sealed record Partition(Part Pack, long FooterAt, long MetadataLength, long IndexLength)
    {
        public bool IsClosed => Pack.Key[14] is 0x02 or 0x04;

        public Int128 End => (Int128)Pack.End + MetadataLength + IndexLength;
    }

    private sealed record Part(byte[] Key, long ValueAt, long Length)
    {
        public long End => ValueAt + Length;

        public bool IsFiller => Key.AsSpan(8, 5).SequenceEqual((ReadOnlySpan<byte>)[0x03, 0x01, 0x02, 0x10, 0x01]);

        public bool DescribesSound => Set is { } kind && Sounds.Contains(kind);

        public bool MayDescribePictures => IsPrivateSet || (Set is { } kind && kind >= FirstDescriptor && !NeverPictures.Contains(kind));

        // Of an organisation of its own, which may describe anything.
        private bool IsPrivateSet => Key[4] == 0x02 && Key[8] == 0x0E;

        /// <summary>What tells one set of metadata from another; null where the part is none.</summary>
        private byte? Set => Key[4] == 0x02 && Key.AsSpan(8, 6).SequenceEqual((ReadOnlySpan<byte>)[0x0D, 0x01, 0x01, 0x01, 0x01, 0x01]) ? Key[14] : null;
    }
}
