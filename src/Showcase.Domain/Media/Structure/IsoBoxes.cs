using System.Buffers.Binary;
using System.Text;

namespace Showcase.Domain.Media.Structure;

/// <summary>
/// MP4, MOV and their kin: a row of boxes, each a length and a four-letter type (ISO/IEC 14496-12, 4.2). A film has a <c>moov</c> with a
/// track whose handler is <c>vide</c>, and media data; a file that was cut off in copying has a box that ends behind the file's end.
/// </summary>
internal static class IsoBoxes
{
    private const string Container = "mp4";
    private const int HeaderLength = 16;
    private const int MostDepth = 4;

    public static async Task<StructureVerdict> WalkAsync(StructureReader reader)
    {
        var (hasMovie, hasMedia, hasVideo) = (false, false, false);
        for (long at = 0; at < reader.Length;)
        {
            if (await reader.TakeAsync(at, HeaderLength) is not { } header) return Partial(hasMovie, hasVideo);
            if (BoxOf(header.Span, reader.Length - at) is not { } box) return StructureVerdict.Refused(Container, MediaRefusals.Truncated);

            hasMedia |= box.Type is "mdat" or "moof";
            if (box.Type == "moov")
            {
                if (await HasVideoAsync(reader, at + box.HeaderLength, at + box.Length, 0) is not { } found) return StructureVerdict.Unknown(Container);
                (hasMovie, hasVideo) = (true, found);
            }

            at += box.Length;
        }

        // A recorder that lost its power has written the pictures and not the index.
        if (!hasMovie) return StructureVerdict.Refused(Container, hasMedia ? MediaRefusals.NoIndex : MediaRefusals.NotVideo);
        return hasVideo ? StructureVerdict.Sound(Container) : StructureVerdict.Refused(Container, MediaRefusals.NoVideo);
    }

    private static StructureVerdict Partial(bool hasMovie, bool hasVideo) =>
        hasMovie && !hasVideo ? StructureVerdict.Refused(Container, MediaRefusals.NoVideo) : StructureVerdict.Unknown(Container);

    /// <summary>Looks for a video handler in <c>moov/trak/mdia/hdlr</c>; null where the bytes have not arrived.</summary>
    private static async Task<bool?> HasVideoAsync(StructureReader reader, long from, long to, int depth)
    {
        for (var at = from; at < to;)
        {
            if (await reader.TakeAsync(at, 24) is not { } header) return null;
            if (BoxOf(header.Span, to - at) is not { } box) return false;

            if (box.Type == "hdlr" && header.Length >= box.HeaderLength + 12 && TypeAt(header.Span[(box.HeaderLength + 8)..]) == "vide") return true;
            if (box.Type is "trak" or "mdia" && depth < MostDepth && await HasVideoAsync(reader, at + box.HeaderLength, at + box.Length, depth + 1) is not false and var found) return found;
            at += box.Length;
        }

        return false;
    }

    /// <summary>The box that begins here; null where it would end behind <paramref name="room"/>, or has no length a box can have.</summary>
    private static Box? BoxOf(ReadOnlySpan<byte> header, long room)
    {
        if (header.Length < 8) return null;

        long length = BinaryPrimitives.ReadUInt32BigEndian(header);
        var headerLength = 8;
        if (length == 0) length = room;
        if (length == 1)
        {
            if (header.Length < 16) return null;
            (length, headerLength) = (BinaryPrimitives.ReadInt64BigEndian(header[8..]), 16);
        }

        return length < headerLength || length > room ? null : new Box(TypeAt(header[4..]), length, headerLength);
    }

    private static string TypeAt(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes[..4]);

    private sealed record Box(string Type, long Length, int HeaderLength);
}
