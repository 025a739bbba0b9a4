using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Showcase.Benchmarks.Peers;

/// <summary>The peer of the stream scenario: ASP.NET Core's own way to send a file in ranges.</summary>
internal static class FileResultServer
{
    public static async Task RunAsync(string folder, string port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        await using var app = builder.Build();
        app.MapGet("/{name}", (string name) => Results.File(Path.Combine(folder, "files", Path.GetFileName(name)), "video/mp4", enableRangeProcessing: true));
        await app.RunAsync();
    }
}
