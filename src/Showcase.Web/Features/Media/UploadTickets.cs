using System.Buffers.Binary;
using Showcase.Domain.Media;
using Showcase.Web.Storage;

namespace Showcase.Web.Features.Media;

/// <summary>Lets a browser send the blocks of one upload for an hour: to this application, or straight to Azure.</summary>
public sealed class UploadTickets(IMediaStorage storage, MediaSigner signer, TimeProvider clock)
{
    private const string Use = "upload";
    // Servers' clocks differ a little. A clock that was set back must not make tickets last longer.
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Life = TimeSpan.FromHours(1);

    public async Task<UploadTicket> IssueAsync(MediaAsset asset, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(asset);
        var until = clock.GetUtcNow() + Life;
        var path = MediaPaths.Arrival(asset.Id);
        var staged = await storage.StagedBlocksAsync(path, token);
        var received = BlocksOf(asset).Where(block => staged.TryGetValue(block.Index, out var length) && length == block.Length).Select(block => block.Index);
        var address = await storage.BlockAddressAsync(path, until, token);
        var url = address is null ? $"/media/uploads/{asset.Id}/blocks/{{index}}?ticket={Sign(asset.Id, until)}" : $"{address}&comp=block&blockid={{id}}";
        return new UploadTicket(asset.Id, asset.BlockSize, asset.BlockCount, url, until, [.. received]);
    }

    public IEnumerable<MediaBlock> BlocksOf(MediaAsset asset) => Enumerable.Range(0, asset.BlockCount).Select(index => BlockOf(asset.Size, asset.BlockSize, index));

    /// <summary>Where a block lies in the file and how long it must be.</summary>
    internal static MediaBlock BlockOf(long size, int blockSize, int index)
    {
        var offset = (long)index * blockSize;
        return new MediaBlock(index, offset, (int)Math.Min(blockSize, size - offset));
    }

    internal bool IsValid(Guid assetId, string? ticket) =>
        signer.Open(Use, ticket) is { Length: 24 } content
        && new Guid(content.AsSpan(0, 16)) == assetId
        && DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadInt64LittleEndian(content.AsSpan(16))) is var until
        && until > clock.GetUtcNow()
        && until <= clock.GetUtcNow() + Life + Skew;

    private string Sign(Guid assetId, DateTimeOffset until)
    {
        Span<byte> content = stackalloc byte[24];
        assetId.TryWriteBytes(content);
        BinaryPrimitives.WriteInt64LittleEndian(content[16..], until.ToUnixTimeSeconds());
        return signer.Sign(Use, content);
    }
}
