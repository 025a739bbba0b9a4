namespace Showcase.Domain.Media.Structure;

/// <summary>
/// MPEG transport stream: packets of 188 bytes, 192 with a time stamp, each beginning with 0x47 (ISO/IEC 13818-1). It may end anywhere; what
/// it may not do is lose its step, or announce sound alone.
/// </summary>
internal static class TransportStream
{
    private const string Container = "mpegts";
    private const byte Sync = 0x47;
    private const int PlainPacket = 188;
    private const int StampedPacket = 192;
    private const int Samples = 64;
    private const int LeastInStep = Samples * 9 / 10;

    // The tables stand among the first packets and come again every half second. What is read first is in the head that has been read already,
    // and with what is read next it is in the first piece that a browser shows. Of these, three are asked for at most.
    private const int FirstPackets = Containers.HeadLength / StampedPacket;
    private const int MorePackets = (Skeleton.PieceLength / StampedPacket) - FirstPackets;
    private const int TablesWithin = 1024 * 1024;
    private const int ShownTablesWithin = 2 * Skeleton.PieceLength;

    public static async Task<StructureVerdict> WalkAsync(StructureReader reader)
    {
        if (await reader.TakeAsync(0, Containers.HeadLength) is not { } head || PacketLengthOf(head.Span) is not { } packet) return StructureVerdict.Unknown(Container);

        var first = packet - PlainPacket;
        if (await MayHaveVideoAsync(reader, packet, first) is false) return StructureVerdict.Refused(Container, MediaRefusals.NoVideo);

        // Samples that are spread over the file would each cost a question.
        if (!reader.IsWhole) return StructureVerdict.Unknown(Container);

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

    /// <summary>The bytes from one packet to the next; null where these begin no transport stream.</summary>
    public static int? PacketLengthOf(ReadOnlySpan<byte> head)
    {
        if (head.Length <= 2 * PlainPacket) return null;
        if (head[0] == Sync && head[PlainPacket] == Sync && head[2 * PlainPacket] == Sync) return PlainPacket;

        // M2TS puts four bytes of time before each packet, of any value.
        const int first = StampedPacket - PlainPacket;
        return head[first] == Sync && head[StampedPacket + first] == Sync ? StampedPacket : null;
    }

    /// <summary>What the tables say; null where they have not arrived, or where no programme is announced.</summary>
    private static async Task<bool?> MayHaveVideoAsync(StructureReader reader, int packet, int first)
    {
        var tables = new ProgrammeTables();
        var count = FirstPackets * packet;
        var within = reader.IsWhole ? TablesWithin : ShownTablesWithin;
        for (long at = 0; at < within && tables.MayHaveVideo is null; (at, count) = (at + count, MorePackets * packet))
        {
            if (await reader.TakeAsync(at, count) is not { Length: > 0 } piece) return null;
            for (var start = first; start + PlainPacket <= piece.Length; start += packet)
            {
                if (piece.Span[start] == Sync) tables.Read(piece.Span.Slice(start, PlainPacket));
            }
        }

        return tables.MayHaveVideo;
    }
}
