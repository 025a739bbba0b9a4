using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Showcase.Domain;
using Showcase.Domain.Media;
using Showcase.Web.Data;
using Showcase.Web.Features.Media;
using Showcase.Web.Features.Media.Processing;
using Showcase.Web.Storage;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Media.Processing;

/// <summary>Every upload passes the scanner before it reaches the vault; without its word nothing does.</summary>
public sealed class ClamdScannerTests : IDisposable
{
    private readonly MediaOptions options = new();
    private readonly WorkFolder folder = new();
    private readonly LocalDiskStorage storage;
    private readonly ClamdScanner scanner;
    private readonly StageWork work;
    private readonly Guid asset = Guid.CreateVersion7();

    public ClamdScannerTests()
    {
        storage = folder.Storage;
        scanner = new ClamdScanner(Options.Create(options), NullLogger<ClamdScanner>.Instance);
        work = folder.Work(scanner);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_clean_file_gets_its_hash_and_goes_to_the_vault()
    {
        await using var clamd = new Clamd();
        options.Clamd.Address = clamd.Address;
        var bytes = RandomNumberGenerator.GetBytes(300_000);

        var verified = await VerifyAsync(bytes);

        var file = MediaAsset.Announce(Guid.CreateVersion7(), Guid.CreateVersion7(), "film.mov", bytes.Length, "print", DateTimeOffset.UnixEpoch).Value;
        verified.Value(file);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), file.Sha256);
        Assert.Equal(bytes.Length, clamd.Received);
        Assert.Equal(bytes.Length, await storage.LengthAsync(MediaPaths.Source(asset), default));
    }

    [Fact]
    public async Task A_virus_is_refused_and_never_reaches_the_vault()
    {
        await using var clamd = new Clamd();
        options.Clamd.Address = clamd.Address;

        var verified = await VerifyAsync([.. new byte[200_000], .. Encoding.ASCII.GetBytes(Clamd.Virus), .. new byte[1000]]);

        Assert.Equal("Media.Infected", verified.Refusal?.Code);
        Assert.Null(await storage.LengthAsync(MediaPaths.Source(asset), default));
    }

    [Fact]
    public async Task A_scanner_that_takes_less_than_the_file_is_shown_its_beginning()
    {
        await using var clamd = new Clamd();
        (options.Clamd.Address, options.Clamd.MostMegabytes) = (clamd.Address, 1);

        var verified = await VerifyAsync(new byte[2_500_000]);

        Assert.True(verified.Succeeded);
        Assert.Equal(1_000_000, clamd.Received);
    }

    [Fact]
    public async Task The_rest_of_a_long_film_keeps_no_scanner_waiting()
    {
        await using var clamd = new Clamd();
        (options.Clamd.Address, options.Clamd.MostMegabytes) = (clamd.Address, 1);
        await using var scan = (await scanner.BeginAsync(2_500_000, digest: null, default))!;

        await scan.TakeAsync(new byte[1_500_000], default);
        await clamd.Answered.WaitAsync(TimeSpan.FromSeconds(20));
        await scan.TakeAsync(new byte[1_000_000], default);

        Assert.True((await scan.EndAsync(default)).Succeeded);
    }

    [Fact]
    public async Task A_scanner_that_hangs_up_or_is_away_is_our_failure_and_nothing_passes_meanwhile()
    {
        await using (var clamd = new Clamd { MostBytes = 100_000 })
        {
            options.Clamd.Address = clamd.Address;
            await Assert.ThrowsAnyAsync<IOException>(() => VerifyAsync(new byte[2_500_000]));
        }

        var gone = await Assert.ThrowsAnyAsync<Exception>(() => VerifyAsync(new byte[1000]));
        Assert.Equal(FailureKind.Transient, FailureKinds.Of(gone));
        Assert.Null(await storage.LengthAsync(MediaPaths.Source(asset), default));
    }

    [Fact]
    public async Task The_health_page_tells_a_scanner_that_answers_from_one_that_does_not()
    {
        await using (var clamd = new Clamd())
        {
            options.Clamd.Address = clamd.Address;
            Assert.Equal(HealthStatus.Healthy, (await scanner.CheckHealthAsync(new HealthCheckContext())).Status);
        }

        Assert.Equal(HealthStatus.Unhealthy, (await scanner.CheckHealthAsync(new HealthCheckContext())).Status);
    }

    private async Task<Result<Action<MediaAsset>>> VerifyAsync(byte[] bytes)
    {
        using (var content = new MemoryStream(bytes)) await storage.WriteAsync(MediaPaths.Arrival(asset), content, default);
        return await work.RunAsync(new StageOrder(asset, ProcessingStages.Verify, bytes.Length, Digest: null), default);
    }
}
