using System.Buffers;
using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Showcase.Web.App;

namespace Showcase.Web.Tests.App;

/// <summary>What is written to a connection arrives whole and in order; what a broken connection held goes to nobody else.</summary>
public sealed class SocketWriterTests
{
    private const int MoreThanTheSystemTakes = 32 * 1024 * 1024;

    [Fact]
    public async Task Everything_arrives_in_order_at_a_reader_who_takes_her_time()
    {
        using var pair = await Pair.OpenAsync();
        var bytes = RandomNumberGenerator.GetBytes(MoreThanTheSystemTakes);

        var sending = SendAsync(pair.Writer, bytes);
        var arrived = await pair.ReceiveAsync(bytes.Length);

        await sending;
        Assert.True(bytes.AsSpan().SequenceEqual(arrived));
        Assert.Equal(0, pair.Writer.UnflushedBytes);
        Assert.Equal(0, pair.Pool.Out);
    }

    [Fact]
    public async Task A_flush_says_so_when_the_reader_has_gone()
    {
        using var pair = await Pair.OpenAsync();
        pair.Reader.Close(timeout: 0);

        var result = await FlushUntilItIsOverAsync(pair.Writer);

        Assert.True(result.IsCompleted);
        Assert.Equal(0, pair.Pool.Out);
    }

    [Fact]
    public async Task Buffers_of_a_connection_that_ends_while_it_is_sent_to_are_nobody_elses_before_the_flush_ends()
    {
        using var pair = await Pair.OpenAsync();
        pair.Writer.Write(new byte[MoreThanTheSystemTakes]);
        var flush = pair.Writer.FlushAsync().AsTask();
        Assert.False(flush.IsCompleted);
        var kept = pair.Pool.Out;

        pair.Writer.Complete();
        Assert.True(pair.IsShut);
        Assert.Equal(kept, pair.Pool.Out);
        pair.Sender.Dispose();

        Assert.True((await flush).IsCompleted);
        Assert.Equal(0, pair.Pool.Out);
    }

    [Fact]
    public async Task A_flush_that_is_called_off_before_it_begins_loses_nothing()
    {
        using var pair = await Pair.OpenAsync();
        pair.Writer.Write("one "u8);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await pair.Writer.FlushAsync(new CancellationToken(canceled: true)));

        pair.Writer.Write("two"u8);
        Assert.Equal(7, pair.Writer.UnflushedBytes);
        await pair.Writer.FlushAsync();

