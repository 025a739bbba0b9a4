using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Options;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Account;

/// <summary>Once the server listens, and unless this is the demo: where nobody administers the installation, writes the one-time link into the log.</summary>
internal sealed partial class FirstAdministratorNotice(
    IServiceScopeFactory scopes, IServer server, IHostApplicationLifetime life, IConfiguration configuration, IOptions<SiteOptions> site, ILogger<FirstAdministratorNotice> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (configuration.GetValue<bool>("Demo:Enabled")) return;

        await ListeningAsync(stoppingToken);
        await using var scope = scopes.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<FirstAdministrators>().IssueAsync(stoppingToken) is not { } secret) return;

        var address = site.Value.Address is { Length: > 0 } set ? set : server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();
        LogLink(logger, $"{address?.TrimEnd('/')}/account/first-administrator?token={secret}");
    }

    private async Task ListeningAsync(CancellationToken token)
    {
        var listening = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var started = life.ApplicationStarted.Register(listening.SetResult);
        await listening.Task.WaitAsync(token);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Nobody administers this installation yet. Make the first administrator here, once: {Link}")]
    private static partial void LogLink(ILogger logger, string link);
}
