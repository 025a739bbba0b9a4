using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Quartz;
using Showcase.Web.Data;
using Showcase.Web.Features.Films.Stills;
using Showcase.Web.Features.Forms.Files;
using Showcase.Web.Features.Media.Marks;

namespace Showcase.Web.Features.Media.Processing;

/// <summary>
/// Wakes the worker of the server that it comes to. It must not disallow concurrent execution: that holds for a whole cluster, and one server
/// would work while the others rest. The worker sees to it that it runs once in a process; leases keep servers from one another's stages.
/// </summary>
internal sealed class ProcessJob(ProcessingWorker worker, IHostApplicationLifetime life) : ServerJob(life)
{
    public static readonly JobKey Key = new("process", "media");

    protected override Task RunAsync(CancellationToken token) => worker.RunAsync(token);
}

/// <summary>Clears what nobody needs. On one server at a time.</summary>
[DisallowConcurrentExecution]
internal sealed class SweepJob(MediaSweep media, MarkAhead marks, StillSweep stills, AnswerFileSweep answers, IHostApplicationLifetime life) : ServerJob(life)
{
    public static readonly JobKey Key = new("sweep", "media");

    protected override async Task RunAsync(CancellationToken token)
    {
        await media.SweepAsync(token);
        await marks.SweepAsync(token);
        await stills.SweepAsync(token);
        await answers.SweepAsync(token);
    }
}

/// <summary>When and where; what to do stands in our own rows. The schedule survives a restart in a store of its own.</summary>
internal static class ProcessingJobs
{
    public static void AddProcessingJobs(this WebApplicationBuilder builder)
    {
        var media = builder.Configuration.GetSection(MediaOptions.Section).Get<MediaOptions>() ?? new MediaOptions();
        if (!media.Process) return;

        var database = builder.Configuration.GetSection(DatabaseOptions.Section).Get<DatabaseOptions>() ?? new DatabaseOptions();
        var folder = new DataFolder(Options.Create(builder.Configuration.GetSection(DataFolderOptions.Section).Get<DataFolderOptions>() ?? new DataFolderOptions()), builder.Environment);
        builder.Services.AddQuartz(quartz =>
        {
            quartz.UsePersistentStore(store =>
            {
                if (database.Provider == DatabaseProvider.SqlServer)
                {
                    store.UseSqlServer(database.ConnectionString!);

                    // Several servers share the store: each has an id of its own, and what a lost one had begun is begun by another.
                    store.UseClustering();
                }
                else
                {
                    store.UseSqlite(SqliteFactory.Instance, $"Data Source={folder.Path("jobs.db")}");
                }

                store.ProvisionSchema();
            });
            quartz.ScheduleJob<ProcessJob>(
                trigger => trigger.WithIdentity("every few seconds", "media").StartNow().WithSimpleSchedule(every => every.WithInterval(TimeSpan.FromSeconds(media.PollSeconds)).RepeatForever()),
                job => job.WithIdentity(ProcessJob.Key).StoreDurably());
            quartz.ScheduleJob<SweepJob>(
                trigger => trigger.WithIdentity("every hour", "media").StartNow().WithSimpleSchedule(every => every.WithInterval(TimeSpan.FromHours(1)).RepeatForever()),
                job => job.WithIdentity(SweepJob.Key).StoreDurably());
            if (!media.MarkAhead) return;

            quartz.ScheduleJob<MarkJob>(
                trigger => trigger.WithIdentity("every minute", "media").StartNow().WithSimpleSchedule(every => every.WithInterval(TimeSpan.FromMinutes(1)).RepeatForever()),
                job => job.WithIdentity(MarkJob.Key).StoreDurably());
        });
        builder.Services.AddQuartzHostedService(hosted => hosted.WaitForJobsToComplete = true);
    }
}
