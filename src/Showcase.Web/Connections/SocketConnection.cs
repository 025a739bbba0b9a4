using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace Showcase.Web.Connections;

/// <summary>A connection that is read from when somebody asks for bytes, and sent to by whoever writes them.</summary>
internal sealed class SocketConnection : DefaultConnectionContext, IConnectionSocketFeature, IMemoryPoolFeature
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource over = new();
    private readonly SocketStream receiving;
    private readonly ReceivingPlace place;
    private readonly PipeReader input;
    private readonly SocketWriter output;
    private readonly Ways ways;
    private readonly Timer watch;
    private int isClosed;

    public SocketConnection(Socket socket, MemoryPool<byte> pool) : base(Guid.CreateVersion7().ToString("N"))
    {
        if (socket.ProtocolType == ProtocolType.Tcp) socket.NoDelay = true;
        (Socket, MemoryPool, LocalEndPoint, RemoteEndPoint, ConnectionClosed) = (socket, pool, socket.LocalEndPoint, socket.RemoteEndPoint, over.Token);
        Features.Set<IConnectionSocketFeature>(this);
        Features.Set<IMemoryPoolFeature>(this);
        Features.Set(this);

        place = new ReceivingPlace(pool);
        receiving = new SocketStream(socket, End);
        input = PipeReader.Create(receiving, new StreamPipeReaderOptions(place, leaveOpen: true, useZeroByteReads: true));
        output = new SocketWriter(socket, pool, Close);
        Transport = ways = new Ways(input, output);

        // It also keeps the connection from the garbage collector, which nothing else does while a request waits for its visitor to leave.
        watch = new Timer(static connection => ((SocketConnection)connection!).NoticeDeparture(), this, Second, Second);
    }

    public Socket Socket { get; }

    public MemoryPool<byte> MemoryPool { get; }

    /// <summary>Where what comes next may be received; null where something stands between, such as encryption, which reads when it likes.</summary>
    public ReceivingPlace? Place => ReferenceEquals(Transport, ways) ? place : null;

    /// <summary>What sends to the visitor; null where something stands between, as for <see cref="Place"/>.</summary>
    public SocketWriter? Output => ReferenceEquals(Transport, ways) ? output : null;

    public override void Abort(ConnectionAbortedException abortReason) => Close();

    public override ValueTask DisposeAsync()
    {
        Close();
        output.Complete();

        // A read that nobody waited for may still be receiving: its buffer is the collector's then.
        if (!receiving.IsReading) input.Complete();
        return base.DisposeAsync();
    }

    /// <summary>Whoever reads notices for herself when the visitor leaves; while nobody does, this looks.</summary>
    private void NoticeDeparture()
    {
        if (receiving.IsLeft) End();
    }

    /// <summary>Tells whoever works for this connection that nobody waits for it. They may not hear of it in this thread, which has other things to do.</summary>
    private void End() => _ = over.CancelAsync();

    private void Close()
    {
        if (Interlocked.Exchange(ref isClosed, 1) == 1) return;

        receiving.IsClosed = true;
        try
        {
            Socket.Shutdown(SocketShutdown.Both);
        }
        catch (SocketException)
        {
            // The other side was faster.
        }

        Socket.Dispose();
        watch.Dispose();
        End();
    }

    private sealed record Ways(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
