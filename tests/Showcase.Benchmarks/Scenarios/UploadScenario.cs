using System.Net;
using System.Net.Http.Headers;
using Showcase.Benchmarks.Peers;
using Showcase.Domain.Media;
using Showcase.Web.Features.Media;

namespace Showcase.Benchmarks.Scenarios;

/// <summary>
/// Bytes from a client of one sort to three servers on this machine: ours (blocks, each with its CRC-64, synced to disk at commit; one
/// client alone sends four at once, as our uploader begins), tus with its file store, which takes a file in one stream, and nginx,
/// which checks nothing and syncs nothing.
/// </summary>
internal static class UploadScenario
{
    private const string Name = "upload";
    private const long Total = 1L << 30;
    private const int AloneAtOnce = 4;
    private const int BlockLength = Blocks.Smallest;

    private static readonly byte[] Block = MakeBlock();
    private static readonly string Checksum = ChecksumOf(Block);

    public static async Task<IReadOnlyList<Figure>> RunAsync()
    {
        await using var server = new ServerProcess(new Dictionary<string, string>(StringComparer.Ordinal) { ["Media__Process"] = "false", ["Logging__LogLevel__Default"] = "Warning" });
        await server.StartAsync();
        using var artist = await Artist.SignInAsync(server);
        await using var tus = await PeerProcess.TusAsync();
        await using var nginx = await PeerProcess.NginxAsync();

        var samples = new Samples();
        for (var round = 0; round < Samples.Rounds; round++)
        {
            foreach (var clients in new[] { 1, 8 })
            {
                samples.Add($"ours, {clients}", await Sample.TakeAsync(server.Id, () => TogetherAsync(clients, (client, size) => ToUsAsync(client, server, artist, size, clients == 1 ? AloneAtOnce : 1))));
                Empty(Path.Combine(server.Folder, "media", "incoming"));
                samples.Add($"tus, {clients}", await Sample.TakeAsync(tus.Id, () => TogetherAsync(clients, (client, size) => ToTusAsync(client, tus, size))));
                Empty(tus.Folder);
                samples.Add($"nginx, {clients}", await Sample.TakeAsync(nginx.Id, () => TogetherAsync(clients, (client, size) => ToNginxAsync(client, nginx, size))));
                Empty(Path.Combine(nginx.Folder, "files"));
            }
        }

        var growth = await MemoryAsync(server, artist);
        return
        [
            Against(samples, "tus", 1, 2.5), Against(samples, "tus", 8, 2), Processor(samples, 1), Processor(samples, 8),
            Against(samples, "nginx", 1, 0.6), Against(samples, "nginx", 8, 0.6),
            new Figure(Name, "memory above idle, 8 uploads of 512 MiB", "MiB", growth, null, "", 150, MoreIsBetter: false, "8 clients"),
        ];
    }

    private static Figure Against(Samples samples, string peer, int clients, double goal) =>
        new(Name, "blocks with CRC-64, synced at commit", "MB/s", samples.Rate($"ours, {clients}"), samples.Rate($"{peer}, {clients}"), peer, goal, MoreIsBetter: true, $"{clients} clients");

    private static Figure Processor(Samples samples, int clients) =>
        new(Name, "server's processor time", "CPU s/GiB", samples.Processor($"ours, {clients}"), samples.Processor($"tus, {clients}"), "tus", 0.45, MoreIsBetter: false, $"{clients} clients");

    /// <summary>How much the server grows while 4 GiB come in on eight connections.</summary>
    private static async Task<double> MemoryAsync(ServerProcess server, Artist artist)
    {
        var idle = Machine.ResidentMebibytes(server.Id);
        var most = idle;
        using var over = new CancellationTokenSource();
        var watching = Task.Run(async () =>
        {
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
            while (!over.IsCancellationRequested && await timer.WaitForNextTickAsync()) most = Math.Max(most, Machine.ResidentMebibytes(server.Id));
        });
        await TogetherAsync(8, (client, size) => ToUsAsync(client, server, artist, 4 * size, atOnce: 1));
        await over.CancelAsync();
        await watching;
        Empty(Path.Combine(server.Folder, "media", "incoming"));
        Console.WriteLine($"server's memory: {idle:0} MiB idle, {most:0} MiB at most");
        return most - idle;
    }

