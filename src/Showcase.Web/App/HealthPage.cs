using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Showcase.Web.App;

/// <summary>What /health answers: the state in one word for machines, then each part with what is wrong with it, for people.</summary>
internal static class HealthPage
{
    public static HealthCheckOptions Options { get; } = new() { ResponseWriter = WriteAsync };

    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "text/plain; charset=utf-8";
        var parts = report.Entries.Select(part => $"{part.Key}: {part.Value.Status}. {part.Value.Description}");
        return context.Response.WriteAsync(string.Join('\n', [report.Status.ToString(), .. parts]) + "\n", context.RequestAborted);
    }
}
