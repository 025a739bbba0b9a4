using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
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

/// <summary>Kestrel over connections of our own: what visitors send and are answered, and how they leave.</summary>
public sealed class SocketTransportTests
{
    private const int MoreThanTheSystemTakes = 24 * 1024 * 1024;
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData(false, "1.1")]
    [InlineData(true, "1.1")]
    [InlineData(true, "2.0")]
    public async Task What_is_sent_arrives_and_is_answered_in_the_clear_and_encrypted(bool isEncrypted, string version)
    {
        using var certificate = SelfSigned();
        await using var app = await StartAsync(certificate: isEncrypted ? certificate : null, async context =>
        {
            context.Response.Headers["in-place"] = $"{PlacedReader.Of(context) is PlacedReader}";
            using var content = new MemoryStream();
            await context.Request.Body.CopyToAsync(content, context.RequestAborted);
            await context.Response.WriteAsync("head ", context.RequestAborted);
            await context.Response.Body.WriteAsync(content.GetBuffer().AsMemory(0, (int)content.Length), context.RequestAborted);
        });
        using var client = new HttpClient(new SocketsHttpHandler { SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, shown, _, _) => certificate.Equals(shown) } })
        {
            DefaultRequestVersion = Version.Parse(version), DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };

        foreach (var length in new[] { 0, 1, 70_000, 3 * 1024 * 1024 })
        {
            var bytes = RandomNumberGenerator.GetBytes(length);
            var answer = await client.PostAsync(AddressOf(app), new ByteArrayContent(bytes));
            Assert.True((await answer.Content.ReadAsByteArrayAsync()).AsSpan().SequenceEqual([.. "head "u8, .. bytes]));
            Assert.Equal($"{!isEncrypted}", answer.Headers.GetValues("in-place").Single());
        }
    }

    [Fact]
    public async Task Requests_that_come_in_drops_or_several_at_once_are_told_apart()
    {
        await using var app = await StartAsync(certificate: null, async context =>
        {
            using var content = new StreamReader(context.Request.Body);
            await context.Response.WriteAsync($"[{await content.ReadToEndAsync(context.RequestAborted)}]", context.RequestAborted);
        });
        using var visitor = await VisitAsync(app);

        foreach (var drop in "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\none") await visitor.SendAsync(new[] { (byte)drop });
        await ReceiveUntilAsync(visitor, "[one]");
        await visitor.SendAsync("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\ntwoPOST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nthree"u8.ToArray());

        var both = await ReceiveUntilAsync(visitor, "[three]");
        Assert.Contains("[two]", both, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sender_waits_for_a_slow_reader_and_loses_nothing()
    {
        var bytes = RandomNumberGenerator.GetBytes(MoreThanTheSystemTakes);
        using var mayRead = new SemaphoreSlim(0);
        await using var app = await StartAsync(certificate: null, async context =>
        {
            await mayRead.WaitAsync(context.RequestAborted);
            await context.Response.WriteAsync(Convert.ToHexString(await SHA256.HashDataAsync(context.Request.Body, context.RequestAborted)));
        });
        using var client = new HttpClient();

        var sending = client.PostAsync(AddressOf(app), new ByteArrayContent(bytes));
        Assert.False(sending.IsCompleted);
        mayRead.Release();

        Assert.Equal(Convert.ToHexString(SHA256.HashData(bytes)), await (await sending).Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData(false, "")]
    [InlineData(true, "")]
    [InlineData(false, "what nobody asked for")]
    public async Task Who_works_for_a_visitor_who_has_left_is_told(bool byReset, string besides)
    {
        var (begun, told) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var app = await StartAsync(certificate: null, async context =>
        {
            begun.SetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => told.SetResult(), TaskScheduler.Default);
        });
        var visitor = await VisitAsync(app);
        await visitor.SendAsync("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray());
        await begun.Task;
        await visitor.SendAsync(Encoding.ASCII.GetBytes(besides));
        GC.Collect();
        Assert.False(told.Task.IsCompleted);

        if (byReset) visitor.Close(timeout: 0);
        else visitor.Dispose();

        await told.Task.WaitAsync(Soon);
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
            using var visitor = await VisitAsync(app);
            await visitor.SendAsync("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray());
            await visitor.ReceiveAsync(new byte[100_000]);
            visitor.Close(timeout: 0);
        }

        // Waits for all requests to end.
        await app.StopAsync();
        Assert.Equal(20, ends.Count);
        Assert.Empty(failures);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Senders_who_leave_in_the_middle_of_a_block_end_its_reading(bool byReset)
    {
        var ends = new ConcurrentBag<Exception>();
        var failures = new ConcurrentBag<string>();
        await using var app = await StartAsync(certificate: null, async context =>
        {
            try
            {
                await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
            }
            catch (Exception broken) when (broken is IOException or OperationCanceledException)
            {
                ends.Add(broken);
            }
        }, failures);

        for (var visit = 0; visit < 20; visit++)
        {
            using var visitor = await VisitAsync(app);
            await visitor.SendAsync(Encoding.ASCII.GetBytes("PUT / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\nhalf of it"));
            if (byReset) visitor.Close(timeout: 0);
        }

        await WaitAsync(() => ends.Count == 20);
        await app.StopAsync();
        Assert.Empty(failures);
    }

    [Fact]
    public async Task A_server_that_stops_does_not_wait_for_visitors_who_ask_nothing()
    {
        await using var app = await StartAsync(certificate: null, context =>
        {
            context.Response.ContentLength = "[hello]".Length;
            return context.Response.WriteAsync("[hello]");
        });
        using var silent = await VisitAsync(app);
        using var idle = await VisitAsync(app);
        await idle.SendAsync("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray());
        await ReceiveUntilAsync(idle, "[hello]");

        await app.StopAsync().WaitAsync(Soon);

        Assert.Equal(0, await idle.ReceiveAsync(new byte[1]));
        Assert.Equal(0, await silent.ReceiveAsync(new byte[1]));
    }

    [Fact]
    public async Task A_taken_port_is_called_so()
    {
        await using var app = await StartAsync(certificate: null, _ => Task.CompletedTask);

        var refused = await Assert.ThrowsAsync<IOException>(() => StartAsync(certificate: null, _ => Task.CompletedTask, port: AddressOf(app).Port));

        Assert.Contains("address already in use", refused.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_visitor_is_not_gone_who_is_silent_or_sends_what_nobody_reads_or_is_read_from()
    {
        await using var app = await StartAsync(certificate: null, _ => Task.CompletedTask);
        using var door = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        door.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        door.Listen();
        using var visitor = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await visitor.ConnectAsync(door.LocalEndPoint!);
        using var socket = await door.AcceptAsync();
        await using var stream = new SocketStream(socket, () => { });

        Assert.False(stream.IsLeft);
        var reading = stream.ReadAsync(new byte[10]);
        Assert.False(stream.IsLeft);
        await visitor.SendAsync(new byte[20]);
        Assert.Equal(10, await reading);
        Assert.False(stream.IsLeft);

        // Though there is something to read yet.
        visitor.Dispose();
        await WaitAsync(() => stream.IsLeft);
    }

    private static async Task<WebApplication> StartAsync(X509Certificate2? certificate, RequestDelegate answer, ConcurrentBag<string>? failures = null, int port = 0)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        if (failures is not null) builder.Logging.AddProvider(new FailureLog(failures));
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().UseOwnSockets();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port, listen =>
        {
            if (certificate is not null) listen.UseHttps(certificate);
        }));
        var app = builder.Build();
        app.Run(answer);
        await app.StartAsync();
        return app;
    }

    private static Uri AddressOf(WebApplication app) => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    private static async Task<Socket> VisitAsync(WebApplication app)
    {
        var visitor = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await visitor.ConnectAsync(IPAddress.Loopback, AddressOf(app).Port);
        return visitor;
    }

    private static async Task<string> ReceiveUntilAsync(Socket visitor, string end)
    {
        var (text, piece) = ("", new byte[1000]);
        while (!text.Contains(end, StringComparison.Ordinal))
        {
            var count = await visitor.ReceiveAsync(piece);
            if (count == 0) throw new EndOfStreamException(text);
            text += Encoding.ASCII.GetString(piece, 0, count);
        }

        return text;
    }

    private static async Task WaitAsync(Func<bool> until)
    {
        using var patience = new CancellationTokenSource(Soon);
        while (!until()) await Task.Delay(20, patience.Token);
    }

    private static X509Certificate2 SelfSigned()
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
            if (IsEnabled(logLevel)) failures.Add(formatter(state, exception));
        }

        public void Dispose()
        {
        }
    }
}
