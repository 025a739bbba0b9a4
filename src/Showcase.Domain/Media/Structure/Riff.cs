using System.Buffers.Binary;

namespace Showcase.Domain.Media.Structure;

/// <summary>
/// AVI: a RIFF chunk that says how long it is; longer files have several (OpenDML). The first one begins with a header for each stream,
/// which says what it is.
/// </summary>
internal static class Riff
{
    private const string Container = "avi";
    private const int HeaderLength = 12;

    public static async Task<StructureVerdict> WalkAsync(StructureReader reader) => await HasVideoAsync(reader) switch
    {
        true => await WalkChunksAsync(reader),
        false => StructureVerdict.Refused(Container, MediaRefusals.NoVideo),
        null => StructureVerdict.Unknown(Container),
    };

    private static async Task<StructureVerdict> WalkChunksAsync(StructureReader reader)
    {
        for (long at = 0; at < reader.Length;)
        {
            if (await reader.TakeAsync(at, HeaderLength) is not { } header) return StructureVerdict.Unknown(Container);
            if (header.Length < HeaderLength || !header.Span.StartsWith("RIFF"u8)) break;

            var length = 8L + SizeOf(header.Span);
            if (at + length > reader.Length) return StructureVerdict.Refused(Container, MediaRefusals.Truncated);
            at += length + (length & 1);
        }

        return StructureVerdict.Sound(Container);
    }

    /// <summary>Looks at the streams' headers, which stand before all pictures and sound; null where they have not arrived.</summary>
    private static async Task<bool?> HasVideoAsync(StructureReader reader)
    {
        for (long at = HeaderLength; at < reader.Length;)
        {
            if (at > StructureReader.HeadersWithin) return true;
            if (await reader.TakeNearbyAsync(at, HeaderLength) is not { } header) return null;
            if (header.Length < HeaderLength) break;

            var chunk = header.Span[..4];
            var content = header.Span[8..];
            var isList = chunk.SequenceEqual("LIST"u8);
            if (isList && content.SequenceEqual("movi"u8)) break;

            // DV writes its pictures and sound as one stream.
            if (chunk.SequenceEqual("strh"u8) && (content.SequenceEqual("vids"u8) || content.SequenceEqual("iavs"u8))) return true;

            var isEntered = isList && (content.SequenceEqual("hdrl"u8) || content.SequenceEqual("strl"u8));
            long size = SizeOf(header.Span);
            at += isEntered ? HeaderLength : 8 + size + (size & 1);
        }

        return false;
    }

    private static uint SizeOf(ReadOnlySpan<byte> chunk) => BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
}
