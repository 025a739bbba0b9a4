using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Identity;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Azure.Storage.Sas;
using Microsoft.Extensions.Options;

namespace Showcase.Web.Storage;

/// <summary>
/// Media in Azure Blob Storage: the first part of a name chooses the container. Browsers put blocks straight there, with an address
/// that may write this one blob for a short time and read nothing; only this application commits.
/// </summary>
public sealed class AzureBlobStorage : IMediaStorage
{
    private readonly BlobServiceClient service;
    private readonly StorageOptions options;
    private readonly BlobOrigins origins;
    private readonly TimeProvider clock;
    private Lazy<Task> containers;

    public AzureBlobStorage(IOptions<StorageOptions> options, BlobOrigins origins, TimeProvider clock)
    {
        this.options = options.Value;
        this.origins = origins;
        this.clock = clock;
        service = this.options.ConnectionString is { } connection
            ? new BlobServiceClient(connection)
            : new BlobServiceClient(this.options.AccountUri, new DefaultAzureCredential());
        containers = new Lazy<Task>(CreateContainersAsync);
    }

    public Uri? BlockOrigin => new(service.Uri.GetLeftPart(UriPartial.Authority));

    public async Task StageBlockAsync(string path, MediaBlock block, string checksum, PipeReader content, CancellationToken token)
    {
        await ContainersAsync();

        // The client asks for a stream whose length it knows; one block fits in memory.
        using var whole = new MemoryStream(block.Length);
        await content.CopyToAsync(whole, token);
        if (whole.Length != block.Length) throw new BlockDamagedException("The block is not as long as it says.");

        whole.Position = 0;
        var check = new UploadTransferValidationOptions { ChecksumAlgorithm = StorageChecksumAlgorithm.StorageCrc64, PrecalculatedChecksum = Convert.FromBase64String(checksum) };
        try
        {
            await Blob(path).StageBlockAsync(MediaBlock.IdOf(block.Index), whole, new BlockBlobStageBlockOptions { TransferValidation = check }, token);
        }
        catch (RequestFailedException damaged) when (damaged.ErrorCode == "Crc64Mismatch")
        {
            throw new BlockDamagedException("The block's checksum is another.");
        }
    }

    public Task<int> PeekAsync(string path, long offset, Memory<byte> buffer, CancellationToken token) => Task.FromResult(0);

    public async Task<IReadOnlyDictionary<int, long>> StagedBlocksAsync(string path, CancellationToken token)
    {
        try
        {
            var list = await Blob(path).GetBlockListAsync(BlockListTypes.Uncommitted, cancellationToken: token);
            return list.Value.UncommittedBlocks.ToDictionary(block => MediaBlock.IndexOf(block.Name), block => block.SizeLong);
        }
        catch (RequestFailedException missing) when (missing.Status == StatusCodes.Status404NotFound)
        {
            return new Dictionary<int, long>();
        }
    }

