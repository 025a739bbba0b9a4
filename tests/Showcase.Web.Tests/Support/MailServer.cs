using System.Diagnostics;
using System.Text.Json;
using System.Threading.Channels;

namespace Showcase.Web.Tests.Support;

/// <summary>A real SMTP server (npm's smtp-server), as a process of its own on a free port. User showcase, password secret.</summary>
public sealed class MailServer : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Channel<ReceivedMail> received = Channel.CreateUnbounded<ReceivedMail>();
    private Process? server;

    public int Port { get; private set; }

    public async Task InitializeAsync()
    {
        var folder = Folder();
        if (!Directory.Exists(Path.Combine(folder, "node_modules", "smtp-server"))) await InstallAsync(folder);

        server = Process.Start(new ProcessStartInfo("node", "Features/Messages/smtp-server.mjs") { WorkingDirectory = folder, RedirectStandardOutput = true, UseShellExecute = false })!;
        Port = int.Parse((await server.StandardOutput.ReadLineAsync().WaitAsync(Patience))!, System.Globalization.CultureInfo.InvariantCulture);
        _ = CollectAsync(server.StandardOutput);
    }

    public Task DisposeAsync()
    {
        server?.Kill(entireProcessTree: true);
        server?.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>The next mail that the server took.</summary>
    public async Task<ReceivedMail> NextAsync() => await received.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    private static async Task InstallAsync(string folder)
    {
        using var install = Process.Start(new ProcessStartInfo("npm", "ci --no-progress --loglevel=error") { WorkingDirectory = folder })!;
        await install.WaitForExitAsync().WaitAsync(Patience);
        Assert.Equal(0, install.ExitCode);
    }

    private static string Folder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "package.json"))) folder = folder.Parent!;
        return folder.FullName;
    }

    private async Task CollectAsync(StreamReader lines)
    {
        while (await lines.ReadLineAsync() is { } line)
        {
            await received.Writer.WriteAsync(JsonSerializer.Deserialize<ReceivedMail>(line, JsonSerializerOptions.Web)!);
        }
    }
}

/// <summary>What arrived: the envelope and the whole text with its headers.</summary>
public sealed record ReceivedMail(string From, IReadOnlyList<string> To, string Text);
