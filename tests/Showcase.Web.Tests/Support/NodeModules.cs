using System.Diagnostics;

namespace Showcase.Web.Tests.Support;

/// <summary>Parsers and servers from npm that tests use as strangers; installed when they are missing.</summary>
public static class NodeModules
{
    private static readonly SemaphoreSlim Once = new(1, 1);

    public static async Task EnsureAsync(string folder)
    {
        await Once.WaitAsync();
        try
        {
            if (!Directory.Exists(Path.Combine(folder, "node_modules", "ical.js"))) await RunAsync(folder, "npm", "ci", "--no-progress", "--loglevel=error");
        }
        finally
        {
            Once.Release();
        }
    }

    /// <summary>Runs it and returns what it wrote; its complaint fails the test.</summary>
    public static async Task<string> RunAsync(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await error);
        return output;
    }
}
