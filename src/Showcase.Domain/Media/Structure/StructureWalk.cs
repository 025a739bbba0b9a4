namespace Showcase.Domain.Media.Structure;

/// <summary>Fills the buffer from an offset of the file: how many bytes came, fewer only where the bytes there have not arrived yet.</summary>
public delegate ValueTask<int> ReadAt(long offset, Memory<byte> buffer);

/// <summary>
/// Reads a file's skeleton — the headers of its boxes, elements or packets, never the pictures — and says whether it can be a whole
/// film. It costs a millisecond where a probe costs a hundred, and works on a file of which only some blocks have arrived. Decoders
/// come later: a sound structure is no proof that the film can be shown.
/// </summary>
public static class StructureWalk
{
    /// <param name="length">The whole file's bytes, arrived or not.</param>
    /// <param name="read">Reads what has arrived.</param>
    /// <param name="isWhole">Whether all of it arrives; false where only a few pieces ever do, and what needs samples of the whole is left open.</param>
    public static async Task<StructureVerdict> WalkAsync(long length, ReadAt read, bool isWhole = true)
    {
        ArgumentNullException.ThrowIfNull(read);
        var head = new byte[Math.Min(Containers.HeadLength, length)];
        var came = await read(0, head);
        if (came < head.Length) return StructureVerdict.Unknown(null);

        var container = Containers.Sniff(head);
        try
        {
            return await WalkAsync(container, new StructureReader(length, read, isWhole));
        }
        catch (StructureTooLargeException)
        {
            return StructureVerdict.Refused(container, MediaRefusals.TooManyParts);
        }
    }

    private static async Task<StructureVerdict> WalkAsync(string? container, StructureReader reader) => container switch
    {
        null => StructureVerdict.Refused(null, MediaRefusals.NotVideo),
        "mp4" => await IsoBoxes.WalkAsync(reader),
        "matroska" => await Matroska.WalkAsync(reader),
        "avi" => await Riff.WalkAsync(reader),
        "mpegts" => await TransportStream.WalkAsync(reader),
        "mxf" => await Mxf.WalkAsync(reader),
        _ => StructureVerdict.Sound(container),
    };
}

/// <summary>What the skeleton tells: the container's short name; why the file is refused; whether more bytes could change that.</summary>
public sealed record StructureVerdict(string? Container, Refusal? Refusal, bool IsFinal)
{
    public static StructureVerdict Sound(string container) => new(container, null, IsFinal: true);

    public static StructureVerdict Refused(string? container, Refusal reason) => new(container, reason, IsFinal: true);

    /// <summary>Nothing is wrong as far as the bytes that have arrived can tell.</summary>
    public static StructureVerdict Unknown(string? container) => new(container, null, IsFinal: false);
}

/// <summary>Reads small pieces anywhere in the file and ends the walk where they have not arrived.</summary>
internal sealed class StructureReader(long length, ReadAt read, bool isWhole)
{
    // What hides behind more headers than this is made to keep a parser busy: eight hours in fragments of a second have 60,000.
    private const int MostReads = 250_000;

    private const int PieceLength = 64 * 1024;

    /// <summary>What describes the streams stands within so many bytes, even behind a filler; what lies further is for the probe to find.</summary>
    public const int HeadersWithin = 16 * 1024 * 1024;

    private int reads;
    private long lastAt;
    private long pieceAt;
    private ReadOnlyMemory<byte> piece;

    public long Length { get; } = length;

    public bool IsWhole { get; } = isWhole;

    /// <summary>The bytes there; null where they have not arrived. Ends at the file's end.</summary>
    public async ValueTask<ReadOnlyMemory<byte>?> TakeAsync(long offset, int count)
    {
        if (++reads > MostReads) throw new StructureTooLargeException();
        if (offset < 0 || offset >= Length) return ReadOnlyMemory<byte>.Empty;

        var buffer = new byte[Math.Min(count, Length - offset)];
        if (await read(offset, buffer) < buffer.Length) return null;

        return buffer;
    }

    /// <summary>The same for many small parts that stand one behind the other: they are read together, as far as they have arrived.</summary>
    public async ValueTask<ReadOnlyMemory<byte>?> TakeNearbyAsync(long offset, int count)
    {
        if (++reads > MostReads) throw new StructureTooLargeException();
        if (offset < 0 || offset >= Length) return ReadOnlyMemory<byte>.Empty;

        var wanted = (int)Math.Min(count, Length - offset);
        if (offset < pieceAt || offset + wanted > pieceAt + piece.Length)
        {
            // Parts that stand far apart are read alone: a file may have many.
            var isNear = Math.Abs(offset - lastAt) <= PieceLength;
            var buffer = new byte[isNear ? Math.Min(PieceLength, Length - offset) : wanted];
            var came = await read(offset, buffer);
            if (came < wanted) return null;

            (piece, pieceAt) = (buffer.AsMemory(0, came), offset);
        }

        lastAt = offset;
        return piece.Slice((int)(offset - pieceAt), wanted);
    }
}

/// <summary>More headers than any film has.</summary>
internal sealed class StructureTooLargeException() : Exception("The file has more parts than a film has.");
