using System.Globalization;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Sas;
using Microsoft.Playwright;
using Showcase.Benchmarks.Peers;

namespace Showcase.Benchmarks.Scenarios;

/// <summary>
/// A file from Chromium to Azurite: by our own uploader, from announcing it to the server's commit, and by <c>uploadData</c> of Azure's
/// own client, with the same block length and as many blocks at once as ours begins with. What summing each block costs, which
/// <c>uploadData</c> does not, Azure's client shows as well: it is given our worker's sums.
/// </summary>
internal static class BrowserScenario
{
    private const string Name = "browser";
    private const long Size = 512L << 20;
    private const int BlockLength = 8 << 20;
    private const int AtOnce = 4;

    // A GiB each: most of what works here is Azurite and Chromium.
    private const int WarmUps = 2;
    private const string PeerScript = "/azure-storage-blob.js";
    private const string Container = "peer";
    private const string Summed = "stageBlock, summed";
    private const string Done = "done ";
    private const string Failed = "failed ";

    // Both are loaded before the clock runs, and say in the page's title how many seconds they took.
    private const string Load = """
        async ([script, concurrency]) => {
          const [{ Upload }, { BlockBlobClient }] = await Promise.all([import("/js/upload.js"), import(script)]);
          document.body.insertAdjacentHTML("beforeend", "<input type=file id=film>");
          const film = () => document.getElementById("film").files[0];
          const texts = new Proxy({}, { get: () => "" });
          const time = async send => {
            document.title = "";
            // A worker that is made as the driver leaves the page may never run.
            await new Promise(done => setTimeout(done, 1000));
            const begun = performance.now();
            try {
              await send();
              document.title = `done ${(performance.now() - begun) / 1000}`;
            } catch (problem) {
              document.title = `failed ${problem}`;
            }
          };
          window.sendOurs = filmId => { time(() => new Upload(film(), filmId, texts).start()); };
          const sum = (worker, block) => new Promise(done => {
            worker.onmessage = ({ data }) => done(Uint8Array.from(atob(data), letter => letter.charCodeAt(0)));
            worker.postMessage(block);
          });
          window.sendSummedByPeer = (url, blockSize) => { time(async () => {
            const [client, file, ids] = [new BlockBlobClient(url), film(), []];
            await Promise.all([...Array(concurrency)].map(async () => {
              const worker = new Worker("/js/checksum.js", { type: "module" });
              while (ids.length * blockSize < file.size) {
                const block = file.slice(ids.length * blockSize, (ids.length + 1) * blockSize);
                const id = btoa(String(ids.length).padStart(8, "0"));
                ids.push(id);
                await client.stageBlock(id, block, block.size, { transactionalContentCrc64: await sum(worker, block) });
              }
              worker.terminate();
            }));
            await client.commitBlockList(ids);
          }); };
          window.sendByPeer = (url, blockSize) => { time(() => new BlockBlobClient(url).uploadData(film(), { blockSize, concurrency, maxSingleShotSize: blockSize })); };
        }
        """;

    public static async Task<IReadOnlyList<Figure>> RunAsync()
    {
        await using var azurite = await PeerProcess.AzuriteAsync();
        await using var server = new ServerProcess(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Media__Process"] = "false", ["Logging__LogLevel__Default"] = "Warning", ["Storage__Provider"] = "Azure", ["Storage__ConnectionString"] = azurite.BlobConnection,
        });
        await server.StartAsync();
        var file = Path.Combine(server.Folder, "film.mkv");
        await Noise.WriteAsync(file, Size);
        var container = await OpenToAsync(server.Address, azurite);
        using var artist = await Artist.SignInAsync(server);
        var bundle = await PeerProcess.BundleAsync("@azure/storage-blob");
        await using var chromium = await LoneChromium.StartAsync();
        await chromium.DoAsync(async page =>
        {
            await Chromium.SignInAsync(page, server);
            await page.RouteAsync($"**{PeerScript}", route => route.FulfillAsync(new RouteFulfillOptions { Body = bundle, ContentType = "text/javascript" }));
            await page.EvaluateAsync(Load, new object[] { PeerScript, AtOnce });
            await LoneChromium.ChooseAsync(page, "#film", file);
        });

        var samples = new Samples();
        for (var round = 0; round < WarmUps + Samples.Measured; round++)
        {
            var film = await artist.CreateFilmAsync();
            samples.Add("ours", await SendAsync(server.Id, chromium, page => page.EvaluateAsync("id => window.sendOurs(id)", film)));
            foreach (var (target, script) in new[] { ("uploadData", "sendByPeer"), (Summed, "sendSummedByPeer") })
            {
                var blob = container.GetBlobClient($"{film:N}-{script}").GenerateSasUri(BlobSasPermissions.Create | BlobSasPermissions.Write, TimeProvider.System.GetUtcNow().AddHours(1));
                samples.Add(target, await SendAsync(azurite.Id, chromium, page => page.EvaluateAsync($"([url, size]) => window.{script}(url, size)", new object[] { blob.ToString(), BlockLength })));
            }
        }

        return [Against(samples, "ours", "uploadData"), Against(samples, "ours", Summed) with { IsOurs = false }, Against(samples, Summed, "uploadData") with { IsOurs = false }];
    }

    private static Figure Against(Samples samples, string who, string peer) =>
        new(Name, $"{who}: Chromium to Azurite, 512 MiB", "MB/s", samples.Rate(who), samples.Rate(peer), peer, 1, MoreIsBetter: true, $"{AtOnce} at once");

    private static async Task<Sample> SendAsync(int server, LoneChromium chromium, Func<IPage, Task> begin)
    {
        var before = Machine.ProcessorSeconds(server);
        await chromium.DoAsync(begin);
        var said = await chromium.TitleAsync(title => title.StartsWith(Done, StringComparison.Ordinal) || title.StartsWith(Failed, StringComparison.Ordinal));
        if (said.StartsWith(Failed, StringComparison.Ordinal)) throw new InvalidOperationException(said);

        return Sample.Of(Size, double.Parse(said[Done.Length..], CultureInfo.InvariantCulture), Machine.ProcessorSeconds(server) - before);
    }

    private static async Task<BlobContainerClient> OpenToAsync(string origin, PeerProcess azurite)
    {
        var service = new BlobServiceClient(azurite.BlobConnection);

        // By hand: Azure's client sends more headers than our uploader, and the server, if it knew its address, would allow ours alone.
        BlobServiceProperties properties = (await service.GetPropertiesAsync()).Value;
        properties.Cors = [new BlobCorsRule { AllowedOrigins = origin, AllowedMethods = "PUT,OPTIONS", AllowedHeaders = "*", ExposedHeaders = "*", MaxAgeInSeconds = 3600 }];
        await service.SetPropertiesAsync(properties);
        return (await service.CreateBlobContainerAsync(Container)).Value;
    }
}
