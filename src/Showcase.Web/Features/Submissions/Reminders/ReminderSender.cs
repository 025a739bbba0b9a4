using Showcase.Web.Features.Forms.Needed;
using Showcase.Web.Features.Judging.Progress;

namespace Showcase.Web.Features.Submissions.Reminders;

/// <summary>Looks for reminders that are due, of drafts, of answers and of films to judge, for as long as the application lives.</summary>
internal sealed partial class ReminderSender(DraftReminders reminders, NeededAnswers answers, JurorReminders jurors, TimeProvider clock, ILogger<ReminderSender> logger) : BackgroundService
{
    private static readonly TimeSpan Round = TimeSpan.FromMinutes(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var rounds = new PeriodicTimer(Round, clock);
        do
        {
            try
            {
                await reminders.RunAsync(stoppingToken);
                await answers.RunAsync(stoppingToken);
                await jurors.RunAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // A database that is away for a moment must not end all reminders until the next start.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                LogRoundFailed(logger, exception);
            }
        }
        while (await rounds.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A round of reminders failed; the next one follows")]
    private static partial void LogRoundFailed(ILogger logger, Exception exception);
}
