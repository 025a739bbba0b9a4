namespace Showcase.Web.Features.Media;

/// <summary>Asks twice a second what other servers revoked, so that a film that is taken back on one stops on all within a second.</summary>
internal sealed partial class PlaybackRevocationPoll(PlaybackRevocations revocations, TimeProvider clock, ILogger<PlaybackRevocationPoll> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await revocations.ReadNewAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                LogUnread(failure);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The revocations of other servers could not be read; it is tried again in a moment")]
    private partial void LogUnread(Exception failure);
}
