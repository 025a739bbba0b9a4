using System.Diagnostics;
using System.Net.Http.Headers;
using Showcase.Benchmarks.Peers;
using Showcase.Web.Features.Media;

namespace Showcase.Benchmarks.Scenarios;

/// <summary>
/// Random ranges of 1 MiB out of a file of 1 GiB, on 16 connections: ours, where each request proves its grant, nginx with sendfile,
/// ASP.NET Core's own file result, and the limit: a program that reads and sends, and does nothing else.
/// </summary>
internal static class StreamScenario
{
    private const string Name = "stream";
    private const int Connections = 16;
    private const long Size = 1L << 30;
    private const int Range = 1 << 20;
    private const string Segment = "hls/0/s00000.m4s";

    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(4);

    public static async Task<IReadOnlyList<Figure>> RunAsync()
    {
        await using var server = SignedServer.Create();
        await server.StartAsync();
        using var artist = await Artist.SignInAsync(server);
        await using var nginx = await PeerProcess.NginxAsync();
        await using var result = await PeerProcess.FileResultAsync();
        await using var limit = await PeerProcess.LimitAsync();
        foreach (var peer in new[] { nginx, result, limit }) await WriteAsync(Path.Combine(peer.Folder, "files", "film"));
        var source = Path.Combine(server.Folder, "film");
        await WriteAsync(source);
        var asset = await artist.ReadyAsync(source, Segment);
        var ours = new Uri(new Uri(server.Address), SignedServer.GrantsOf(server).Issue(viewerId: null, asset, PlaybackPurpose.Owner).Source.Replace("hls/master.m3u8", Segment, StringComparison.Ordinal));

        var samples = new Samples();
        for (var round = 0; round < Samples.Rounds; round++)
        {
            samples.Add("ours", await Sample.TakeAsync(server.Id, () => ReadAsync(ours)));
            samples.Add("Results.File", await Sample.TakeAsync(result.Id, () => ReadAsync(new Uri(result.Address, "/film"))));
            if (round < Samples.WarmUps) continue;

            samples.Add("limit", await Sample.TakeAsync(limit.Id, () => ReadAsync(new Uri(limit.Address, "/film"))));
            samples.Add("nginx sendfile", await Sample.TakeAsync(nginx.Id, () => ReadAsync(new Uri(nginx.Address, "/film"))));
        }

        return
        [
            Against(samples, "ours", "nginx sendfile", 0.85), Against(samples, "ours", "Results.File", 1.5),
            new Figure(Name, "server's processor time", "CPU s/GiB", samples.Processor("ours"), samples.Processor("Results.File"), "Results.File", 0.6, MoreIsBetter: false, "16 x 1 MiB"),
            Against(samples, "ours", "limit", 0.85),

            // What the goals would take of others.
            Against(samples, "limit", "nginx sendfile", 0.85), Against(samples, "limit", "Results.File", 1.5), Against(samples, "nginx sendfile", "Results.File", 1.5),
            new Figure(Name, "limit: processor time", "CPU s/GiB", samples.Processor("limit"), samples.Processor("Results.File"), "Results.File", 0.6, MoreIsBetter: false, "16 x 1 MiB") { IsOurs = false },
        ];
    }

    private static Figure Against(Samples samples, string who, string peer, double goal) =>
        new(Name, $"{who}: random ranges", "MB/s", samples.Rate(who), samples.Rate(peer), peer, goal, MoreIsBetter: true, "16 x 1 MiB") { IsOurs = who == "ours" && peer != "limit" };

    private static async Task<long> ReadAsync(Uri address)
    {
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Connections });
        var watch = Stopwatch.StartNew();
        var bytes = await Task.WhenAll(Enumerable.Range(0, Connections).Select(async connection =>
        {
            var chance = new Random(connection);
            var buffer = new byte[256 * 1024];
            long read = 0;
            while (watch.Elapsed < Duration)
            {
                var from = chance.NextInt64(Size - Range);
                using var request = new HttpRequestMessage(HttpMethod.Get, address);
                request.Headers.Range = new RangeHeaderValue(from, from + Range - 1);
                using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
                if ((int)answer.StatusCode != 206) throw new InvalidOperationException($"{address}: {answer.StatusCode}");

                await using var content = await answer.Content.ReadAsStreamAsync();
                while (await content.ReadAsync(buffer) is var length and > 0) read += length;
            }

            return read;
        }));
        return bytes.Sum();
    }

    private static async Task WriteAsync(string file)
    {
        var block = new byte[1 << 22];
        new Random(2).NextBytes(block);
        await using var stream = File.Create(file);
        for (long written = 0; written < Size; written += block.Length) await stream.WriteAsync(block);
    }
}
