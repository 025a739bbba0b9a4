using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Connections;

namespace Showcase.Web.Connections;

/// <summary>What arrives on a connection.</summary>
/// <param name="socket">Of the connection; nothing else receives from it.</param>
/// <param name="end">Called once nothing will arrive any more.</param>
internal sealed class SocketStream(Socket socket, Action end) : Stream
{
    // From Linux's tcp.h: what is asked for, and two of the states that come first in the answer.
    private const int TcpLevel = 6;
    private const int TcpInfo = 11;
    private const byte Closed = 7;
    private const byte ClosedByThem = 8;

    // Odd while somebody reads.
    private long reads;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Set before we close the connection ourselves, so that whoever reads is not told that the visitor did.</summary>
    public bool IsClosed { get; set; }

    public bool IsReading => Interlocked.Read(ref reads) % 2 != 0;

    /// <summary>Whether the other side has gone. Whoever reads notices for herself: the answer is about connections that nobody reads from.</summary>
    public bool IsLeft
    {
        get
        {
            try
            {
                return KnowsState ? State is Closed or ClosedByThem : IsReadableButEmpty();
            }
            catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
            {
                return true;
            }
        }
    }

    private bool KnowsState => OperatingSystem.IsLinux() && socket.ProtocolType == ProtocolType.Tcp;

    private byte State
    {
        get
        {
            Span<byte> state = stackalloc byte[1];
            _ = socket.GetRawSocketOption(TcpLevel, TcpInfo, state);
            return state[0];
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref reads);
        try
        {
            var count = await socket.ReceiveAsync(buffer, SocketFlags.None, cancellationToken);
            if (count > 0 || buffer.IsEmpty) return count;
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            end();
            throw IsClosed ? new ConnectionAbortedException(gone.Message, gone) : new ConnectionResetException(gone.Message, gone);
        }
        finally
        {
            Interlocked.Increment(ref reads);
        }

        end();
        return IsClosed ? throw new ConnectionAbortedException() : 0;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    private bool IsReadableButEmpty()
    {
        var before = Interlocked.Read(ref reads);
        return before % 2 == 0 && socket.Poll(0, SelectMode.SelectRead) && socket.Available == 0 && Interlocked.Read(ref reads) == before;
    }
}
