using System.Net;

namespace Showcase.Web.Data.Demo;

/// <summary>Keeps demo mode, whose password everybody knows, on this computer.</summary>
internal static class DemoLoopback
{
    /// <summary>The configured addresses that other computers could reach.</summary>
    public static IReadOnlyList<string> OpenAddresses(IConfiguration configuration)
    {
        var urls = (configuration["urls"] ?? configuration["http_ports"] ?? configuration["https_ports"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries);
        var endpoints = configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"]).OfType<string>();
        return [.. urls.Concat(endpoints).Where(url => !IsLoopback(url))];
    }

    private static bool IsLoopback(string url)
    {
        var host = BindingAddress.Parse(url.Contains("://", StringComparison.Ordinal) ? url : $"http://*:{url}").Host;
        return host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
    }
}
