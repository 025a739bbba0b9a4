using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Showcase.Web.Connections;

namespace Showcase.Web.Tests.Connections;

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
        Assert.True(pair.IsClosed);
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
        Assert.True(pair.IsClosed);
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

    /// <summary>Two ends of a connection on this machine, one of which is written to as Kestrel does it.</summary>
    private sealed class Pair : IDisposable
    {
        private Pair(Socket sender, Socket reader)
        {
            (Sender, Reader) = (sender, reader);
            Writer = new SocketWriter(sender, Pool, () => IsClosed = true);
        }

        public Socket Sender { get; }

        public Socket Reader { get; }

        public CountingPool Pool { get; } = new();

        public SocketWriter Writer { get; }

        public bool IsClosed { get; private set; }

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