        Assert.Equal("one two", Encoding.ASCII.GetString(await pair.ReceiveAsync(7)));
    }

    [Fact]
    public async Task A_flush_that_Kestrel_cancels_says_so_once()
    {
        using var pair = await Pair.OpenAsync();
        pair.Writer.CancelPendingFlush();

        Assert.True((await pair.Writer.FlushAsync()).IsCanceled);
        Assert.False((await pair.Writer.FlushAsync()).IsCanceled);
    }

    [Theory]
    [InlineData(false, "1.1")]
    [InlineData(true, "1.1")]
    [InlineData(true, "2.0")]
    public async Task Kestrel_answers_through_it_in_the_clear_and_encrypted(bool isEncrypted, string version)
    {
        var bytes = RandomNumberGenerator.GetBytes(3 * 1024 * 1024);
        using var certificate = SelfSigned();
        await using var app = await StartAsync(certificate: isEncrypted ? certificate : null, async context =>
        {
            await context.Response.WriteAsync("head ", context.RequestAborted);
            await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
        });
        using var client = new HttpClient(new SocketsHttpHandler { SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, shown, _, _) => certificate.Equals(shown) } })
        {
            DefaultRequestVersion = Version.Parse(version), DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };

        for (var time = 0; time < 3; time++)
        {
            var arrived = await client.GetByteArrayAsync(AddressOf(app));
            Assert.True(arrived.AsSpan().SequenceEqual([.. "head "u8, .. bytes]));
        }
    }

    [Fact]
    public async Task Visitors_who_leave_in_the_middle_are_no_failure_of_ours()
    {
        var ends = new ConcurrentBag<bool>();
        var failures = new ConcurrentBag<string>();
        await using var app = await StartAsync(certificate: null, async context =>
        {
            context.Response.ContentLength = MoreThanTheSystemTakes;
            await context.Response.StartAsync();
            for (var left = MoreThanTheSystemTakes; left > 0; left -= 64 * 1024)
            {
                context.Response.BodyWriter.GetMemory(64 * 1024);
                context.Response.BodyWriter.Advance(64 * 1024);
                if (!(await context.Response.BodyWriter.FlushAsync()).IsCompleted) continue;

                ends.Add(true);
                return;
            }
        }, failures);

        for (var visit = 0; visit < 20; visit++)
        {
            using var visitor = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            await visitor.ConnectAsync(IPAddress.Loopback, AddressOf(app).Port);
            await visitor.SendAsync("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray());
            await visitor.ReceiveAsync(new byte[100_000]);
            visitor.Close(timeout: 0);
        }

        // Waits for all requests to end.
        await app.StopAsync();
        Assert.Equal(20, ends.Count);
        Assert.Empty(failures);
    }

    private static async Task<WebApplication> StartAsync(X509Certificate2? certificate, RequestDelegate answer, ConcurrentBag<string>? failures = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        if (failures is not null) builder.Logging.AddProvider(new FailureLog(failures));
        builder.Services.AddSingleton<IMemoryPoolFactory<byte>, ReceiveBuffers>();
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.ConfigureEndpointDefaults(listen => listen.SendStraight());
            kestrel.Listen(IPAddress.Loopback, 0, listen =>
            {
                if (certificate is not null) listen.UseHttps(certificate);
            });
        });
        var app = builder.Build();
        app.Run(answer);
        await app.StartAsync();
        return app;
    }

    private static Uri AddressOf(WebApplication app) => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    private static async Task SendAsync(PipeWriter writer, ReadOnlyMemory<byte> bytes)
    {
        for (var step = 1; !bytes.IsEmpty; step = (step * 3) + 1)
        {
            var next = bytes[..Math.Min(step, bytes.Length)];
            writer.Write(next.Span);
            bytes = bytes[next.Length..];
            await writer.FlushAsync();
        }
    }

    private static async Task<FlushResult> FlushUntilItIsOverAsync(PipeWriter writer)
    {
        while (true)
        {
            writer.Write(new byte[1024 * 1024]);
            var result = await writer.FlushAsync();
            if (result.IsCompleted) return result;
        }
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    /// <summary>Two ends of a connection on this machine, one of which is written to as Kestrel does it.</summary>
    private sealed class Pair : IDisposable
    {
        private readonly Pipe own = new();

        private Pair(Socket sender, Socket reader)
        {
            (Sender, Reader) = (sender, reader);
            Writer = new SocketWriter(sender, Pool, own.Writer);
        }

        public Socket Sender { get; }

        public Socket Reader { get; }

        public CountingPool Pool { get; } = new();

        public SocketWriter Writer { get; }

        public bool IsShut => own.Reader.TryRead(out var read) && read.IsCompleted;

        public static async Task<Pair> OpenAsync()
        {
            using var door = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            door.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            door.Listen();
            var reader = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            await reader.ConnectAsync(door.LocalEndPoint!);
            return new Pair(await door.AcceptAsync(), reader);
        }

        public async Task<byte[]> ReceiveAsync(int count)
        {
            var bytes = new byte[count];
            for (var got = 0; got < count;) got += await Reader.ReceiveAsync(bytes.AsMemory(got), SocketFlags.None);
            return bytes;
        }

        public void Dispose()
        {
            Sender.Dispose();
            Reader.Dispose();
        }
    }

    private sealed class FailureLog(ConcurrentBag<string> failures) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) failures.Add(formatter(state, exception));
        }

        public void Dispose()
        {
        }
    }

    private sealed class CountingPool : MemoryPool<byte>
    {
        public int Out { get; private set; }

        public override int MaxBufferSize => 64 * 1024;

        public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
        {
            Out++;
            return new Rental(this);
        }

        protected override void Dispose(bool disposing)
        {
        }

        private sealed class Rental(CountingPool pool) : IMemoryOwner<byte>
        {
            public Memory<byte> Memory { get; } = new byte[64 * 1024];

            public void Dispose() => pool.Out--;
        }
    }
}
