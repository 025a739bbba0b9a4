namespace Showcase.Web.Shared;

/// <summary>Has servers exchange what changed each second, and say what is left as they stop.</summary>
internal sealed partial class ChangeRounds(ChangeRelay relay, TimeProvider clock, ILogger<ChangeRounds> log)
    : RepeatedWork("exchanging changes with other servers", TimeSpan.FromSeconds(1), beginsAtOnce: true, clock, log)
{
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await relay.WriteAsync(cancellationToken);
        }
#pragma warning disable CA1031 // Pages elsewhere that miss a change are no reason to fail a stop.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            LogUntold(failure);
        }
    }

    protected override Task RunAsync(CancellationToken token) => relay.ExchangeAsync(token);

    [LoggerMessage(Level = LogLevel.Warning, Message = "What changed last on this server did not reach pages on others")]
    private partial void LogUntold(Exception failure);
}
