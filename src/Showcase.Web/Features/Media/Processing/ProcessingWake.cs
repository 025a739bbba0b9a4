using Quartz;
using Showcase.Web.Features.Media.Marks;

namespace Showcase.Web.Features.Media.Processing;

/// <summary>Tells the worker that something is due now. Where it does not hear, it finds out at its next look.</summary>
public sealed partial class ProcessingWake(IServiceProvider services, ILogger<ProcessingWake> log)
{
    public Task NowAsync(CancellationToken token) => WakeAsync(ProcessJob.Key, token);

    /// <summary>The same for what burns marks ahead.</summary>
    public Task MarksNowAsync(CancellationToken token) => WakeAsync(MarkJob.Key, token);

    private async Task WakeAsync(JobKey job, CancellationToken token)
    {
        if (services.GetService<ISchedulerFactory>() is not { } factory) return;

        try
        {
            var scheduler = await factory.GetScheduler(token);
            await scheduler.TriggerJob(job, token);
        }
        catch (SchedulerException unheard)
        {
            LogUnheard(unheard);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The worker could not be woken; it looks again by itself")]
    private partial void LogUnheard(Exception unheard);
}
