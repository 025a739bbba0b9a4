using System.Diagnostics;
using System.Text.Json;

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

    /// <summary>Lets a script of the tests try one of the site's modules, and returns what it wrote as JSON.</summary>
    /// <param name="module">The module's name among the site's scripts.</param>
    /// <param name="script">The script's place in the project of the tests.</param>
    public static async Task<T> TryAsync<T>(string module, string script)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "package.json"))) folder = folder.Parent!;
        var file = Path.Combine(folder.FullName, "..", "..", "src", "Showcase.Web", "wwwroot", "js", module);
        return JsonSerializer.Deserialize<T>(await RunAsync(folder.FullName, "node", script, file), JsonSerializerOptions.Web)!;
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
