namespace Showcase.Browser.Tests.Support;

/// <summary>A folder of tools: the real ones, of which one run goes so slowly that a test can catch it in its middle.</summary>
public sealed class SlowTools : IDisposable
{
    public SlowTools()
    {
        Write("ffmpeg", "exec /usr/bin/ffmpeg -readrate 0.02 \"$@\"");
        // The shell stays, with the arguments by which the test knows it.
        Write("ffprobe", "while sleep 0.1; do :; done");
        SlowDown(null);
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("showcase-tools-").FullName;

    /// <summary>Slows down every run whose arguments contain this part, and no other.</summary>
    public void SlowDown(string? part) => File.WriteAllText(Path.Combine(Folder, "slow"), $"{part ?? "nobody"}\n");

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private void Write(string tool, string slowly)
    {
        var program = Path.Combine(Folder, tool);
        File.WriteAllText(program, $"#!/bin/sh\nread -r part <\"${{0%/*}}/slow\"\ncase \"$*\" in *\"$part\"*) {slowly} ;; esac\nexec /usr/bin/{tool} \"$@\"\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
