namespace Showcase.Web.Shared;

/// <summary>
/// Work that is done again and again for as long as the application lives. A round that fails, because the database is away for a moment, is logged, and the next one
/// follows; while rounds fail one after another, the log hears of it every ten minutes.
/// </summary>
/// <param name="name">What a round does, for the log: "sweeping notices".</param>
/// <param name="pause">From round to round.</param>
/// <param name="beginsAtOnce">Whether the first round comes with the start, and not one pause after it.</param>
/// <param name="clock">Times the pauses.</param>
/// <param name="logger">Where failed rounds are told.</param>
internal abstract partial class RepeatedWork(string name, TimeSpan pause, bool beginsAtOnce, TimeProvider clock, ILogger logger) : BackgroundService
{
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(10);

    /// <summary>One round; it may run twice.</summary>
    protected abstract Task RunAsync(CancellationToken token);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        long? logged = null;
        using var rounds = new PeriodicTimer(pause, clock);
        if (!beginsAtOnce) await rounds.WaitForNextTickAsync(stoppingToken);
        do
        {
            try
            {
                await RunAsync(stoppingToken);
                logged = null;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // One failed round must not end all of them until the next start.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                if (logged is { } last && clock.GetElapsedTime(last) < Silence) continue;

                logged = clock.GetTimestamp();
                LogRoundFailed(exception, name);
            }
        }
        while (await rounds.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A round of {Work} failed; the next one follows")]
    private partial void LogRoundFailed(Exception exception, string work);
}
