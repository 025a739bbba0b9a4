using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Sas;
using Microsoft.Playwright;
using Showcase.Benchmarks.Peers;

namespace Showcase.Benchmarks.Scenarios;

/// <summary>
/// A file from Chromium to Azurite: by our own uploader, from announcing it to the server's commit, and by <c>uploadData</c> of Azure's
/// own client, with the same block length and as many blocks at once as ours begins with.
/// </summary>
internal static class BrowserScenario
{
    private const string Name = "browser";
    private const long Size = 256L << 20;
    private const int BlockLength = 8 << 20;
    private const int AtOnce = 4;
    private const string PeerScript = "/azure-storage-blob.js";
    private const string Container = "peer";

    // Noise that begins as a film does; made once, and sent by both.
    private const string MakeFile = """
        ([size, head]) => {
          const block = new Uint8Array(1 << 20);
          for (let at = 0; at < block.length; at += 65536) crypto.getRandomValues(block.subarray(at, at + 65536));
          window.film = new File([Uint8Array.from(head), ...Array(size / block.length - 1).fill(block), block.subarray(head.length)], "film.mkv");
        }
        """;

    private const string SendOurs = """
        async filmId => {
          const { Upload } = await import("/js/upload.js");
          const texts = new Proxy({}, { get: () => "" });
          const begun = performance.now();
          await new Upload(window.film, filmId, texts).start();
          return (performance.now() - begun) / 1000;
        }
        """;

    private const string SendByPeer = """
        async ([script, url, blockSize, concurrency]) => {
          const { BlockBlobClient } = await import(script);
          const begun = performance.now();
          await new BlockBlobClient(url).uploadData(window.film, { blockSize, concurrency });
          return (performance.now() - begun) / 1000;
        }
        """;

    private static readonly int[] MatroskaHead = [.. Convert.FromHexString("1A45DFA380" + "1853806701FFFFFFFFFFFFFF" + "1654AE6B85" + "AE83838101").Select(each => (int)each)];

    public static async Task<IReadOnlyList<Figure>> RunAsync()
    {
        await using var azurite = await PeerProcess.AzuriteAsync();
        await using var server = new ServerProcess(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Media__Process"] = "false", ["Logging__LogLevel__Default"] = "Warning", ["Storage__Provider"] = "Azure", ["Storage__ConnectionString"] = azurite.BlobConnection,
        });
        await server.StartAsync();
        var container = await OpenToAsync(server.Address, azurite);
        using var artist = await Artist.SignInAsync(server);
        using var playwright = await Playwright.CreateAsync();
        await using var chromium = await Chromium.LaunchAsync(playwright);
        var page = await Chromium.SignedInAsync(chromium, server);
        var script = await PeerProcess.BundleAsync("@azure/storage-blob");
        await page.RouteAsync($"**{PeerScript}", route => route.FulfillAsync(new RouteFulfillOptions { Body = script, ContentType = "text/javascript" }));
        await page.EvaluateAsync(MakeFile, new object[] { Size, MatroskaHead });

        var samples = new Samples();
        for (var round = 0; round < Samples.Rounds; round++)
        {
            var film = await artist.CreateFilmAsync();
            samples.Add("ours", await SendAsync(server.Id, () => page.EvaluateAsync<double>(SendOurs, film)));
            var blob = container.GetBlobClient($"{film:N}").GenerateSasUri(BlobSasPermissions.Create | BlobSasPermissions.Write, TimeProvider.System.GetUtcNow().AddHours(1));
            samples.Add("uploadData", await SendAsync(azurite.Id, () => page.EvaluateAsync<double>(SendByPeer, new object[] { PeerScript, blob.ToString(), BlockLength, AtOnce })));
        }

        return [new Figure(Name, "Chromium to Azurite, 256 MiB", "MB/s", samples.Rate("ours"), samples.Rate("uploadData"), "uploadData", 1, MoreIsBetter: true, $"{AtOnce} at once")];
    }

    private static async Task<Sample> SendAsync(int server, Func<Task<double>> upload)
    {
        var before = Machine.ProcessorSeconds(server);
        var wall = await upload();
        return Sample.Of(Size, wall, Machine.ProcessorSeconds(server) - before);
    }

    private static async Task<BlobContainerClient> OpenToAsync(string origin, PeerProcess azurite)
    {
        var service = new BlobServiceClient(azurite.BlobConnection);
        BlobServiceProperties properties = (await service.GetPropertiesAsync()).Value;
        properties.Cors = [new BlobCorsRule { AllowedOrigins = origin, AllowedMethods = "PUT,OPTIONS", AllowedHeaders = "*", ExposedHeaders = "*", MaxAgeInSeconds = 3600 }];
        await service.SetPropertiesAsync(properties);
        return (await service.CreateBlobContainerAsync(Container)).Value;
    }
}
