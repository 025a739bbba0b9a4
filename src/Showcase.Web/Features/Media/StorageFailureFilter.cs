using Showcase.Web.Storage;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Media;

/// <summary>Says in words that the storage is full or away, where the upload script would only see an error: it waits and tries again.</summary>
internal sealed partial class StorageFailureFilter(SiteTexts texts, ILogger<StorageFailureFilter> log) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var aborted = context.HttpContext.RequestAborted;
        try
        {
            return await next(context);
        }
        catch (StorageFullException full)
        {
            LogFull(full);
            return UploadEndpoints.Refuse(UploadRefusals.StorageFull, StatusCodes.Status507InsufficientStorage, texts);
        }
        catch (Exception failure) when (StorageFailures.MayPass(failure) && !aborted.IsCancellationRequested)
        {
            LogAway(failure);
            return UploadEndpoints.Refuse(UploadRefusals.StorageAway, StatusCodes.Status503ServiceUnavailable, texts);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The disk of the media storage is full")]
    private partial void LogFull(Exception failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The media storage does not answer")]
    private partial void LogAway(Exception failure);
}
