namespace Showcase.Domain.Media.Structure;

/// <summary>
/// Matroska and WebM: EBML elements, each an id, a length and its content (RFC 8794; RFC 9559). The segment says how long it is, and its
/// <c>Tracks</c> say whether one of them is video.
/// </summary>
internal static class Matroska
{
    private const string Container = "matroska";
    private const int HeaderLength = 12;
    private const long Unknown = -1;

    private const uint Segment = 0x1853_8067;
    private const uint Tracks = 0x1654_AE6B;
    private const uint TrackEntry = 0xAE;
    private const uint TrackType = 0x83;
    private const uint Cluster = 0x1F43_B675;
    private const byte Video = 1;

    public static async Task<StructureVerdict> WalkAsync(StructureReader reader)
    {
        if (await ElementAsync(reader, 0) is not { Length: >= 0 } head) return StructureVerdict.Refused(Container, MediaRefusals.NotVideo);
        var at = head.ContentAt + head.Length;
        if (await ElementAsync(reader, at) is not { } segment) return StructureVerdict.Unknown(Container);
        if (segment.Id != Segment) return StructureVerdict.Refused(Container, MediaRefusals.NotVideo);

        var end = segment.Length == Unknown ? reader.Length : segment.ContentAt + segment.Length;
        if (end > reader.Length) return StructureVerdict.Refused(Container, MediaRefusals.Truncated);

        at = segment.ContentAt;
        while (at < end)
        {
            if (await ElementAsync(reader, at) is not { } element) return StructureVerdict.Unknown(Container);
            if (element.Id == 0) return StructureVerdict.Refused(Container, MediaRefusals.Truncated);
            if (element.Id == Tracks) return await WalkTracksAsync(reader, element, end);
            if (element is { Id: Cluster, Length: Unknown } or { Length: Unknown }) break;

            at = element.ContentAt + element.Length;
        }

        return StructureVerdict.Refused(Container, MediaRefusals.NoVideo);
    }

    private static async Task<StructureVerdict> WalkTracksAsync(StructureReader reader, Element tracks, long end)
    {
        if (tracks.Length == Unknown || tracks.ContentAt + tracks.Length > end) return StructureVerdict.Refused(Container, MediaRefusals.Truncated);

        return await HasVideoAsync(reader, tracks.ContentAt, tracks.ContentAt + tracks.Length) switch
        {
            true => StructureVerdict.Sound(Container),
            false => StructureVerdict.Refused(Container, MediaRefusals.NoVideo),
            null => StructureVerdict.Unknown(Container),
        };
    }

    private static async Task<bool?> HasVideoAsync(StructureReader reader, long from, long to)
    {
        for (var at = from; at < to;)
        {
            if (await ElementAsync(reader, at) is not { } element) return null;
            if (element.Id == 0 || element.Length == Unknown) return false;

            var end = element.ContentAt + element.Length;
            if (element.Id == TrackEntry && await IsVideoAsync(reader, element.ContentAt, Math.Min(end, to)) is not false and var found) return found;
            at = end;
        }

        return false;
    }

    /// <summary>Looks at one track. It has no others inside, whatever a file says.</summary>
    private static async Task<bool?> IsVideoAsync(StructureReader reader, long from, long to)
    {
        for (var at = from; at < to;)
        {
            if (await ElementAsync(reader, at) is not { } element) return null;
            if (element.Id == 0 || element.Length == Unknown) return false;
            if (element.Id == TrackType)
            {
                if (await reader.TakeAsync(element.ContentAt, 1) is not { } type) return null;
                if (type.Length == 1 && type.Span[0] == Video) return true;
            }

            at = element.ContentAt + element.Length;
        }

        return false;
    }

    /// <summary>The element that begins there, with id 0 where none can; null where its header has not arrived.</summary>
    private static async ValueTask<Element?> ElementAsync(StructureReader reader, long at) =>
        await reader.TakeAsync(at, HeaderLength) is { } header ? Parse(header.Span, at) : null;

    private static Element Parse(ReadOnlySpan<byte> header, long at)
    {
        var nothing = new Element(0, 0, at);
        if (header.Length < 2) return nothing;

        var idLength = LengthOf(header[0]);
        if (idLength > 4 || header.Length <= idLength) return nothing;

        uint id = 0;
        foreach (var one in header[..idLength]) id = (id << 8) | one;
        var sizeLength = LengthOf(header[idLength]);
        if (sizeLength > 8 || header.Length < idLength + sizeLength) return nothing;

        var size = header[idLength] & (0xFFL >> sizeLength);
        var isUnknown = size == 0xFF >> sizeLength;
        foreach (var one in header.Slice(idLength + 1, sizeLength - 1))
        {
            size = (size << 8) | one;
            isUnknown &= one == 0xFF;
        }

        return new Element(id, isUnknown ? Unknown : size, at + idLength + sizeLength);
    }

    /// <summary>A variable-size integer's bytes: one more than its leading zero bits; 9 where it can be none.</summary>
    private static int LengthOf(byte first) => byte.LeadingZeroCount(first) + 1;

    private sealed record Element(uint Id, long Length, long ContentAt);
}
