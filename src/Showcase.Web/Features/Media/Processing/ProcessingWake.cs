using Quartz;

namespace Showcase.Web.Features.Media.Processing;

/// <summary>Tells the worker that something is due now. Where it does not hear, it finds out at its next look.</summary>
public sealed partial class ProcessingWake(IServiceProvider services, ILogger<ProcessingWake> log)
{
    public async Task NowAsync(CancellationToken token)
    {
        if (services.GetService<ISchedulerFactory>() is not { } factory) return;

        try
        {
            var scheduler = await factory.GetScheduler(token);
            await scheduler.TriggerJob(ProcessJob.Key, token);
        }
        catch (SchedulerException unheard)
        {
            LogUnheard(unheard);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The worker could not be woken; it looks again by itself")]
    private partial void LogUnheard(Exception unheard);
}
