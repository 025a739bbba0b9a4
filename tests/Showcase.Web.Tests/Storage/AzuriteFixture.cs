using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Showcase.Web.Shared;
using Showcase.Web.Storage;

namespace Showcase.Web.Tests.Storage;

/// <summary>A real Azurite, from npm, on a free port of this machine; one for the test run.</summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private const string Account = "devstoreaccount1";

    // Azurite's published well-known key; it opens nothing but an emulator.
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private readonly string folder = Directory.CreateTempSubdirectory("showcase-azurite-").FullName;
    private Process? azurite;

    public AzureBlobStorage Storage { get; private set; } = default!;

    public string ConnectionString { get; private set; } = "";

    public async Task InitializeAsync()
    {
        var project = ProjectFolder();
        if (!Directory.Exists(Path.Combine(project, "node_modules", "azurite"))) await RunToEndAsync("npm", project, "ci", "--no-progress");

        var port = FreePort();
        var script = Path.Combine(project, "node_modules", "azurite", "dist", "src", "blob", "main.js");
        azurite = Start("node", project, script, "--blobPort", $"{port}", "--blobHost", "127.0.0.1", "--location", folder, "--silent", "--skipApiVersionCheck", "--disableTelemetry");
        ConnectionString = $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};BlobEndpoint=http://127.0.0.1:{port}/{Account};";
        await UntilItListensAsync(port);
        Storage = StorageWith(new BlobOrigins(Options.Create(new SiteOptions()), NullLogger<BlobOrigins>.Instance));
    }

    /// <summary>A storage that has made nothing yet, as a server's that has just started.</summary>
    public AzureBlobStorage StorageWith(BlobOrigins origins) =>
        new(Options.Create(new StorageOptions { Provider = StorageProvider.Azure, ConnectionString = ConnectionString }), origins, TimeProvider.System);

    public async Task DisposeAsync()
    {
        if (azurite is not null)
        {
            azurite.Kill(entireProcessTree: true);
            await azurite.WaitForExitAsync();
            azurite.Dispose();
        }

        Directory.Delete(folder, recursive: true);
    }

    private static Process Start(string program, string directory, params string[] arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = directory })!;

    private static async Task RunToEndAsync(string program, string directory, params string[] arguments)
    {
        using var process = Start(program, directory, arguments);
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }

    private async Task UntilItListensAsync(int port)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            try
            {
                using var probe = new TcpClient();
                await probe.ConnectAsync(IPAddress.Loopback, port, patience.Token);
                return;
            }
            catch (SocketException) when (!azurite!.HasExited)
            {
                await Task.Delay(50, patience.Token);
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string ProjectFolder()
    {
        var place = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(place.FullName, "Showcase.sln"))) place = place.Parent!;
        return Path.Combine(place.FullName, "tests", "Showcase.Web.Tests");
    }
}

[CollectionDefinition(Name)]
public sealed class AzuriteCollection : ICollectionFixture<AzuriteFixture>
{
    public const string Name = "azurite";
}
