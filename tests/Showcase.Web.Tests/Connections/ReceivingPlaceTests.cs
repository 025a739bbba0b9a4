using System.Buffers;
using System.IO.Pipelines;
using Showcase.Web.Connections;
using Showcase.Web.Storage;

namespace Showcase.Web.Tests.Connections;

/// <summary>A connection receives where it was offered to, once, and never where that was taken back or belongs to another block.</summary>
public sealed class ReceivingPlaceTests : IDisposable
{
    private const int Length = 64 * 1024;
    private readonly string file = Path.GetTempFileName();

    public void Dispose() => File.Delete(file);

    [Fact]
    public void It_is_received_in_once_and_not_at_all_when_it_is_small()
    {
        var (place, wanted) = (new ReceivingPlace(MemoryPool<byte>.Shared), new byte[Length]);
        place.Offer(wanted);
        Assert.True(place.Rent().Memory.Span.Overlaps(wanted));
        Assert.False(place.Rent().Memory.Span.Overlaps(wanted));

        place.Offer(wanted.AsMemory(0, 100));
        Assert.False(place.Rent().Memory.Span.Overlaps(wanted));
    }

    [Fact]
    public void It_is_not_taken_back_while_it_may_be_received_in()
    {
        var (place, wanted) = (new ReceivingPlace(MemoryPool<byte>.Shared), new byte[Length]);
        place.Offer(wanted);
        var rented = place.Rent();
        Assert.False(place.TryTakeBack());

        rented.Dispose();
        rented.Dispose();
        Assert.True(place.TryTakeBack());
    }

    [Fact]
    public async Task A_block_that_breaks_off_before_it_was_received_in_takes_its_offer_back()
    {
        using var writer = new BlockWriter();
        var place = new ReceivingPlace(MemoryPool<byte>.Shared);

        await BreakOffAsync(writer, new Broken(place, isHolding: false));

        Assert.InRange(place.Rent(Length).Memory.Length, Length, (4 * Length) - 1);
    }

    [Fact]
    public async Task A_buffer_that_a_broken_connection_holds_is_no_other_blocks()
    {
        using var writer = new BlockWriter();
        var (broken, next) = (new Broken(new(MemoryPool<byte>.Shared), isHolding: true), new Broken(new(MemoryPool<byte>.Shared), isHolding: true));

        await BreakOffAsync(writer, broken);
        await BreakOffAsync(writer, next);

        Assert.False(broken.Held!.Value.Span.Overlaps(next.Held!.Value.Span));
    }

    private async Task BreakOffAsync(BlockWriter writer, Broken content)
    {
        using var part = File.OpenHandle(file, FileMode.OpenOrCreate, FileAccess.Write);
        await Assert.ThrowsAsync<IOException>(() => writer.ReceiveAsync(new PlacedReader(content, content.Place), part, new MediaBlock(0, 0, 4 * Length), "", default));
    }

    /// <summary>A connection that breaks, before or while it receives.</summary>
    private sealed class Broken(ReceivingPlace place, bool isHolding) : PipeReader
    {
        public ReceivingPlace Place => place;

        public Memory<byte>? Held { get; private set; }

        public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
        {
            if (isHolding) Held = place.Rent().Memory;
            throw new IOException("The line broke.");
        }

        public override bool TryRead(out ReadResult result) => throw new NotSupportedException();

        public override void AdvanceTo(SequencePosition consumed)
        {
        }

        public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
        {
        }

        public override void CancelPendingRead()
        {
        }

        public override void Complete(Exception? exception = null)
        {
        }
    }
}
