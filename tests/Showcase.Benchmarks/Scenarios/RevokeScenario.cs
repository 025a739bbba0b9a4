using System.Diagnostics;
using System.Net;
using Showcase.Domain.Media;
using Showcase.Web.Features.Media;

namespace Showcase.Benchmarks.Scenarios;

/// <summary>
/// How long a film that another server has taken back goes on playing here: from the saved revocation to the first refused segment. On the
/// server that takes it back it is refused at once.
/// </summary>
internal static class RevokeScenario
{
    private const string Name = "revoke";
    private const string Segment = "hls/0/s00000.m4s";
    private const int Viewers = 40;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task<IReadOnlyList<Figure>> RunAsync()
    {
        await using var server = SignedServer.Create();
        await server.StartAsync();
        using var artist = await Artist.SignInAsync(server);
        var file = Path.Combine(server.Folder, "segment");
        await File.WriteAllBytesAsync(file, new byte[1000]);
        var asset = await artist.ReadyAsync(file, Segment);
        using var http = new HttpClient { BaseAddress = new Uri(server.Address) };

        var chance = new Random(1);
        var delays = new List<double>();
        for (var viewer = 0; viewer < Viewers; viewer++)
        {
            // Anywhere between two looks of the server.
            await Task.Delay(chance.Next(1000));
            delays.Add(await EndAsync(server, http, asset));
        }

        Console.WriteLine($"{Viewers} viewers: {delays.Order().ElementAt(Viewers / 2):0} ms in the middle, {delays.Max():0} ms at most");
        return [new Figure(Name, "taken back elsewhere, refused here", "ms", delays.Max(), 1000, "a second", 1, MoreIsBetter: false, $"{Viewers} viewers")];
    }

    private static async Task<double> EndAsync(ServerProcess server, HttpClient http, Guid asset)
    {
        var viewer = Guid.CreateVersion7();
        var segment = SignedServer.GrantsOf(server).Issue(viewer, asset, PlaybackPurpose.Owner).Source.Replace("hls/master.m3u8", Segment, StringComparison.Ordinal);
        if (await AskAsync(http, segment) is var before and not HttpStatusCode.OK) throw new InvalidOperationException($"The film does not play: {before}.");

        await using (var db = server.OpenDatabase())
        {
            db.Add(PlaybackRevocation.OfViewer(viewer, asset, TimeProvider.System.GetUtcNow()));
            await db.SaveChangesAsync();
        }

        var watch = Stopwatch.StartNew();
        while (await AskAsync(http, segment) != HttpStatusCode.Forbidden)
        {
            if (watch.Elapsed > Patience) throw new InvalidOperationException("The film goes on playing.");
        }

        return watch.Elapsed.TotalMilliseconds;
    }

    private static async Task<HttpStatusCode> AskAsync(HttpClient http, string segment)
    {
        using var answer = await http.GetAsync(segment);
        return answer.StatusCode;
    }
}
