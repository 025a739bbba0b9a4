using System.Buffers;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Showcase.Web.Connections;

/// <summary>
/// Listens in the place of Kestrel's own sockets, whose connections receive and send on threads of their own
/// (docs/decisions/0027).
/// </summary>
internal sealed class SocketTransport(IMemoryPoolFactory<byte> pools) : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    private const int MostWaiting = 512;
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(100);

    public bool CanBind(EndPoint endpoint) => endpoint is IPEndPoint or UnixDomainSocketEndPoint or FileHandleEndPoint;

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        try
        {
            var door = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
            door.Listen(MostWaiting);
            return ValueTask.FromResult<IConnectionListener>(new Listener(door, pools.Create()));
        }
        catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw new AddressInUseException(taken.Message, taken);
        }
    }

    private sealed class Listener(Socket door, MemoryPool<byte> pool) : IConnectionListener
    {
        public EndPoint EndPoint { get; } = door.LocalEndPoint!;

        public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
        {
            while (true)
            {
                try
                {
                    return new SocketConnection(await door.AcceptAsync(cancellationToken), pool);
                }
                catch (Exception over) when (over is ObjectDisposedException or SocketException { SocketErrorCode: SocketError.OperationAborted })
                {
                    return null;
                }
                catch (SocketException gone) when (gone.SocketErrorCode is SocketError.ConnectionReset or SocketError.ConnectionAborted)
                {
                    // Whoever knocked did not wait.
                }
                catch (SocketException)
                {
                    // The system has no room for another connection; it will have when others have ended.
                    await Task.Delay(Breath, CancellationToken.None);
                }
            }
        }

        public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
        {
            door.Dispose();
            return ValueTask.CompletedTask;
        }

        public ValueTask DisposeAsync()
        {
            door.Dispose();
            pool.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
