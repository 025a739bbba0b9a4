using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Showcase.Domain.Media.Structure;

/// <summary>
/// What a transport stream's packets say of its programmes: one table has them all, and one for each has its streams and their types
/// (ISO/IEC 13818-1, 2.4.4). Checksums are not looked at.
/// </summary>
internal sealed class ProgrammeTables
{
    private const int HeaderLength = 8;
    private const int ChecksumLength = 4;

    // Only types that are never video: sound by MPEG (03, 04, 0F, 11, 1C, 2D, 2E), of television and discs (81 to 87, 8A, A1, A2), their
    // subtitles (90, 92), and sections and metadata (05, 0A to 0D, 15). Any other may be: 06 stands for whatever its descriptors or its
    // bytes tell, 80 for sound on a disc and for video on a cable, and new codecs get new types. What is let through here the probe looks into.
    private static readonly byte[] NeverVideo =
        [0x03, 0x04, 0x05, 0x0A, 0x0B, 0x0C, 0x0D, 0x0F, 0x11, 0x15, 0x1C, 0x2D, 0x2E, 0x81, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87, 0x8A, 0x90, 0x92, 0xA1, 0xA2];

    // By packet identifier: the sections that are under way. The table of all programmes is on 0.
    private readonly Dictionary<int, List<byte>> sections = new() { [0] = [] };
    private readonly HashSet<byte> listed = [];
    private readonly HashSet<int> awaited = [];
    private readonly HashSet<int> seenOnce = [];
    private readonly HashSet<int> withoutVideo = [];
    private bool isListWhole;
    private bool mayHaveVideo;

    /// <summary>False where every programme was told twice to have sound or data alone; null while that is open.</summary>
    public bool? MayHaveVideo => mayHaveVideo ? true : isListWhole && withoutVideo.Count > 0 && awaited.Count == 0 ? false : null;

    /// <param name="packet">188 bytes, from the sync byte on.</param>
    public void Read(ReadOnlySpan<byte> packet)
    {
        var (isDamaged, isStart, hasAdaptation, hasPayload) = ((packet[1] & 0x80) != 0, (packet[1] & 0x40) != 0, (packet[3] & 0x20) != 0, (packet[3] & 0x10) != 0);
        var start = hasAdaptation ? 5 + packet[4] : 4;
        if (isDamaged || !hasPayload || start >= packet.Length || !sections.TryGetValue(Identifier(packet[1..]), out var section)) return;

        var payload = packet[start..];
        if (!isStart)
        {
            if (section.Count > 0) Add(section, payload);
            return;
        }

        // The first byte says how many are the end of the section before.
        var begin = 1 + payload[0];
        if (section.Count > 0 && begin <= payload.Length) Add(section, payload[1..begin]);
        section.Clear();
        if (begin < payload.Length) Add(section, payload[begin..]);
    }

    private void Add(List<byte> section, ReadOnlySpan<byte> bytes)
    {
        const byte stuffing = 0xFF;
        section.AddRange(bytes);
        while (section.Count >= 3 && section[0] != stuffing)
        {
            var length = 3 + (((section[1] & 0x0F) << 8) | section[2]);
            if (section.Count < length) return;

            Take(CollectionsMarshal.AsSpan(section)[..length]);
            section.RemoveRange(0, length);
        }

        if (section is [stuffing, ..]) section.Clear();
    }

    private void Take(ReadOnlySpan<byte> section)
    {
        const byte association = 0x00, map = 0x02;
        var isCurrent = section.Length >= HeaderLength + ChecksumLength && (section[5] & 1) != 0;
        if (!isCurrent) return;

        var content = section[HeaderLength..^ChecksumLength];
        if (section[0] == association) TakeList(section[6], section[7], content);
        if (section[0] == map) TakeStreams(BinaryPrimitives.ReadUInt16BigEndian(section[3..]), content);
    }

    private void TakeList(byte part, byte lastPart, ReadOnlySpan<byte> content)
    {
        listed.Add(part);
        isListWhole |= listed.Count > lastPart;
        for (; content.Length >= 4; content = content[4..])
        {
            var programme = BinaryPrimitives.ReadUInt16BigEndian(content);
            if (programme == 0) continue;

            sections.TryAdd(Identifier(content[2..]), []);
            if (!withoutVideo.Contains(programme)) awaited.Add(programme);
        }
    }

    private void TakeStreams(int programme, ReadOnlySpan<byte> content)
    {
        if (content.Length < 4) return;

        var at = 4 + Length(content[2..]);
        var hasStreams = false;
        for (; at + 5 <= content.Length; at += 5 + Length(content[(at + 3)..]))
        {
            hasStreams = true;
            mayHaveVideo |= !NeverVideo.Contains(content[at]);
        }

        // Whoever sends live may know the sound first, and the picture when the table comes again.
        if (!hasStreams || mayHaveVideo || seenOnce.Add(programme)) return;
        withoutVideo.Add(programme);
        awaited.Remove(programme);
    }

    private static int Identifier(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt16BigEndian(bytes) & 0x1FFF;

    private static int Length(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt16BigEndian(bytes) & 0x0FFF;
}
