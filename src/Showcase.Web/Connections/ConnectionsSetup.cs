using System.Buffers;
using Microsoft.AspNetCore.Connections;

namespace Showcase.Web.Connections;

internal static class ConnectionsSetup
{
    /// <summary>Kestrel asks the transport that was added last.</summary>
    public static void UseOwnSockets(this IWebHostBuilder host) =>
        host.ConfigureServices(services => services.AddSingleton<IMemoryPoolFactory<byte>, ReceiveBuffers>().AddSingleton<IConnectionListenerFactory, SocketTransport>());
}
