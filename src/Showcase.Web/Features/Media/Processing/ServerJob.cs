using Quartz;

namespace Showcase.Web.Features.Media.Processing;

/// <summary>
/// Work that ends as soon as its server is told to stop, putting back what it was at, instead of finishing a film first. The scheduler could interrupt the jobs that it
/// sees run as it stops; one that begins at that moment would not hear of it, and the server would wait for it.
/// </summary>
internal abstract class ServerJob(IHostApplicationLifetime life) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, life.ApplicationStopping);
        try
        {
            await RunAsync(ending.Token);
        }
        catch (OperationCanceledException) when (life.ApplicationStopping.IsCancellationRequested)
        {
            // The next server goes on.
        }
    }

    protected abstract Task RunAsync(CancellationToken token);
}
