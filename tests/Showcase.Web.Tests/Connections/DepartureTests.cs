using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Showcase.Web.Connections;

namespace Showcase.Web.Tests.Connections;

/// <summary>How visitors leave: whoever works for them is told, and it is no failure of ours.</summary>
public sealed class DepartureTests
{
    private const int MoreThanTheSystemTakes = 24 * 1024 * 1024;

    [Theory]
    [InlineData(false, "")]
    [InlineData(true, "")]
    [InlineData(false, "what nobody asked for")]
    public async Task Who_works_for_a_visitor_who_has_left_is_told(bool byReset, string besides)
    {
        var (begun, told) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var app = await OwnServer.StartAsync(certificate: null, async context =>
        {
            begun.SetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => told.SetResult(), TaskScheduler.Default);
        });
        var visitor = await OwnServer.VisitAsync(app);
        await visitor.SendAsync("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray());
        await begun.Task;
        await visitor.SendAsync(Encoding.ASCII.GetBytes(besides));
        GC.Collect();
        Assert.False(told.Task.IsCompleted);

        if (byReset) visitor.Close(timeout: 0);
        else visitor.Dispose();

        await told.Task.WaitAsync(OwnServer.Soon);
    }

    [Fact]
    public async Task Visitors_who_leave_in_the_middle_are_no_failure_of_ours()
    {
        var ends = new ConcurrentBag<bool>();
        var failures = new ConcurrentBag<string>();
        await using var app = await OwnServer.StartAsync(certificate: null, async context =>
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
            using var visitor = await OwnServer.VisitAsync(app);
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
        await using var app = await OwnServer.StartAsync(certificate: null, async context =>
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
            using var visitor = await OwnServer.VisitAsync(app);
            await visitor.SendAsync(Encoding.ASCII.GetBytes("PUT / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\nhalf of it"));
            if (byReset) visitor.Close(timeout: 0);
        }

        await OwnServer.UntilAsync(() => ends.Count == 20);
        await app.StopAsync();
        Assert.Empty(failures);
    }

    [Fact]
    public async Task A_visitor_is_not_gone_who_is_silent_or_sends_what_nobody_reads_or_is_read_from()
    {
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
        await OwnServer.UntilAsync(() => stream.IsLeft);
    }
}
