using Microsoft.Win32.SafeHandles;
using Showcase.Web.Connections;

namespace Showcase.Web.Storage;

/// <summary>
/// A block on its way to the disk past the system's cache: half the processor time (docs/performance.md), and 20 GB that arrive
/// do not drive out of memory what others are watching. What arrives is gathered, and written a buffer at a time.
/// </summary>
internal sealed class DirectBlock : IDisposable
{
    // EINVAL of Linux.
    private const int InvalidArgument = 22;

    private readonly SafeFileHandle part;
    private readonly DirectBuffers buffers;
    private readonly Memory<byte> buffer;
    private readonly ReceivingPlace? place;
    private long offset;
    private int gathered;

    private DirectBlock(SafeFileHandle part, long offset, DirectBuffers buffers, Memory<byte> buffer, ReceivingPlace? place) =>
        (this.part, this.offset, this.buffers, this.buffer, this.place) = (part, offset, buffers, buffer, place);

    /// <summary>Null where there is no way past the cache, or none is free: the block is to be written as it comes.</summary>
    /// <param name="place">Of the connection that the block arrives on, where it can be received right into the buffer.</param>
    public static DirectBlock? TryBegin(SafeFileHandle part, MediaBlock block, DirectBuffers buffers, ReceivingPlace? place)
    {
        if (block.Offset % DirectBuffers.Page != 0 || buffers.TryTake() is not { } buffer) return null;
        if (!DirectAccess.TryBegin(part))
        {
            buffers.Return(buffer);
            return null;
        }

        DirectAccess.Reserve(part, block.Offset, block.Length);
        return new DirectBlock(part, block.Offset, buffers, buffer, place);
    }

    public bool IsFull => gathered == buffer.Length;

    /// <summary>Offers the buffer for what comes next, of which so many bytes are the block's.</summary>
    public void Expect(long rest) => place?.Offer(buffer.Slice(gathered, (int)Math.Min(rest, buffer.Length - gathered)));

    /// <summary>Takes as much as has room; answers what is left over. What was received in its place stays there.</summary>
    public ReadOnlyMemory<byte> Gather(ReadOnlyMemory<byte> bytes)
    {
        var count = Math.Min(bytes.Length, buffer.Length - gathered);
        bytes[..count].CopyTo(buffer[gathered..]);
        gathered += count;
        return bytes[count..];
    }

    /// <summary>Writes what was gathered. Only a file's last bytes are no whole pages; they go through the cache.</summary>
    public void Write()
    {
        var pages = gathered / DirectBuffers.Page * DirectBuffers.Page;
        WritePages(buffer.Span[..pages]);
        if (pages < gathered)
        {
            DirectAccess.End(part);
            RandomAccess.Write(part, buffer.Span[pages..gathered], offset + pages);
        }

        offset += gathered;
        gathered = 0;
    }

    /// <summary>Where a read broke off, the connection may still hold the buffer, which is then left to it.</summary>
    public void Dispose()
    {
        if (place?.TryTakeBack() ?? true) buffers.Return(buffer);
        else buffers.Forget();
    }

    private void WritePages(ReadOnlySpan<byte> pages)
    {
        if (pages.IsEmpty) return;

        try
        {
            RandomAccess.Write(part, pages, offset);
        }
        catch (IOException refused) when (refused.HResult == InvalidArgument)
        {
            // A disk that asks for more than whole pages.
            DirectAccess.End(part);
            RandomAccess.Write(part, pages, offset);
        }
    }
}
