using Azure;

namespace Showcase.Web.Storage;

/// <summary>The disk holds no more: nothing of what was being written counts.</summary>
public sealed class StorageFullException(Exception cause) : IOException("The disk is full.", cause);

/// <summary>Tells failures of the storage that may pass from those of ours.</summary>
internal static class StorageFailures
{
    // ENOSPC and EDQUOT of Linux; ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL of Windows.
    private static readonly int[] FullCodes = [28, 122, unchecked((int)0x80070070), unchecked((int)0x80070027)];

    public static bool IsFull(IOException failure) => FullCodes.Contains(failure.HResult);

    /// <summary>The storage does not answer, or not now.</summary>
    public static bool MayPass(Exception failure) => failure switch
    {
        RequestFailedException refused => refused.Status is 0 or StatusCodes.Status408RequestTimeout or StatusCodes.Status429TooManyRequests or >= 500,
        AggregateException several => several.InnerExceptions.All(MayPass),
        BadHttpRequestException => false,
        IOException or TimeoutException => true,
        _ => false,
    };
}