    private static async Task<long> TogetherAsync(int clients, Func<HttpClient, long, Task> upload)
    {
        var size = Total / clients;
        await Task.WhenAll(Enumerable.Range(0, clients).Select(async _ =>
        {
            using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = AloneAtOnce }) { Timeout = TimeSpan.FromMinutes(10) };
            client.DefaultRequestHeaders.ExpectContinue = false;
            await upload(client, size);
        }));
        return Total;
    }

    private static async Task ToUsAsync(HttpClient client, ServerProcess server, Artist artist, long size, int atOnce)
    {
        var ticket = await artist.AnnounceAsync(size);
        await Parallel.ForEachAsync(Enumerable.Range(0, ticket.BlockCount), new ParallelOptions { MaxDegreeOfParallelism = atOnce }, async (index, _) =>
        {
            var address = new Uri(new Uri(server.Address), ticket.BlockUrl.Replace("{index}", $"{index}", StringComparison.Ordinal));
            using var request = new HttpRequestMessage(HttpMethod.Put, address) { Content = new ByteArrayContent(Block) };
            request.Headers.Add("x-ms-content-crc64", Checksum);
            await SendAsync(client, request, HttpStatusCode.Created);
        });

        await artist.CompleteAsync(ticket);
    }

    private static async Task ToTusAsync(HttpClient client, PeerProcess tus, long size)
    {
        using var announce = new HttpRequestMessage(HttpMethod.Post, new Uri(tus.Address, "/files"));
        announce.Headers.Add("Tus-Resumable", "1.0.0");
        announce.Headers.Add("Upload-Length", $"{size}");
        using var announced = await client.SendAsync(announce);
        announced.EnsureSuccessStatusCode();

        using var request = new HttpRequestMessage(HttpMethod.Patch, announced.Headers.Location) { Content = new Repeated(size) };
        request.Headers.Add("Tus-Resumable", "1.0.0");
        request.Headers.Add("Upload-Offset", "0");
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/offset+octet-stream");
        await SendAsync(client, request, HttpStatusCode.NoContent);
    }

    private static async Task ToNginxAsync(HttpClient client, PeerProcess nginx, long size)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri(nginx.Address, $"/{Guid.CreateVersion7():N}")) { Content = new Repeated(size) };
        await SendAsync(client, request, HttpStatusCode.Created);
    }

    private static async Task SendAsync(HttpClient client, HttpRequestMessage request, HttpStatusCode expected)
    {
        using var answer = await client.SendAsync(request);
        if (answer.StatusCode != expected) throw new InvalidOperationException($"{request.Method} {request.RequestUri}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }

    private static void Empty(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)) File.Delete(file);
    }

    /// <summary>Noise that begins as a film does: Matroska, a segment without end, and the video track in it.</summary>
    private static byte[] MakeBlock()
    {
        var block = new byte[BlockLength];
        new Random(1).NextBytes(block);
        Convert.FromHexString("1A45DFA380" + "1853806701FFFFFFFFFFFFFF" + "1654AE6B85" + "AE83838101").CopyTo(block, 0);
        return block;
    }

    private static string ChecksumOf(byte[] bytes)
    {
        var crc = new Crc64();
        crc.Append(bytes);
        return crc.Text;
    }

    /// <summary>The same block again and again, as one request.</summary>
    private sealed class Repeated(long size) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            for (long sent = 0; sent < size; sent += Block.Length) await stream.WriteAsync(Block);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = size;
            return true;
        }
    }
}
