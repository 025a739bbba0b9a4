namespace Showcase.Web.Features.Messages;

/// <summary>Runs the delivery for as long as the application lives: when woken, and every few seconds.</summary>
internal sealed partial class OutboxSender(OutboxDelivery delivery, OutboxSignal signal, ILogger<OutboxSender> logger) : BackgroundService
{
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await delivery.RunAsync(stoppingToken) > 0)
                {
                }

                await signal.WaitAsync(Round, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // A database that is away for a moment must not end all mail until the next start.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                LogRoundFailed(logger, exception);
                await Task.Delay(Round, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A round of sending mail failed; the next one follows")]
    private static partial void LogRoundFailed(ILogger logger, Exception exception);
}
