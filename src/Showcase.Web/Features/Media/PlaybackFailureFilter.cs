using Showcase.Web.Storage;

namespace Showcase.Web.Features.Media;

/// <summary>Tells players that the storage is away for now, so that they ask again in a moment; what had begun to be sent breaks off.</summary>
internal sealed partial class PlaybackFailureFilter(ILogger<PlaybackFailureFilter> log) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var (response, aborted) = (context.HttpContext.Response, context.HttpContext.RequestAborted);
        try
        {
            return await next(context);
        }
        catch (Exception failure) when (StorageFailures.MayPass(failure) && !response.HasStarted && !aborted.IsCancellationRequested)
        {
            LogAway(failure);
            response.ContentLength = null;
            response.ContentType = null;
            response.Headers.ContentRange = default;
            response.Headers.CacheControl = "no-store";
            response.Headers.RetryAfter = "5";
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The media storage does not answer those who watch")]
    private partial void LogAway(Exception failure);
}
