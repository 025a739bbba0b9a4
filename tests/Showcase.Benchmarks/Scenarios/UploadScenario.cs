using Showcase.Benchmarks.Peers;
using Showcase.Domain.Media;
using Showcase.Web.Features.Media;

namespace Showcase.Benchmarks.Scenarios;

/// <summary>
/// Bytes from a client of one sort to servers on this machine: ours (blocks, each with its CRC-64, synced to disk at commit; one
/// client alone sends four at once, as our uploader begins), tus with its file store, which takes a file in one stream, nginx,
/// which checks nothing and syncs nothing, and the limit: a program that receives, writes and syncs as we do, and does nothing else.
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
        await using var limit = await PeerProcess.LimitAsync();
        var block = Path.Combine(server.Folder, "block");
        await File.WriteAllBytesAsync(block, Block);

        var samples = new Samples();
        for (var round = 0; round < Samples.Rounds; round++)
        {
            // What is written in C has nothing to compile, and joins once figures count.
            var isWarm = round >= Samples.WarmUps;
            foreach (var clients in new[] { 1, 8 })
            {
                var films = await FilmsAsync(artist, clients);
                await TakeAsync(samples, $"ours, {clients}", server.Id, Path.Combine(server.Folder, "media", "incoming"), clients, size => ToUsAsync(server, artist, films.Dequeue(), block, size, clients == 1 ? AloneAtOnce : 1));
                await TakeAsync(samples, $"tus, {clients}", tus.Id, tus.Folder, clients, size => ToTusAsync(tus, block, size));
                if (isWarm) await TakeAsync(samples, $"nginx, {clients}", nginx.Id, Path.Combine(nginx.Folder, "files"), clients, size => ByPutAsync(nginx, block, size, atOnce: 1));
                if (isWarm) await TakeAsync(samples, $"limit, {clients}", limit.Id, Path.Combine(limit.Folder, "files"), clients, size => ByPutAsync(limit, block, size, clients == 1 ? AloneAtOnce : 1));
            }
        }

        var growth = await MemoryAsync(server, artist, block);
        return
        [
            Against(samples, "tus", 1, 2.5), Against(samples, "tus", 8, 2), Processor(samples, 1), Processor(samples, 8),
            Against(samples, "nginx", 1, 0.6), Against(samples, "nginx", 8, 0.6),
            .. Limits(samples, 1, 2.5), .. Limits(samples, 8, 2),
            new Figure(Name, "memory above a warm server's, 8 uploads of 512 MiB", "MiB", growth, null, "", 150, MoreIsBetter: false, "8 clients"),
        ];
    }

    private static async Task TakeAsync(Samples samples, string target, int process, string folder, int clients, Func<long, Task> upload)
    {
        Machine.TouchMemory(Total);
        samples.Add(target, await Sample.TakeAsync(process, () => TogetherAsync(clients, upload)));
        Empty(folder);
    }

    private static Figure Against(Samples samples, string peer, int clients, double goal) =>
        new(Name, "blocks with CRC-64, synced at commit", "MB/s", samples.Rate($"ours, {clients}"), samples.Rate($"{peer}, {clients}"), peer, goal, MoreIsBetter: true, $"{clients} clients");

    private static Figure Processor(Samples samples, int clients) =>
        new(Name, "server's processor time", "CPU s/GiB", samples.Processor($"ours, {clients}"), samples.Processor($"tus, {clients}"), "tus", 0.45, MoreIsBetter: false, $"{clients} clients");

    /// <summary>What a goal would take of a server that does nothing but receive, write and sync.</summary>
    private static IEnumerable<Figure> Limits(Samples samples, int clients, double goal) =>
    [
        new Figure(Name, "the limit, against the same peer", "MB/s", samples.Rate($"limit, {clients}"), samples.Rate($"tus, {clients}"), "tus", goal, MoreIsBetter: true, $"{clients} clients") { IsOurs = false },
        new Figure(Name, "the limit's processor time", "CPU s/GiB", samples.Processor($"limit, {clients}"), samples.Processor($"tus, {clients}"), "tus", 0.45, MoreIsBetter: false, $"{clients} clients") { IsOurs = false },
        new Figure(Name, "ours against the limit", "MB/s", samples.Rate($"ours, {clients}"), samples.Rate($"limit, {clients}"), "limit", 0.6, MoreIsBetter: true, $"{clients} clients") { IsOurs = false },
    ];

    /// <summary>How much the server grows while 4 GiB come in on eight connections.</summary>
    private static async Task<double> MemoryAsync(ServerProcess server, Artist artist, string block)
    {
        var idle = Machine.ResidentMebibytes(server.Id);
        var most = idle;
        using var over = new CancellationTokenSource();
        var watching = Task.Run(async () =>
        {
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
            while (!over.IsCancellationRequested && await timer.WaitForNextTickAsync()) most = Math.Max(most, Machine.ResidentMebibytes(server.Id));
        });
        var films = await FilmsAsync(artist, 8);
        await TogetherAsync(8, size => ToUsAsync(server, artist, films.Dequeue(), block, 4 * size, atOnce: 1));
        await over.CancelAsync();
        await watching;
        Empty(Path.Combine(server.Folder, "media", "incoming"));
        Console.WriteLine($"server's memory: {idle:0} MiB idle, {most:0} MiB at most");
        return most - idle;
    }

    private static async Task<long> TogetherAsync(int clients, Func<long, Task> upload)
    {
        await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => upload(Total / clients)));
        return Total;
    }

    /// <summary>Films to upload for: those of the peers have none.</summary>
    private static async Task<Queue<Guid>> FilmsAsync(Artist artist, int count)
    {
        var films = new Queue<Guid>();
        while (films.Count < count) films.Enqueue(await artist.CreateFilmAsync());
        return films;
    }

    private static async Task ToUsAsync(ServerProcess server, Artist artist, Guid film, string block, long size, int atOnce)
    {
        var ticket = await artist.AnnounceAsync(film, size);
        var next = -1;
        await LeanConnection.TogetherAsync(atOnce, _ =>
        {
            using var connection = new LeanConnection(new Uri(server.Address));
            while (Interlocked.Increment(ref next) is var index && index < ticket.BlockCount)
            {
                connection.Send("PUT", ticket.BlockUrl.Replace("{index}", $"{index}", StringComparison.Ordinal), [("x-ms-content-crc64", Checksum)], block, times: 1, expected: 201);
            }
        });
        await artist.CompleteAsync(ticket);
    }

    private static Task ToTusAsync(PeerProcess tus, string block, long size) => LeanConnection.TogetherAsync(1, _ =>
    {
        using var connection = new LeanConnection(tus.Address);
        var announced = connection.Send("POST", "/files", [("Tus-Resumable", "1.0.0"), ("Upload-Length", $"{size}")], file: null, times: 0, expected: 201);
        var location = announced.Split("\r\n").First(line => line.StartsWith("Location:", StringComparison.OrdinalIgnoreCase))["Location:".Length..].Trim();
        connection.Send("PATCH", new Uri(tus.Address, location).AbsolutePath, [("Tus-Resumable", "1.0.0"), ("Upload-Offset", "0"), ("Content-Type", "application/offset+octet-stream")], block, size / BlockLength, expected: 204);
    });

    private static Task ByPutAsync(PeerProcess peer, string block, long size, int atOnce) => LeanConnection.TogetherAsync(atOnce, _ =>
    {
        using var connection = new LeanConnection(peer.Address);
        connection.Send("PUT", $"/{Guid.CreateVersion7():N}", [], block, size / atOnce / BlockLength, expected: 201);
    });

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
}
