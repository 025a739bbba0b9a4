using System.Buffers;
using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Showcase.Web.Connections;

namespace Showcase.Web.Tests.Connections;

/// <summary>A file that the system sends by itself arrives as it is, between whatever else is written.</summary>
public sealed class FileWriterTests : IDisposable
{
    private const int Offset = 7;
    private const int MoreThanTheSystemTakes = 24 * 1024 * 1024;

    private readonly string path = Path.GetTempFileName();

    public void Dispose() => File.Delete(path);

    [Theory]
    [InlineData(false, "1.1", true)]
    [InlineData(false, "1.1", false)]
    [InlineData(true, "1.1", true)]
    [InlineData(true, "2.0", true)]
    public async Task A_file_arrives_between_what_is_written_in_the_clear_and_encrypted(bool isEncrypted, string version, bool saysLength)
    {
        using var certificate = OwnServer.SelfSigned();
        var unread = 0;
        await using var app = await OwnServer.StartAsync(certificate: isEncrypted ? certificate : null, async context =>
        {
            await using var file = Open();
            var length = file.Length - Offset;
            if (saysLength) context.Response.ContentLength = "head ".Length + length + " tail".Length;
            var writer = FileWriter.Of(context);
            await writer.WriteAsync("head "u8.ToArray());
            unread = await SendAsync(writer, file, length);
            await writer.WriteAsync(" tail"u8.ToArray());
        });
        using var client = new HttpClient(new SocketsHttpHandler { SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, shown, _, _) => certificate.Equals(shown) } })
        {
            DefaultRequestVersion = Version.Parse(version), DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };

        foreach (var length in new[] { 1, 70_000, (3 * 1024 * 1024) + 123 })
        {
            var bytes = await FillAsync(length);
            var arrived = await client.GetByteArrayAsync(OwnServer.AddressOf(app));
            Assert.True(arrived.SequenceEqual(Encoding.ASCII.GetBytes("head ").Concat(bytes).Concat(Encoding.ASCII.GetBytes(" tail"))));
            Assert.Equal(isEncrypted || !saysLength ? 0 : length, unread);
        }
    }

    [Fact]
    public async Task A_slow_visitor_gets_all_of_it_and_may_ask_again()
    {
        var bytes = await FillAsync(MoreThanTheSystemTakes);
        var unread = new ConcurrentQueue<int>();
        await using var app = await OwnServer.StartAsync(certificate: null, async context => unread.Enqueue(await SendFileAsync(context)));
        using var visitor = await OwnServer.VisitAsync(app);

        for (var time = 0; time < 2; time++)
        {
            await AskAsync(visitor);
            Assert.Equal(time, unread.Count);
            var arrived = await OwnServer.ReceiveAsync(visitor, bytes.Length);
            Assert.True(bytes.AsSpan().SequenceEqual(arrived));
        }

        await OwnServer.UntilAsync(() => unread.Count == 2);
        Assert.All(unread, count => Assert.Equal(bytes.Length, count));
    }

    [Fact]
    public async Task Files_and_bytes_of_one_flush_and_from_before_the_answer_began_keep_their_order()
    {
        var bytes = await FillAsync(6);
        var taken = new List<bool>();
        await using var app = await OwnServer.StartAsync(certificate: null, async context =>
        {
            await using var file = Open();
            context.Response.ContentLength = 8;
            var writer = (FileWriter)FileWriter.Of(context);
            taken.Add(writer.TryPut(file, Offset, 2));
            writer.Write("("u8);
            await writer.FlushAsync();
            taken.Add(writer.TryPut(file, Offset + 2, 1));
            taken.Add(writer.TryPut(file, Offset + 3, 2));
            writer.Write(")"u8);
            taken.Add(writer.TryPut(file, Offset + 5, 1));
            taken.Add(writer.TryPut(file, Offset, 2));
            await writer.FlushAsync();
        });
        using var client = new HttpClient();

        for (var time = 0; time < 2; time++)
        {
            taken.Clear();
            var arrived = await client.GetByteArrayAsync(OwnServer.AddressOf(app));
            Assert.Equal([false, true, true, true, true], taken);
            Assert.Equal([(byte)'(', bytes[2], bytes[3], bytes[4], (byte)')', bytes[5], bytes[0], bytes[1]], arrived);
        }
    }

    [Fact]
    public async Task An_answer_without_a_body_sends_nothing_of_a_file_and_spoils_none_after_it()
    {
        var bytes = await FillAsync(100_000);
        await using var app = await OwnServer.StartAsync(certificate: null, async context => _ = await SendFileAsync(context));
        using var visitor = await OwnServer.VisitAsync(app);

        await AskAsync(visitor, "HEAD");
        Assert.Empty(await OwnServer.ReceiveAsync(visitor, length: 0));
        await AskAsync(visitor);

        var arrived = await OwnServer.ReceiveAsync(visitor, bytes.Length);
        Assert.True(bytes.AsSpan().SequenceEqual(arrived));
    }

    [Fact]
    public async Task A_visitor_who_leaves_in_the_middle_ends_it_quietly()
    {
        await FillAsync(MoreThanTheSystemTakes);
        var unread = new ConcurrentQueue<int>();
        var failures = new ConcurrentBag<string>();
        await using var app = await OwnServer.StartAsync(certificate: null, async context => unread.Enqueue(await SendFileAsync(context)), failures);
        using (var visitor = await OwnServer.VisitAsync(app))
        {
            await AskAsync(visitor);
            visitor.Close(timeout: 0);
        }

        await OwnServer.UntilAsync(() => !unread.IsEmpty);
        Assert.InRange(unread.Single(), 1, MoreThanTheSystemTakes);
        Assert.Empty(failures);
    }

    [Fact]
    public async Task A_server_that_gives_up_on_a_visitor_ends_it_quietly()
    {
        await FillAsync(MoreThanTheSystemTakes);
        var unread = new ConcurrentQueue<int>();
        var failures = new ConcurrentBag<string>();
        Action giveUp = () => { };
        await using var app = await OwnServer.StartAsync(
            certificate: null,
            async context =>
            {
                giveUp = context.Abort;
                unread.Enqueue(await SendFileAsync(context));
            },
            failures);
        using var visitor = await OwnServer.VisitAsync(app);
        await AskAsync(visitor);
        Assert.Empty(unread);

        giveUp();

        await OwnServer.UntilAsync(() => !unread.IsEmpty);
        await Assert.ThrowsAnyAsync<IOException>(() => OwnServer.ReceiveAsync(visitor, MoreThanTheSystemTakes));
        Assert.Empty(failures);
    }

    [Fact]
    public async Task A_flush_that_is_called_off_leaves_a_closed_file_behind_and_the_connection_ends_quietly()
    {
        await FillAsync(100_000);
        var failures = new ConcurrentBag<string>();
        var isTaken = false;
        await using var app = await OwnServer.StartAsync(
            certificate: null,
            async context =>
            {
                await using (var file = Open())
                {
                    context.Response.ContentLength = 1000;
                    await context.Response.StartAsync();
                    var writer = (FileWriter)FileWriter.Of(context);
                    isTaken = writer.TryPut(file, Offset, 1000);
                    await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await writer.FlushAsync(new CancellationToken(canceled: true)));
                }
            },
            failures);
        using var client = new HttpClient();

        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetByteArrayAsync(OwnServer.AddressOf(app)));
        Assert.True(isTaken);
        Assert.Empty(failures);
    }

    [Fact]
    public async Task Where_the_file_became_shorter_the_connection_ends_before_the_length_that_was_said_and_the_log_says_why()
    {
        await FillAsync(100_000);
        var failures = new ConcurrentBag<string>();
        var (isTaken, isOver) = (false, false);
        await using var app = await OwnServer.StartAsync(
            certificate: null,
            async context =>
            {
                await using var file = Open();
                context.Response.ContentLength = 2 * file.Length;
                await context.Response.StartAsync();
                var writer = (FileWriter)FileWriter.Of(context);
                isTaken = writer.TryPut(file, 0, (int)file.Length);
                await File.WriteAllBytesAsync(path, new byte[10]);
                await writer.FlushAsync();
                isOver = (await writer.FlushAsync()).IsCompleted;
            },
            failures);
        using var client = new HttpClient();

        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetByteArrayAsync(OwnServer.AddressOf(app)));
        await OwnServer.UntilAsync(() => isOver);
        Assert.True(isTaken);
        Assert.Contains(failures, failure => failure.Contains($"{path} ends before", StringComparison.Ordinal));
    }

    private FileStream Open() => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.Asynchronous);

    private async Task<byte[]> FillAsync(int length)
    {
        var bytes = RandomNumberGenerator.GetBytes(Offset + length);
        await File.WriteAllBytesAsync(path, bytes);
        return bytes[Offset..];
    }

    private static async Task AskAsync(Socket visitor, string method = "GET")
    {
        await visitor.SendAsync(Encoding.ASCII.GetBytes($"{method} / HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        await OwnServer.UntilAsync(() => visitor.Available > 0);
    }

    /// <summary>Answers how many bytes the system sent by itself.</summary>
    private async Task<int> SendFileAsync(HttpContext context)
    {
        await using var file = Open();
        context.Response.ContentLength = file.Length - Offset;
        await context.Response.StartAsync();
        return await SendAsync(FileWriter.Of(context), file, file.Length - Offset);
    }

    /// <summary>Answers how many bytes the system sent by itself.</summary>
    private static async Task<int> SendAsync(PipeWriter writer, FileStream file, long length)
    {
        var unread = 0;
        for (var sent = 0; sent < length;)
        {
            var next = (int)Math.Min(SocketWriter.MostOfFile, length - sent);
            if (writer is FileWriter files && files.TryPut(file, Offset + sent, next))
            {
                unread += next;
            }
            else
            {
                var bytes = new byte[next];
                await RandomAccess.ReadAsync(file.SafeFileHandle, bytes, Offset + sent);
                writer.Write(bytes);
            }

            sent += next;
            if ((await writer.FlushAsync()).IsCompleted) break;
        }

        return unread;
    }
}
