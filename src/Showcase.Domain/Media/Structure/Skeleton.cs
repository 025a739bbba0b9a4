namespace Showcase.Domain.Media.Structure;

/// <summary>
/// What a browser shows of a file before it sends it: pieces of one length, cut at its multiples, which are asked for one after the other. It
/// proves as much as the browser is honest; what arrives is looked at again.
/// </summary>
public sealed class Skeleton
{
    /// <summary>Bytes of a piece; the file's last one may be shorter. They are few, because all pieces come again with each question.</summary>
    public const int PieceLength = 16 * 1024;

    /// <summary>A film in thousands of fragments would be asked about without end.</summary>
    public const int MostPieces = 16;

    private readonly Dictionary<long, ReadOnlyMemory<byte>> pieces = [];
    private readonly long size;

    private Skeleton(long size) => this.size = size;

    /// <param name="size">The whole file's bytes.</param>
    /// <param name="shown">The pieces so far; refused where they are more than are asked for, or none of the file's.</param>
    public static Result<Skeleton> Of(long size, IReadOnlyCollection<FilePiece> shown)
    {
        ArgumentNullException.ThrowIfNull(shown);
        if (shown.Count > MostPieces) return MediaRefusals.PieceOutOfPlace;

        var skeleton = new Skeleton(size);
        foreach (var (offset, bytes) in shown)
        {
            var isPiece = offset >= 0 && offset < size && offset % PieceLength == 0 && bytes.Length == skeleton.PieceAt(offset).Length;
            if (!isPiece || !skeleton.pieces.TryAdd(offset, bytes)) return MediaRefusals.PieceOutOfPlace;
        }

        return skeleton;
    }

    /// <summary>The piece to be shown next; null where no more need be seen. Refused as soon as the pieces show that the file is no whole film.</summary>
    public async Task<Result<FileRange?>> NextAsync()
    {
        // Of the last read: one that found too little and was done without is no reason to ask.
        long? missing = null;
        var verdict = await StructureWalk.WalkAsync(size, (at, buffer) =>
        {
            var came = Read(at, buffer.Span);
            missing = came < buffer.Length ? at + came : null;
            return ValueTask.FromResult(came);
        }, isWhole: false);

        if (verdict.Refusal is { } refusal) return refusal;
        return verdict.IsFinal || missing is not { } wanted || pieces.Count == MostPieces ? null : PieceAt(wanted);
    }

    private int Read(long at, Span<byte> buffer)
    {
        var came = 0;
        while (came < buffer.Length && pieces.TryGetValue(PieceAt(at + came).Offset, out var piece))
        {
            var there = piece.Span[(int)((at + came) % PieceLength)..];
            var count = Math.Min(there.Length, buffer.Length - came);
            there[..count].CopyTo(buffer[came..]);
            came += count;
        }

        return came;
    }

    private FileRange PieceAt(long at)
    {
        var offset = at - (at % PieceLength);
        return new FileRange(offset, (int)Math.Min(PieceLength, size - offset));
    }
}

/// <summary>Bytes of a file, and where they stand in it.</summary>
public readonly record struct FilePiece(long Offset, ReadOnlyMemory<byte> Bytes);

/// <summary>A part of a file, in bytes.</summary>
public sealed record FileRange(long Offset, int Length);
