using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Showcase.Benchmarks.Peers;

/// <summary>A peer's server: a process on a free port of this machine, with a folder that goes with it.</summary>
internal sealed class PeerProcess : IAsyncDisposable
{
    private readonly Process process;

    private PeerProcess(Process process, int port, string folder) => (this.process, Port, Folder) = (process, port, folder);

    public int Port { get; }

    public string Folder { get; }

    /// <summary>Azurite's well-known account, published with it.</summary>
    public string BlobConnection =>
        $"DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;BlobEndpoint=http://127.0.0.1:{Port}/devstoreaccount1;";

    public Uri Address => new($"http://127.0.0.1:{Port}");

    public int Id => process.Id;

    /// <summary>tus with its file store, from npm.</summary>
    public static async Task<PeerProcess> TusAsync()
    {
        await InstallAsync();
        return await StartAsync((port, folder) => ("node", ["Peers/tus.mjs", $"{port}", folder]));
    }

    /// <summary>Azurite, from npm.</summary>
    public static async Task<PeerProcess> AzuriteAsync()
    {
        await InstallAsync();
        return await StartAsync((port, folder) =>
            ("node", ["node_modules/azurite/dist/src/blob/main.js", "--blobPort", $"{port}", "--blobHost", "127.0.0.1", "--location", folder, "--silent", "--skipApiVersionCheck", "--disableTelemetry"]));
    }

    /// <summary>A package from npm, with all it needs, as one module for browsers.</summary>
    public static async Task<string> BundleAsync(string package)
    {
        await InstallAsync();
        return await Machine.RunAsync("npx", Machine.ProjectFolder(), "esbuild", $"./node_modules/{package}", "--bundle", "--format=esm", "--platform=browser");
    }

    /// <summary>nginx, which keeps what is PUT and sends files with sendfile. Installed from Debian where it is missing.</summary>
    public static async Task<PeerProcess> NginxAsync()
    {
        if (!File.Exists("/usr/sbin/nginx")) await Machine.RunAsync("apt-get", "/", "install", "-y", "-qq", "--no-install-recommends", "nginx-light", "libnginx-mod-http-dav-ext");
        return await StartAsync((port, folder) =>
        {
            var configuration = Path.Combine(folder, "nginx.conf");
            File.WriteAllText(configuration, $$"""
                daemon off; worker_processes 2; pid {{folder}}/pid; error_log {{folder}}/error.log; user root;
                events { worker_connections 256; }
                http {
                  access_log off; sendfile on; tcp_nopush on; client_max_body_size 0; client_body_temp_path {{folder}}/temp;
                  client_body_buffer_size 1m; proxy_temp_path {{folder}}/p; fastcgi_temp_path {{folder}}/f; uwsgi_temp_path {{folder}}/u; scgi_temp_path {{folder}}/s;
                  server { listen 127.0.0.1:{{port}}; root {{folder}}/files; location / { dav_methods PUT DELETE; } }
                }
                """);
            return ("/usr/sbin/nginx", ["-c", configuration]);
        });
    }

    /// <summary>A program in C that does the calls to the kernel and no more: no server can be much faster on this machine. Compiled here; Debian's compiler is installed where it is missing.</summary>
    public static async Task<PeerProcess> LimitAsync()
    {
        if (!File.Exists("/usr/bin/gcc")) await Machine.RunAsync("apt-get", "/", "install", "-y", "-qq", "--no-install-recommends", "gcc", "libc6-dev");
        var program = Path.Combine(AppContext.BaseDirectory, "limit");
        await Machine.RunAsync("gcc", Machine.ProjectFolder(), "-O2", "-pthread", "-o", program, "Peers/limit.c");
        return await StartAsync((port, folder) => (program, [$"{port}", Path.Combine(folder, "files")]));
    }

    /// <summary>ASP.NET Core's own file result, from this program.</summary>
    public static Task<PeerProcess> FileResultAsync() =>
        StartAsync((port, folder) => ("dotnet", [typeof(PeerProcess).Assembly.Location, "serve", folder, $"{port}"]));

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private static async Task InstallAsync()
    {
        var project = Machine.ProjectFolder();
        if (!File.Exists(Path.Combine(project, "node_modules", ".package-lock.json"))) await Machine.RunAsync("npm", project, "ci", "--no-progress", "--loglevel=error");
    }

    private static async Task<PeerProcess> StartAsync(Func<int, string, (string Program, string[] Arguments)> describe)
    {
        var folder = Directory.CreateTempSubdirectory("showcase-peer-").FullName;
        Directory.CreateDirectory(Path.Combine(folder, "files"));
        var port = FreePort();
        var (program, arguments) = describe(port, folder);
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = Machine.ProjectFolder(), UseShellExecute = false };
        var peer = new PeerProcess(Process.Start(start)!, port, folder);
        await peer.UntilItListensAsync();
        return peer;
    }

    private async Task UntilItListensAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            try
            {
                using var probe = new TcpClient();
                await probe.ConnectAsync(IPAddress.Loopback, Port, patience.Token);
                return;
            }
            catch (SocketException) when (!process.HasExited)
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
}
