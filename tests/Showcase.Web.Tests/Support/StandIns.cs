namespace Showcase.Web.Tests.Support;

/// <summary>Folders with an ffmpeg and an ffprobe of which one, or both, do something else first.</summary>
internal static class StandIns
{
    /// <summary>What hangs while a child of it sleeps; who only asks for its version is answered.</summary>
    public const string Hang = "case \"$*\" in *-version*) exit 0;; esac; \"${0%/*}/sleep\" 86400";

    /// <param name="folder">Where they are put.</param>
    /// <param name="tool">The one that does it.</param>
    /// <param name="first">Lines of a shell, after which comes the real tool.</param>
    public static string Write(string folder, string tool, string first)
    {
        var tools = Directory.CreateDirectory(Path.Combine(folder, "tools")).FullName;
        File.CreateSymbolicLink(Path.Combine(tools, "sleep"), "/usr/bin/sleep");
        foreach (var name in new[] { "ffmpeg", "ffprobe" })
        {
            var program = Path.Combine(tools, name);
            File.WriteAllText(program, $"#!/bin/sh\n{(name == tool ? first : "")}\nexec /usr/bin/{name} \"$@\"\n");
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return tools;
    }

    /// <summary>Waits until no process is left that was started as one of these, nor any child of one.</summary>
    public static async Task GoneAsync(string tools)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (Directory.EnumerateDirectories("/proc").Any(process => IsOf(process, tools))) await Task.Delay(20, patience.Token);
    }

    private static bool IsOf(string process, string tools)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline")).Contains(tools, StringComparison.Ordinal);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
