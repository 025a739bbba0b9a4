using Showcase.Domain.Media.Structure;

namespace Showcase.Domain.Media;

/// <summary>Tells from a file's first bytes whether it can be a film at all. What it really holds, the structure walk and the probe tell.</summary>
public static class Containers
{
    /// <summary>Bytes that <see cref="Sniff"/> wants to see; of shorter files, all.</summary>
    public const int HeadLength = 4096;

    /// <summary>The container's short name, or null where the bytes begin none that films are sent in.</summary>
    public static string? Sniff(ReadOnlySpan<byte> head)
    {
        if (IsIsoMedia(head)) return "mp4";
        if (head.StartsWith((ReadOnlySpan<byte>)[0x1A, 0x45, 0xDF, 0xA3])) return "matroska";
        if (head.Length >= 12 && head.StartsWith("RIFF"u8) && head[8..12].SequenceEqual("AVI "u8)) return "avi";
        if (TransportStream.PacketLengthOf(head) is not null) return "mpegts";
        if (head.StartsWith((ReadOnlySpan<byte>)[0x00, 0x00, 0x01, 0xBA])) return "mpeg";

        // SMPTE ST 377-1: the header partition's key, after a run-in of at most 64 KiB that nobody writes.
        return head.StartsWith((ReadOnlySpan<byte>)[0x06, 0x0E, 0x2B, 0x34, 0x02, 0x05, 0x01, 0x01, 0x0D, 0x01, 0x02]) ? "mxf" : null;
    }

    private static bool IsIsoMedia(ReadOnlySpan<byte> head) =>
        head.Length >= 8 && (head[4..8].SequenceEqual("ftyp"u8) || head[4..8].SequenceEqual("moov"u8) || head[4..8].SequenceEqual("mdat"u8)
            || head[4..8].SequenceEqual("wide"u8) || head[4..8].SequenceEqual("free"u8) || head[4..8].SequenceEqual("skip"u8));
}
