using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Showcase.Web.Connections;

namespace Showcase.Web.Tests.Connections;

/// <summary>Kestrel with nothing but one answer, listening by connections of our own.</summary>
internal static class OwnServer
{
    public static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    public static async Task<WebApplication> StartAsync(X509Certificate2? certificate, RequestDelegate answer, ConcurrentBag<string>? failures = null, int port = 0, MinDataRate? slowest = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        if (failures is not null) builder.Logging.AddProvider(new FailureLog(failures));
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().UseOwnSockets();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            if (slowest is not null) kestrel.Limits.MinResponseDataRate = slowest;
            kestrel.Listen(IPAddress.Loopback, port, listen =>
            {
                if (certificate is not null) listen.UseHttps(certificate);
            });
        });
        var app = builder.Build();
        app.Run(answer);
        await app.StartAsync();
        return app;
    }

    public static Uri AddressOf(WebApplication app) => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    public static async Task<Socket> VisitAsync(WebApplication app)
    {
        var visitor = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await visitor.ConnectAsync(IPAddress.Loopback, AddressOf(app).Port);
        return visitor;
    }

    public static async Task UntilAsync(Func<bool> until)
    {
        using var patience = new CancellationTokenSource(Soon);
        while (!until()) await Task.Delay(20, patience.Token);
    }

    /// <summary>The body of an answer that has this length.</summary>
    public static async Task<byte[]> ReceiveAsync(Socket visitor, int length)
    {
        var (head, letter) = ("", new byte[1]);
        while (!head.EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await visitor.ReceiveAsync(letter) == 0) throw new EndOfStreamException(head);
            head += (char)letter[0];
        }

        var bytes = new byte[length];
        for (var got = 0; got < length;)
        {
            var count = await visitor.ReceiveAsync(bytes.AsMemory(got));
            if (count == 0) throw new EndOfStreamException();
            got += count;
        }

        return bytes;
    }

    public static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    private sealed class FailureLog(ConcurrentBag<string> failures) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) failures.Add($"{formatter(state, exception)} {exception}");
        }

        public void Dispose()
        {
        }
    }
}
