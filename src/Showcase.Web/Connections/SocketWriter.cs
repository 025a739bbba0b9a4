using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;

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
    private readonly Lock gate = new();
    private readonly Queue<Piece> full = [];
    private Piece? filling;
    private long unflushed;
    private bool isSending;
    private bool isOver;
    private bool isCanceled;

    public override bool CanGetUnflushedBytes => true;

    public override long UnflushedBytes => unflushed;

    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (filling is not null && filling.Free.Length < Math.Max(sizeHint, 1)) EndPiece();
        filling ??= new Piece(sizeHint <= pool.MaxBufferSize ? pool.Rent() : MemoryPool<byte>.Shared.Rent(sizeHint));
        return filling.Free;
    }

    public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

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
                for (var unsent = piece.Bytes; !unsent.IsEmpty;) unsent = unsent[await socket.SendAsync(unsent, SocketFlags.None, CancellationToken.None)..];
                unflushed -= piece.Bytes.Length;
                full.Dequeue().Dispose();
            }
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            isOver = true;
            close();
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

    private sealed class Piece(IMemoryOwner<byte> owner) : IDisposable
    {
        private int length;

        public Memory<byte> Free => owner.Memory[length..];

        public ReadOnlyMemory<byte> Bytes => owner.Memory[..length];

        public void Add(int count) => length += count;

        public void Dispose() => owner.Dispose();
    }
}
