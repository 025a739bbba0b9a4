using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Showcase.Web.Connections;

/// <summary>
/// Sends from the thread that wrote, while the bytes are still in its processor's cache; a flush is over when the system has taken them.
/// Kestrel's own writer hands them to another thread (docs/decisions/0026).
/// </summary>
/// <param name="socket">Of the connection; nothing else sends through it.</param>
/// <param name="pool">Where buffers come from; they are kept from the first byte to its flush.</param>
/// <param name="close">Closes the connection; called when nothing more will be written, or nobody is left to receive it.</param>
internal sealed class SocketWriter(Socket socket, MemoryPool<byte> pool, Action close) : PipeWriter
{
    /// <summary>Bytes of a file that can be put in at a time.</summary>
    public const int MostOfFile = 1024 * 1024;

    // Whoever puts a file in is given this to fill, and does not: nothing of it is ever sent.
    private static readonly byte[] StandIn = new byte[MostOfFile];

    private readonly Lock gate = new();
    private readonly Queue<Piece> full = [];
    private (FileStream File, long Offset)? offered;
    private Piece? filling;
    private long unflushed;
    private bool isSending;
    private bool isOver;
    private bool isCanceled;

    public override bool CanGetUnflushedBytes => true;

    public override long UnflushedBytes => unflushed;

    /// <summary>
    /// Memory that is asked for next without a size may stand for bytes of this file. Kestrel asks so for a body that it leaves as it is; for
    /// heads and frames of chunks it names a size or asks for a span.
    /// </summary>
    public void Offer(FileStream file, long offset) => offered = (file, offset);

    /// <summary>Whether this is what was given out for a file.</summary>
    public static bool IsStandIn(ReadOnlyMemory<byte> memory) => MemoryMarshal.TryGetArray(memory, out var given) && given.Array == StandIn && given.Count == MostOfFile;

    /// <summary>Nobody else gets what was offered, nor what stood for it where that did not come back.</summary>
    public void EndOffer(bool isTaken)
    {
        offered = null;
        if (!isTaken && filling is { File: not null, Length: 0 }) filling = null;
    }

    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (sizeHint > 0 || offered is not { } file) return Fill(sizeHint);

        EndPiece();
        (filling, offered) = (new Piece(file.File, file.Offset), null);
        return StandIn;
    }

    public override Span<byte> GetSpan(int sizeHint = 0) => Fill(sizeHint).Span;

    public override void Advance(int bytes)
    {
        if (bytes == 0) return;
        if (filling is null) throw new InvalidOperationException("There is no memory to advance in.");

        filling.Add(bytes);
        unflushed += bytes;
    }

    /// <summary>
    /// What was begun is sent to its end, or until the connection ends: half of it would spoil what follows. So
    /// <paramref name="cancellationToken"/> counts only before.
    /// </summary>
    public override async ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        EndPiece();
        if (!TryBegin()) return new FlushResult(isCanceled: false, isCompleted: true);

        try
        {
            while (full.TryPeek(out var piece))
            {
                await SendAsync(piece);
                unflushed -= piece.Length;
                full.Dequeue().Dispose();
            }
        }
        catch (Exception failure)
        {
            isOver = true;
            close();
            if (!IsGone(failure)) throw;
        }
        finally
        {
            End();
        }

        return new FlushResult(Interlocked.Exchange(ref isCanceled, false), isOver);
    }

    /// <summary>A flush under way ends with the connection, which Kestrel closes when it cancels.</summary>
    public override void CancelPendingFlush() => isCanceled = true;

    /// <summary>A connection may end while it is being sent to: those buffers are nobody else's until the system has let go of them.</summary>
    public override void Complete(Exception? exception = null)
    {
        lock (gate)
        {
            isOver = true;
            if (!isSending) Clear();
        }

        close();
    }

    private Memory<byte> Fill(int sizeHint)
    {
        if (filling is not null && filling.Free.Length < Math.Max(sizeHint, 1)) EndPiece();
        filling ??= new Piece(sizeHint <= pool.MaxBufferSize ? pool.Rent() : MemoryPool<byte>.Shared.Rent(sizeHint));
        return filling.Free;
    }

    private async ValueTask SendAsync(Piece piece)
    {
        if (piece.File is { } file)
        {
            // An answer without a body takes nothing of what is put in; to the system that would mean the whole file.
            if (piece.Length > 0) await FileSending.SendAsync(socket, file, piece.Offset, piece.Length);
            return;
        }

        for (var unsent = piece.Bytes; !unsent.IsEmpty;) unsent = unsent[await socket.SendAsync(unsent, SocketFlags.None, CancellationToken.None)..];
    }

    /// <summary>Whether nobody is there any more. A socket that was just shut down is not connected, which is not supported for files.</summary>
    private static bool IsGone(Exception failure) => failure is SocketException or ObjectDisposedException or NotSupportedException;

    private bool TryBegin()
    {
        lock (gate)
        {
            if (isOver) Clear();
            else isSending = true;
            return isSending;
        }
    }

    private void End()
    {
        lock (gate)
        {
            isSending = false;
            if (isOver) Clear();
        }
    }

    private void EndPiece()
    {
        if (filling is not null) full.Enqueue(filling);
        filling = null;
    }

    private void Clear()
    {
        EndPiece();
        while (full.TryDequeue(out var piece)) piece.Dispose();
        unflushed = 0;
    }

    /// <summary>Bytes in a buffer, or of a file.</summary>
    private sealed class Piece : IDisposable
    {
        private readonly IMemoryOwner<byte>? owner;

        public Piece(IMemoryOwner<byte> owner) => this.owner = owner;

        public Piece(FileStream file, long offset) => (File, Offset) = (file, offset);

        public FileStream? File { get; }

        public long Offset { get; }

        public int Length { get; private set; }

        public Memory<byte> Free => owner is null ? default : owner.Memory[Length..];

        public ReadOnlyMemory<byte> Bytes => owner is null ? default : owner.Memory[..Length];

        public void Add(int count) => Length += count;

        public void Dispose() => owner?.Dispose();
    }
}
