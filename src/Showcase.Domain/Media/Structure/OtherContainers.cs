using System.Buffers.Binary;

namespace Showcase.Domain.Media.Structure;

/// <summary>AVI: a RIFF chunk that says how long it is; longer files have several (OpenDML).</summary>
internal static class Riff
{
    private const string Container = "avi";
    private const int HeaderLength = 12;

    public static async Task<StructureVerdict> WalkAsync(StructureReader reader)
    {
        for (long at = 0; at < reader.Length;)
        {
            if (await reader.TakeAsync(at, HeaderLength) is not { } header) return StructureVerdict.Unknown(Container);
            if (header.Length < HeaderLength || !header.Span.StartsWith("RIFF"u8)) break;

            var length = 8L + BinaryPrimitives.ReadUInt32LittleEndian(header.Span[4..]);
            if (at + length > reader.Length) return StructureVerdict.Refused(Container, MediaRefusals.Truncated);
            at += length + (length & 1);
        }

        return StructureVerdict.Sound(Container);
    }
}

/// <summary>
/// MPEG transport stream: packets of 188 bytes, 192 with a time stamp, each beginning with 0x47 (ISO/IEC 13818-1). It may end anywhere; what
/// it may not do is lose its step.
/// </summary>
internal static class TransportStream
{
    private const string Container = "mpegts";
    private const byte Sync = 0x47;
    private const int Samples = 64;
    private const int LeastInStep = Samples * 9 / 10;

    public static async Task<StructureVerdict> WalkAsync(StructureReader reader)
    {
        if (await reader.TakeAsync(0, 2 * 192) is not { Length: > 0 } head) return StructureVerdict.Unknown(Container);
        var (packet, first) = head.Span[0] == Sync && head.Span[188] == Sync ? (188, 0) : (192, 4);
        var packets = reader.Length / packet;
        var inStep = 0;
        for (var sample = 0; sample < Samples; sample++)
        {
            var at = ((packets - 1) * sample / (Samples - 1) * packet) + first;
            if (await reader.TakeAsync(at, 1) is not { Length: 1 } one) return StructureVerdict.Unknown(Container);
            if (one.Span[0] == Sync) inStep++;
        }

        return inStep >= LeastInStep ? StructureVerdict.Sound(Container) : StructureVerdict.Refused(Container, MediaRefusals.Truncated);
    }
}

/// <summary>MXF: a header partition that says where the footer partition begins (SMPTE ST 377-1, 7.1), which a cut file does not reach.</summary>
internal static class Mxf
{
    private const string Container = "mxf";
    private const int KeyLength = 16;

    public static async Task<StructureVerdict> WalkAsync(StructureReader reader)
    {
        if (await reader.TakeAsync(0, 128) is not { } header) return StructureVerdict.Unknown(Container);
        if (ValueAt(header.Span) is not { } value || header.Length < value + 32) return StructureVerdict.Refused(Container, MediaRefusals.NotVideo);

        // Versions and grain size, then this, the previous and the footer partition's place.
        var footer = BinaryPrimitives.ReadInt64BigEndian(header.Span[(value + 24)..]);
        return footer < 0 || footer >= reader.Length ? StructureVerdict.Refused(Container, MediaRefusals.Truncated) : StructureVerdict.Sound(Container);
    }

    /// <summary>Where the partition pack's value begins: behind its key and a BER length.</summary>
    private static int? ValueAt(ReadOnlySpan<byte> header)
    {
        if (header.Length < KeyLength + 9) return null;

        var length = header[KeyLength];
        return length < 0x80 ? KeyLength + 1 : (length & 0x7F) <= 8 ? KeyLength + 1 + (length & 0x7F) : null;
    }
}
