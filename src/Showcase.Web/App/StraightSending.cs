using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Showcase.Web.App;

/// <summary>Gives each connection that is a socket a <see cref="SocketWriter"/>. Where the connection is encrypted, that is what the ciphertext goes through.</summary>
internal static class StraightSending
{
    public static void SendStraight(this ListenOptions listen) => listen.Use(next => connection =>
    {
        if (connection.Features.Get<IConnectionSocketFeature>() is { } connected && connection.Features.Get<IMemoryPoolFeature>() is { } memory)
        {
            var (input, output) = (connection.Transport.Input, connection.Transport.Output);
            connection.Transport = new Ways(input, new SocketWriter(connected.Socket, memory.MemoryPool, output));
        }

        return next(connection);
    });

    private sealed record Ways(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