    public async Task<bool> CommitBlocksAsync(string path, int count, CancellationToken token)
    {
        var how = new CommitBlockListOptions
        {
            Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All },
            HttpHeaders = new BlobHttpHeaders { ContentType = "application/octet-stream", ContentDisposition = "attachment" },
        };
        try
        {
            await Blob(path).CommitBlockListAsync(Enumerable.Range(0, count).Select(MediaBlock.IdOf), how, token);
            return true;
        }
        catch (RequestFailedException exists) when (exists.Status is StatusCodes.Status409Conflict or StatusCodes.Status412PreconditionFailed)
        {
            return false;
        }
        catch (RequestFailedException incomplete) when (incomplete.ErrorCode == BlobErrorCode.InvalidBlockList)
        {
            throw new InvalidOperationException($"Not all {count} blocks of {path} are there.", incomplete);
        }
    }

    public async Task WriteAsync(string path, Stream content, CancellationToken token)
    {
        await ContainersAsync();
        await Blob(path).UploadAsync(content, new BlobUploadOptions(), token);
    }

    public async Task<long?> LengthAsync(string path, CancellationToken token)
    {
        try
        {
            // What is still being copied, or was not to its end, has the full length and not the bytes.
            var properties = (await Blob(path).GetPropertiesAsync(cancellationToken: token)).Value;
            return properties is { CopyId: not null, CopyStatus: not CopyStatus.Success } ? null : properties.ContentLength;
        }
        catch (RequestFailedException missing) when (missing.Status == StatusCodes.Status404NotFound)
        {
            return null;
        }
    }

    public async Task<string?> TagAsync(string path, CancellationToken token)
    {
        try
        {
            var properties = (await Blob(path).GetPropertiesAsync(cancellationToken: token)).Value;
            return properties is { CopyId: not null, CopyStatus: not CopyStatus.Success } ? null : properties.ETag.ToString();
        }
        catch (RequestFailedException missing) when (missing.Status == StatusCodes.Status404NotFound)
        {
            return null;
        }
    }

    public async Task<bool> MoveAsync(string from, string tag, string to, CancellationToken token)
    {
        await ContainersAsync();
        var (source, target) = (Blob(from), Blob(to));
        var asSeen = new BlobRequestConditions { IfMatch = new ETag(tag) };
        var how = new BlobCopyFromUriOptions { SourceConditions = asSeen, DestinationConditions = new BlobRequestConditions { IfNoneMatch = ETag.All } };
        try
        {
            var copy = await target.StartCopyFromUriAsync(source.Uri, how, token);
            await copy.WaitForCompletionAsync(TimeSpan.FromSeconds(1), token);
        }
        catch (RequestFailedException refused) when (refused.Status is StatusCodes.Status404NotFound or StatusCodes.Status409Conflict or StatusCodes.Status412PreconditionFailed)
        {
            await DropFailedCopyAsync(target, token);
            return false;
        }

        try
        {
            await source.DeleteIfExistsAsync(conditions: asSeen, cancellationToken: token);
        }
        catch (RequestFailedException rewritten) when (rewritten.Status == StatusCodes.Status412PreconditionFailed)
        {
            // Somebody wrote to the old name again. It is no longer ours to care for.
        }

        return true;
    }

    public async Task<Stream?> OpenAsync(string path, long offset, long? length, CancellationToken token)
    {
        try
        {
            var range = new BlobDownloadOptions { Range = offset == 0 && length is null ? default : new HttpRange(offset, length) };
            return (await Blob(path).DownloadStreamingAsync(range, token)).Value.Content;
        }
        catch (RequestFailedException missing) when (missing.Status == StatusCodes.Status404NotFound)
        {
            return null;
        }
    }

    public async Task<bool> SendAsync(string path, long offset, long length, PipeWriter target, Func<Task> begin, CancellationToken token)
    {
        await using var content = await OpenAsync(path, offset, length, token);
        if (content is null) return false;

        await begin();
        await content.CopyToAsync(target, token);
        return true;
    }

    public async IAsyncEnumerable<string> ListAsync(string folder, [EnumeratorCancellation] CancellationToken token)
    {
        await ContainersAsync();
        var (container, first, prefix) = Folder(folder);
        await foreach (var blob in container.GetBlobsAsync(states: BlobStates.Uncommitted, prefix: prefix, cancellationToken: token)) yield return $"{first}/{blob.Name}";
    }

    public async Task DeleteAsync(string folder, CancellationToken token)
    {
        await ContainersAsync();
        var (container, _, prefix) = Folder(folder);
        await foreach (var item in container.GetBlobsAsync(states: BlobStates.Uncommitted, prefix: prefix, cancellationToken: token))
        {
            var blob = container.GetBlockBlobClient(item.Name);
            if ((await blob.DeleteIfExistsAsync(cancellationToken: token)).Value) continue;

            // A blob of nothing but uncommitted blocks cannot be deleted before it is one.
            await blob.CommitBlockListAsync([], cancellationToken: token);
            await blob.DeleteIfExistsAsync(cancellationToken: token);
        }
    }

    public async Task<Uri?> BlockAddressAsync(string path, DateTimeOffset until, CancellationToken token)
    {
        await ContainersAsync();
        var blob = Blob(path);
        var sas = new BlobSasBuilder(BlobSasPermissions.Create | BlobSasPermissions.Write, until)
        {
            BlobContainerName = blob.BlobContainerName, BlobName = blob.Name, Resource = "b", StartsOn = clock.GetUtcNow().AddMinutes(-5),
        };
        if (blob.CanGenerateSasUri) return blob.GenerateSasUri(sas);

        var key = await service.GetUserDelegationKeyAsync(sas.StartsOn, until, token);
        return new BlobUriBuilder(blob.Uri) { Sas = sas.ToSasQueryParameters(key.Value, service.AccountName) }.ToUri();
    }

    public long? FreeBytes() => null;

    public string? LocalFile(string path) => null;

    /// <summary>Made once; where that failed, tried again by the next who needs them.</summary>
    private async Task ContainersAsync()
    {
        var making = containers;
        try
        {
            await making.Value;
        }
        catch
        {
            Interlocked.CompareExchange(ref containers, new Lazy<Task>(CreateContainersAsync), making);
            throw;
        }
    }

    private async Task CreateContainersAsync()
    {
        await service.GetBlobContainerClient(options.IncomingContainer).CreateIfNotExistsAsync();
        await service.GetBlobContainerClient(options.OriginalsContainer).CreateIfNotExistsAsync();
        await service.GetBlobContainerClient(options.RenditionsContainer).CreateIfNotExistsAsync();
        await origins.AllowAsync(service);
    }

    /// <summary>A copy that the service gave up would keep its name taken for good.</summary>
    private static async Task DropFailedCopyAsync(BlockBlobClient target, CancellationToken token)
    {
        try
        {
            var left = (await target.GetPropertiesAsync(cancellationToken: token)).Value;
            if (left.CopyId is null || left.CopyStatus is not (CopyStatus.Failed or CopyStatus.Aborted)) return;

            await target.DeleteIfExistsAsync(conditions: new BlobRequestConditions { IfMatch = left.ETag }, cancellationToken: token);
        }
        catch (RequestFailedException missing) when (missing.Status == StatusCodes.Status404NotFound)
        {
            // Nothing was begun.
        }
    }

    private BlockBlobClient Blob(string path)
    {
        var (container, name) = Split(path);
        return service.GetBlobContainerClient(container).GetBlockBlobClient(name);
    }

    private (BlobContainerClient Container, string First, string Prefix) Folder(string folder)
    {
        var (container, name) = Split(folder + "/");
        return (service.GetBlobContainerClient(container), folder.Split('/')[0], name);
    }

    private (string Container, string Name) Split(string path)
    {
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        var container = path[..slash] switch
        {
            MediaPaths.Incoming => options.IncomingContainer,
            MediaPaths.Originals => options.OriginalsContainer,
            MediaPaths.Renditions => options.RenditionsContainer,
            _ => throw new ArgumentException("The path is in no container.", nameof(path)),
        };
        return (container, path[(slash + 1)..]);
    }
}
