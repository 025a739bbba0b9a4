using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Showcase.Web.Data;

namespace Showcase.Browser.Tests.Support;

/// <summary>The real server as a process of its own, with a data folder of its own; it can be killed and started again.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly string folder = Directory.CreateTempSubdirectory("showcase-browser-").FullName;
    private readonly Dictionary<string, string> settings;
    private Process? process;

    public ServerProcess(IReadOnlyDictionary<string, string>? settings = null)
    {
        Address = $"http://127.0.0.1:{FreePort()}";
        this.settings = new Dictionary<string, string>(settings ?? new Dictionary<string, string>(), StringComparer.Ordinal)
        {
            ["ASPNETCORE_URLS"] = Address,
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["Data__Folder"] = folder,
            // Two cores have enough to do; what is burnt in on demand is what is hard.
            ["Media__MarkAhead"] = "false",
        };
    }

    public string Address { get; }

    /// <summary>Where the server keeps everything.</summary>
    public string Folder => folder;

    public int Id => process!.Id;

    /// <summary>Where the films lie.</summary>
    public string MediaFolder => Path.Combine(folder, "media");

    /// <summary>Everything that the server has printed.</summary>
    public string Log => File.Exists(LogFile) ? File.ReadAllText(LogFile) : "";

    /// <summary>A look into the running server's database.</summary>
    public SqliteShowcaseDbContext OpenDatabase()
    {
        var options = new DbContextOptionsBuilder<SqliteShowcaseDbContext>();
        options.UseShowcaseSqlite(Path.Combine(folder, "showcase.db"));
        options.UseApplicationServiceProvider(ModelServices.Provider);
        return new SqliteShowcaseDbContext(options.Options);
    }

    private string LogFile => Path.Combine(folder, "server.log");

    public async Task StartAsync()
    {
        var assembly = typeof(ShowcaseDbContext).Assembly.Location;
        var start = new ProcessStartInfo("/bin/sh")
        {
            WorkingDirectory = ContentRoot(),
            ArgumentList = { "-c", $"exec dotnet '{assembly}' >> '{LogFile}' 2>&1" },
        };
        foreach (var (name, value) in settings) start.Environment[name] = value;
        process = Process.Start(start)!;
        await ReadyAsync();
    }

    /// <summary>SIGKILL: no farewell. What the server had started lives on, as it does when a server dies.</summary>
    public Task KillAsync() => KillAsync(withChildren: false);

    /// <summary>SIGTERM, as whoever operates it stops it: over when the server has ended by itself, held by nothing until its host loses patience, which takes 30 seconds.</summary>
    public async Task StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{process!.Id}"]);
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(20));
        await EndedAsync();
    }

    private async Task KillAsync(bool withChildren)
    {
        if (process is null) return;

        process.Kill(withChildren);
        await EndedAsync();
    }

    private async Task EndedAsync()
    {
        await process!.WaitForExitAsync();
        process.Dispose();
        process = null;
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync(withChildren: true);
        Directory.Delete(folder, recursive: true);
    }

    private async Task ReadyAsync()
    {
        using var client = new HttpClient { BaseAddress = new Uri(Address), Timeout = TimeSpan.FromSeconds(5) };
        var watch = Stopwatch.StartNew();
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (await poll.WaitForNextTickAsync())
        {
            if (process!.HasExited || watch.Elapsed > Patience) throw new InvalidOperationException($"The server did not start:\n{Log}");

            try
            {
                using var answer = await client.GetAsync("/health");
                if (answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable) return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
        }
    }

    /// <summary>Static files are served from the source folder, as in development.</summary>
    private static string ContentRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "Showcase.sln"))) directory = directory.Parent!;
        return Path.Combine(directory.FullName, "src", "Showcase.Web");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
