using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Showcase.Web.Connections;

namespace Showcase.Web.Tests.Connections;

/// <summary>Kestrel over connections of our own: what visitors send arrives, and they are answered.</summary>
public sealed class SocketTransportTests
{
    private const int MoreThanTheSystemTakes = 24 * 1024 * 1024;

    [Theory]
    [InlineData(false, "1.1")]
    [InlineData(true, "1.1")]
    [InlineData(true, "2.0")]
    public async Task What_is_sent_arrives_and_is_answered_in_the_clear_and_encrypted(bool isEncrypted, string version)
    {
        using var certificate = OwnServer.SelfSigned();
        await using var app = await OwnServer.StartAsync(certificate: isEncrypted ? certificate : null, async context =>
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
            var answer = await client.PostAsync(OwnServer.AddressOf(app), new ByteArrayContent(bytes));
            Assert.True((await answer.Content.ReadAsByteArrayAsync()).AsSpan().SequenceEqual([.. "head "u8, .. bytes]));
            Assert.Equal($"{!isEncrypted}", answer.Headers.GetValues("in-place").Single());
        }
    }

    [Fact]
    public async Task Requests_that_come_in_drops_or_several_at_once_are_told_apart()
    {
        await using var app = await OwnServer.StartAsync(certificate: null, async context =>
        {
            using var content = new StreamReader(context.Request.Body);
            await context.Response.WriteAsync($"[{await content.ReadToEndAsync(context.RequestAborted)}]", context.RequestAborted);
        });
        using var visitor = await OwnServer.VisitAsync(app);

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
        await using var app = await OwnServer.StartAsync(certificate: null, async context =>
        {
            await mayRead.WaitAsync(context.RequestAborted);
            await context.Response.WriteAsync(Convert.ToHexString(await SHA256.HashDataAsync(context.Request.Body, context.RequestAborted)));
        });
        using var client = new HttpClient();

        var sending = client.PostAsync(OwnServer.AddressOf(app), new ByteArrayContent(bytes));
        Assert.False(sending.IsCompleted);
        mayRead.Release();

        Assert.Equal(Convert.ToHexString(SHA256.HashData(bytes)), await (await sending).Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_server_that_stops_does_not_wait_for_visitors_who_ask_nothing()
    {
        await using var app = await OwnServer.StartAsync(certificate: null, context =>
        {
            context.Response.ContentLength = "[hello]".Length;
            return context.Response.WriteAsync("[hello]");
        });
        using var silent = await OwnServer.VisitAsync(app);
        using var idle = await OwnServer.VisitAsync(app);
        await idle.SendAsync("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray());
        await ReceiveUntilAsync(idle, "[hello]");

        await app.StopAsync().WaitAsync(OwnServer.Soon);

        Assert.Equal(0, await idle.ReceiveAsync(new byte[1]));
        Assert.Equal(0, await silent.ReceiveAsync(new byte[1]));
    }

    [Fact]
    public async Task A_taken_port_is_called_so()
    {
        await using var app = await OwnServer.StartAsync(certificate: null, _ => Task.CompletedTask);

        var refused = await Assert.ThrowsAsync<IOException>(() => OwnServer.StartAsync(certificate: null, _ => Task.CompletedTask, port: OwnServer.AddressOf(app).Port));

        Assert.Contains("address already in use", refused.Message, StringComparison.OrdinalIgnoreCase);
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
}
