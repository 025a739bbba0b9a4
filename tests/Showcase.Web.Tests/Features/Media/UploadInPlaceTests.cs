using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Showcase.Domain.Media;
using Showcase.Web.Connections;
using Showcase.Web.Features.Media;
using Showcase.Web.Storage;

namespace Showcase.Web.Tests.Features.Media;

/// <summary>Blocks are received right into the buffers that they are written from: whatever senders do, what lies in the store is what was sent.</summary>
public sealed class UploadInPlaceTests(UploadServer server) : IClassFixture<UploadServer>
{
    // Not a multiple of the system's pages.
    private const int Last = (3 * 1024 * 1024) + 4097 + 3;

    [Fact]
    public void The_application_listens_by_its_own_transport() =>
        Assert.IsType<SocketTransport>(server.Web.Services.GetServices<IConnectionListenerFactory>().Last());

    [Theory]
    [InlineData(1)]
    [InlineData(4095)]
    [InlineData(70_001)]
    [InlineData(1024 * 1024)]
    public async Task Blocks_that_come_in_pieces_of_any_size_on_one_connection_lie_in_the_store_as_sent(int step)
    {
        var film = await AnnounceAsync();
        using var sender = new Sender(server.Web.Address);

        Assert.Equal(HttpStatusCode.Created, await sender.PutAsync(film, 0, step));
        Assert.Equal(HttpStatusCode.Created, await sender.PutAsync(film, 1, step));

        Assert.True(await IsStoredAsync(film));
    }

    [Fact]
    public async Task Two_blocks_that_come_in_one_go_are_told_apart()
    {
        var film = await AnnounceAsync();
        using var sender = new Sender(server.Web.Address);

        var sending = sender.SendAsync([.. film.Request(0), .. film.Request(1)], step: int.MaxValue);
        Assert.Equal(HttpStatusCode.Created, await sender.AnswerAsync());
        Assert.Equal(HttpStatusCode.Created, await sender.AnswerAsync());
        await sending;

        Assert.True(await IsStoredAsync(film));
    }

    [Fact]
    public async Task A_damaged_block_leaves_no_trace_in_what_comes_after_it_on_the_same_connection()
    {
        var film = await AnnounceAsync();
        using var sender = new Sender(server.Web.Address);

        Assert.Equal(HttpStatusCode.BadRequest, await sender.PutAsync(film, 1, step: 100_000, Crc64.TextOf(7)));
        Assert.Equal(HttpStatusCode.Created, await sender.PutAsync(film, 1, step: 100_000));
        Assert.Equal(HttpStatusCode.Created, await sender.PutAsync(film, 0, step: 100_000));

        Assert.True(await IsStoredAsync(film));
    }

    [Fact]
    public async Task A_full_disk_is_told_to_whoever_still_sends_and_the_connection_goes_on()
    {
        if (!OperatingSystem.IsLinux()) return;

        // What is written to this device, the kernel answers with "no space left".
        var (full, film) = (await AnnounceAsync(), await AnnounceAsync());
        var file = server.Storage.LocalFile(MediaPaths.Arrival(full.Ticket.AssetId))!;
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.CreateSymbolicLink(file + ".part", "/dev/full");
        using var sender = new Sender(server.Web.Address);

        Assert.Equal(HttpStatusCode.InsufficientStorage, await sender.PutAsync(full, 1, step: 100_000));
        Assert.Equal(HttpStatusCode.Created, await sender.PutAsync(film, 0, step: 100_000));
        Assert.Equal(HttpStatusCode.Created, await sender.PutAsync(film, 1, step: 100_000));

        Assert.True(await IsStoredAsync(film));
    }

