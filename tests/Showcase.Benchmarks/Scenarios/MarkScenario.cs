using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Showcase.Web.Features.Media;
using Showcase.Web.Features.Media.Processing;
using Showcase.Web.Storage;

namespace Showcase.Benchmarks.Scenarios;

/// <summary>
/// What it costs to burn a viewer's mark into a segment that is asked for: from the request to the last byte, and in processor time.
/// There is no peer: nobody's server does this on demand. The limit is the segment's own length.
/// </summary>
internal static class MarkScenario
{
    private const string Name = "mark";
    private const int Viewers = 6;
    private const double Seconds = 4;
    private const string Size = "720p, 4 s";

    public static async Task<IReadOnlyList<Figure>> RunAsync()
    {
        Machine.AdoptOrphans();
        await using var server = SignedServer.Create();
        await server.StartAsync();
        using var artist = await Artist.SignInAsync(server);
        var asset = await StageAsync(server, artist);
        var grants = SignedServer.GrantsOf(server);
        using var http = new HttpClient { BaseAddress = new Uri(server.Address), Timeout = TimeSpan.FromMinutes(2) };

        var (walls, processors) = (new List<double>(), new List<double>());
        for (var viewer = 0; viewer <= Viewers; viewer++)
        {
            var master = grants.Issue(Guid.CreateVersion7(), asset, PlaybackPurpose.Screener).Source;
            var version = (await http.GetStringAsync(master)).Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1];
            var folder = master.Replace("master.m3u8", version.Replace("i.m3u8", "", StringComparison.Ordinal), StringComparison.Ordinal);
            var marked = HlsList.Read(await http.GetStringAsync($"{folder}i.m3u8")).First(segment => segment.Name[0] == 'm').Name;
            var before = Machine.EndedProcessorSeconds();
            var watch = Stopwatch.StartNew();
            await http.GetByteArrayAsync(folder + marked);

            // The first one finds out what the machine can do, and is compiled.
            if (viewer == 0) continue;

            walls.Add(watch.Elapsed.TotalSeconds / Seconds);
            processors.Add((Machine.EndedProcessorSeconds() - before) / Seconds);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{marked,-14} wall {walls[^1]:0.000} and {processors[^1]:0.000} CPU seconds a second of film"));
        }

        var whole = processors.Min();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"A core serves {1 / whole:0.0} viewers at once whose every segment is burnt on demand, {8 / whole:0} with one in eight."));
        return
        [
            new Figure(Name, "marked segment, wall of its length", "s/s", walls.Min(), null, "none", 0.3, MoreIsBetter: false, Size),
            new Figure(Name, "marked segment, processor time", "CPU s/s", whole, null, "none", 0.6, MoreIsBetter: false, Size),
        ];
    }

    /// <summary>Makes a film play in the server's storage, as processing does.</summary>
    private static async Task<Guid> StageAsync(ServerProcess server, Artist artist)
    {
        var file = Path.Combine(server.Folder, "film.mp4");
        const string Film = "-v error -y -f lavfi -i testsrc2=s=1280x720:r=24,noise=alls=3:allf=t -t 32 -c:v libx264 -preset veryfast -b:v 2800k -maxrate 3000k -bufsize 5600k -g 96 -pix_fmt yuv420p";
        await Machine.RunAsync("ffmpeg", server.Folder, [.. Film.Split(' '), file]);
        var poster = Path.Combine(server.Folder, "poster");
        await File.WriteAllTextAsync(poster, "");
        var asset = await artist.ReadyAsync(poster, "poster.jpg");

        var data = SignedServer.DataOf(server);
        using var storage = new LocalDiskStorage(Options.Create(new StorageOptions()), data);
        await using (var content = File.OpenRead(file)) await storage.WriteAsync(MediaPaths.Source(asset), content, default);
        var work = new StageWork(storage, new Vault(storage), [new HashInspector()], new FfmpegTool(Options.Create(new MediaOptions()), NullLoggerFactory.Instance), data);
        var staged = await work.RunAsync(new StageOrder(asset, ProcessingStages.First, new FileInfo(file).Length, Digest: null), default);
        return staged.Succeeded ? asset : throw new InvalidOperationException(staged.Refusal.Code);
    }
}
