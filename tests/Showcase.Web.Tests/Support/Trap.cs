using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Showcase.Web.Tests.Support;

/// <summary>
/// An address of this machine where somebody listens, and a film with a secret in it outside of every folder of Showcase: what a hostile clip would
/// have the server reach for. The film would play, so that whoever follows a path to it is seen by the verdict, too.
/// </summary>
internal sealed class Trap : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("showcase-canary-").FullName;
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private volatile bool isReached;

    public Trap()
    {
        listener.Start();
        _ = ListenAsync();
        Canary = Path.Combine(folder, "canary.ts");
        File.WriteAllBytes(Canary, Clips.Made($"{Secret}.ts", $"-f lavfi -i testsrc2=s=320x180:r=24 -t 1 -c:v libx264 -preset ultrafast -pix_fmt yuv420p -metadata service_name={Secret}"));
    }

    public string Secret { get; } = $"secret{Guid.CreateVersion7():N}";

    public string Canary { get; }

    public string Address => $"127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";

    /// <summary>Whether anybody has connected.</summary>
    public bool IsReached => isReached || listener.Pending();

    /// <summary>Whether a byte of the secret is in a file or in any file of a folder.</summary>
    public bool IsIn(string place) =>
        (Directory.Exists(place) ? Directory.EnumerateFiles(place, "*", SearchOption.AllDirectories) : [place])
            .Any(file => File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.ASCII.GetBytes(Secret)) >= 0);

    /// <summary>A file beside the canary.</summary>
    public string Write(string name, string text)
    {
        var file = Path.Combine(folder, name);
        File.WriteAllText(file, text);
        return file;
    }

    /// <summary>What ffprobe says of a file when nobody holds it back.</summary>
    public static string ProbeFreely(string file, string options)
    {
        string[] arguments = ["-v", "error", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries), "-rw_timeout", "2000000", "-protocol_whitelist", "file,http,tcp,crypto,data", "-show_streams", "-show_packets", file];
        using var probe = Process.Start(new ProcessStartInfo("ffprobe", arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var said = probe.StandardOutput.ReadToEnd();
        probe.WaitForExit();
        return said;
    }

    public void Dispose()
    {
        listener.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Hangs up at once, so that whoever calls need not wait.</summary>
    private async Task ListenAsync()
    {
        try
        {
            while (true)
            {
                using var caller = await listener.AcceptSocketAsync();
                isReached = true;
            }
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The test is over.
        }
    }
}
