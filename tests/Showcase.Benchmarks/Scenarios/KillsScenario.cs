using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Playwright;
using Showcase.Domain.Media;
using Showcase.Web.Storage;

namespace Showcase.Benchmarks.Scenarios;

/// <summary>
/// One long upload from Chromium through three kills: the server's at a quarter, the browser's at a half, the server's again at three
/// quarters. What is stored must be the file to the byte, and what is sent again no more than what was under way. Takes minutes and twice
/// the file's size on disk, so that it runs only when it is named.
/// </summary>
internal static class KillsScenario
{
    public const string Name = "kills";

    private const long Large = MediaAsset.MostBytes;
    private const long Short = 8_000_000_000;
    private const int Kills = 3;
    private const int MostAtOnce = 8;
    private const string Sent = "sent ";
    private const string Whole = "whole ";
    private const string Failed = "failed ";

    // Says in the page's title how many bytes of blocks have gone out, whatever became of them.
    private const string Send = """
        async filmId => {
          let sent = 0;
          const open = XMLHttpRequest.prototype.open;
          XMLHttpRequest.prototype.open = function (method, url) {
            let before = 0;
            if (url.includes("/blocks/")) this.upload.addEventListener("progress", now => {
              sent += now.loaded - before;
              before = now.loaded;
              document.title = `sent ${sent}`;
            });
            return open.apply(this, arguments);
          };
          const { Upload } = await import("/js/upload.js");
          const texts = new Proxy({}, { get: () => "" });
          new Upload(document.getElementById("film").files[0], filmId, texts).start().then(() => document.title = `whole ${sent}`, problem => document.title = `failed ${problem}`);
        }
        """;

    public static async Task<IReadOnlyList<Figure>> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("showcase-kills-");
        try
        {
            var size = new DriveInfo(folder.FullName).AvailableFreeSpace > 3 * Large ? Large : Short;
            var film = Path.Combine(folder.FullName, "film.mkv");
            var digest = await Noise.WriteAsync(film, size);
            return [await SendAsync(film, size, digest)];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<Figure> SendAsync(string film, long size, string digest)
    {
        await using var server = new ServerProcess(new Dictionary<string, string>(StringComparer.Ordinal) { ["Media__Process"] = "false", ["Logging__LogLevel__Default"] = "Warning" });
        await server.StartAsync();
        using var artist = await Artist.SignInAsync(server);
        var filmId = await artist.CreateFilmAsync();
        var blocks = Blocks.CountOf(size, Blocks.SizeFor(size));
        var begun = TimeProvider.System.GetTimestamp();

        async Task ArrivedAsync(double share)
        {
            await UntilAsync(() => Arrived(server) >= share * blocks);
            Console.WriteLine($"{Arrived(server)} of {blocks} blocks after {TimeProvider.System.GetElapsedTime(begun).TotalSeconds:0} s");
        }

        var sized = (double)Blocks.SizeFor(size);
        double again;
        await using (var first = await LoneChromium.StartAsync())
        {
            await first.DoAsync(page => BeginAsync(page, server, film, filmId));
            await ArrivedAsync(0.25);
            await server.KillAsync();
            await server.StartAsync();
            await ArrivedAsync(0.5);
            var arrived = Arrived(server);
            again = (await SentAsync(first, Sent) / sized) - arrived;
        }

        var kept = Arrived(server);
        await using var second = await LoneChromium.StartAsync();
        await second.DoAsync(page => BeginAsync(page, server, film, filmId));
        await ArrivedAsync(0.75);
        await server.KillAsync();
        await server.StartAsync();
        await UntilAsync(() => Stored(server) is not null);
        again += (await SentAsync(second, Whole) / sized) - (blocks - kept);
        var seconds = TimeProvider.System.GetElapsedTime(begun).TotalSeconds;
        Console.WriteLine($"{size / 1e9:0.#} GB through {Kills} kills in {seconds:0} s, {size / seconds / 1e6:0} MB/s");
        if (await DigestAsync(Stored(server)!) != digest) throw new InvalidOperationException("What is stored is not what was sent.");

        return new Figure(Name, "blocks sent again after three kills", "blocks", again, null, "", Kills * MostAtOnce, MoreIsBetter: false, $"{size / 1e9:0.#} GB");
    }

    /// <summary>How many bytes the page says have gone out, once it says it so.</summary>
    private static async Task<long> SentAsync(LoneChromium chromium, string said)
    {
        var title = await chromium.TitleAsync(title => title.StartsWith(said, StringComparison.Ordinal) || title.StartsWith(Failed, StringComparison.Ordinal));
        return title.StartsWith(said, StringComparison.Ordinal) ? long.Parse(title[said.Length..], CultureInfo.InvariantCulture) : throw new InvalidOperationException($"The upload {title}");
    }

    private static async Task BeginAsync(IPage page, ServerProcess server, string film, Guid filmId)
    {
        await Chromium.SignInAsync(page, server);
        await page.EvaluateAsync("() => document.body.insertAdjacentHTML('beforeend', '<input type=file id=film>')");
        await LoneChromium.ChooseAsync(page, "#film", film);
        await page.EvaluateAsync(Send, filmId);
    }

    private static async Task UntilAsync(Func<bool> isSo)
    {
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (await poll.WaitForNextTickAsync() && !isSo())
        {
        }
    }

    private static string? Stored(ServerProcess server) => Directory.EnumerateFiles(server.MediaFolder, "source", SearchOption.AllDirectories).SingleOrDefault();

    private static int Arrived(ServerProcess server) => !Directory.Exists(server.MediaFolder) ? 0 :
        Directory.EnumerateFiles(server.MediaFolder, "*.blocks", SearchOption.AllDirectories).Sum(file => new BlockRecord(file[..^".blocks".Length]).Read().Count);

    private static async Task<string> DigestAsync(string file)
    {
        await using var stream = File.OpenRead(file);
        return Convert.ToHexString(await SHA256.HashDataAsync(stream));
    }
}