    [Fact]
    public async Task Senders_who_break_off_or_are_refused_spoil_nothing_of_those_who_send_beside_them()
    {
        using var over = new CancellationTokenSource();
        var noise = Task.WhenAll(Enumerable.Range(0, 3).Select(async seed =>
        {
            for (var round = 0; !over.IsCancellationRequested; round++)
            {
                var (film, random) = (await AnnounceAsync(), new Random((seed * 1000) + round));
                using var sender = new Sender(server.Web.Address);
                var part = film.Request(1, round % 3 == 0 ? Crc64.TextOf(7) : null);
                await sender.SendAsync(part[..(round % 3 == 2 ? part.Length : random.Next(500, part.Length))], step: 200_000);
                if (round % 2 == 0) sender.Reset();
            }
        }));

        for (var round = 0; round < 6; round++)
        {
            var films = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => AnnounceAsync()));
            await Task.WhenAll(films.Select(async film =>
            {
                using var sender = new Sender(server.Web.Address);
                Assert.Equal(HttpStatusCode.Created, await sender.PutAsync(film, 0, step: 300_000));
                Assert.Equal(HttpStatusCode.Created, await sender.PutAsync(film, 1, step: 300_000));
            }));
            foreach (var film in films) Assert.True(await IsStoredAsync(film));
        }

        await over.CancelAsync();
        await noise;
    }

    private async Task<FilmOnItsWay> AnnounceAsync()
    {
        var bytes = new byte[Blocks.Smallest + Last];
        Random.Shared.NextBytes(bytes);

        // Begins as a Matroska file does, with a segment without end and a video track: what is no film is refused.
        Convert.FromHexString("1A45DFA380" + "1853806701FFFFFFFFFFFFFF" + "1654AE6B85" + "AE83838101").CopyTo(bytes, 0);
        return new FilmOnItsWay(await (await server.ArtistAsync()).BeginAsync(bytes.Length), bytes);
    }

    private async Task<bool> IsStoredAsync(FilmOnItsWay film)
    {
        var stored = new byte[film.Bytes.Length];
        for (var at = 0; at < stored.Length;)
        {
            var read = await server.Storage.PeekAsync(MediaPaths.Arrival(film.Ticket.AssetId), at, stored.AsMemory(at), default);
            if (read == 0) return false;
            at += read;
        }

        return stored.AsSpan().SequenceEqual(film.Bytes);
    }

    private sealed record FilmOnItsWay(UploadTicket Ticket, byte[] Bytes)
    {
        public byte[] Request(int index, string? checksum = null)
        {
            var block = Bytes.AsSpan(index * Ticket.BlockSize, Math.Min(Ticket.BlockSize, Bytes.Length - (index * Ticket.BlockSize)));
            var crc = new Crc64();
            crc.Append(block);
            var address = Ticket.BlockUrl.Replace("{index}", $"{index}", StringComparison.Ordinal);
            var head = $"PUT {address} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {block.Length}\r\nx-ms-content-crc64: {checksum ?? crc.Text}\r\n\r\n";
            return [.. Encoding.ASCII.GetBytes(head), .. block];
        }
    }

    private sealed class Sender : IDisposable
    {
        private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        private string unread = "";

        public Sender(Uri address) => socket.Connect(IPAddress.Loopback, address.Port);

        public async Task<HttpStatusCode> PutAsync(FilmOnItsWay film, int index, int step, string? checksum = null)
        {
            await SendAsync(film.Request(index, checksum), step);
            return await AnswerAsync();
        }

        /// <summary>The head and what follows it come in pieces; a film's last megabytes in larger ones, so that a step of one byte ends.</summary>
        public async Task SendAsync(byte[] bytes, int step)
        {
            for (var (at, sent) = (0, 0); at < bytes.Length; sent++)
            {
                var count = Math.Min(sent < 3000 ? step : Math.Max(step, 50_000), bytes.Length - at);
                await socket.SendAsync(bytes.AsMemory(at, count));
                at += count;
            }
        }

        public async Task<HttpStatusCode> AnswerAsync()
        {
            var piece = new byte[4096];
            while (true)
            {
                if (unread.IndexOf("\r\n\r\n", StringComparison.Ordinal) is >= 0 and var end && ContentOf(unread[..end]) is var length && unread.Length >= end + 4 + length)
                {
                    var status = (HttpStatusCode)int.Parse(unread.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
                    unread = unread[(end + 4 + length)..];
                    return status;
                }

                var count = await socket.ReceiveAsync(piece);
                if (count == 0) throw new EndOfStreamException(unread);
                unread += Encoding.Latin1.GetString(piece, 0, count);
            }
        }

        public void Reset() => socket.Close(timeout: 0);

        public void Dispose() => socket.Dispose();

        /// <summary>Refusals come in chunks, of which the last is empty.</summary>
        private int ContentOf(string head)
        {
            const string mark = "Content-Length: ";
            if (head.IndexOf(mark, StringComparison.Ordinal) is >= 0 and var at) return int.Parse(head[(at + mark.Length)..].Split("\r\n")[0], System.Globalization.CultureInfo.InvariantCulture);

            return unread.IndexOf("\r\n0\r\n\r\n", StringComparison.Ordinal) is >= 0 and var end ? end + 7 - head.Length - 4 : int.MaxValue / 2;
        }
    }
}
