using System.Buffers;

namespace Showcase.Web.Connections;

/// <summary>
/// Lets the next bytes of a connection be received where they are wanted, instead of in a buffer from which they would be copied there
/// (docs/decisions/0027). For whoever reads the connection's bytes as they are, and one read after the other.
/// </summary>
/// <param name="others">Where all other buffers come from.</param>
internal sealed class ReceivingPlace(MemoryPool<byte> others) : MemoryPool<byte>
{
    // What little is left of a place would cost a call to the system of its own.
    private const int Smallest = 4096;

    private readonly Lock gate = new();
    private Memory<byte> offered;
    private int held;

    public override int MaxBufferSize => others.MaxBufferSize;

    /// <summary>Replaces an earlier offer.</summary>
    public void Offer(Memory<byte> place)
    {
        lock (gate) offered = place;
    }

    /// <summary>Ends the offer; false where the connection may still receive into a place that was offered, which must then be used for nothing else.</summary>
    public bool TryTakeBack()
    {
        lock (gate)
        {
            offered = default;
            return held == 0;
        }
    }

    public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
    {
        lock (gate)
        {
            if (offered.Length < Smallest) return others.Rent(minBufferSize);

            var taken = offered;
            offered = default;
            held++;
            return new Holding(this, taken);
        }
    }

    private void Release()
    {
        lock (gate) held--;
    }

    protected override void Dispose(bool disposing)
    {
    }

    private sealed class Holding(ReceivingPlace place, Memory<byte> memory) : IMemoryOwner<byte>
    {
        private int isOver;

        public Memory<byte> Memory => memory;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref isOver, 1) == 0) place.Release();
        }
    }
}
