using Showcase.Domain.Media;

namespace Showcase.Web.Features.Media;

/// <summary>A block on its way in: keeps its first bytes, and fails at the end where the checksum is not the announced one.</summary>
internal sealed class CheckedBlock(Stream inner, string announced) : Stream
{
    private readonly Crc64 crc = new();
    private readonly byte[] head = new byte[Containers.HeadLength];
    private int headLength;

    public ReadOnlySpan<byte> Head => head.AsSpan(0, headLength);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken);
        if (read == 0)
        {
            if (crc.Text != announced) throw new BlockDamagedException();
            return 0;
        }

        var bytes = buffer.Span[..read];
        crc.Append(bytes);
        var kept = Math.Min(read, head.Length - headLength);
        bytes[..kept].CopyTo(head.AsSpan(headLength));
        headLength += kept;
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

/// <summary>A block's bytes are not those that were announced.</summary>
internal sealed class BlockDamagedException() : IOException("The block's checksum does not match.");
