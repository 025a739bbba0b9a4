using System.Buffers;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Connections;

namespace Showcase.Web.Connections;

/// <summary>
/// Buffers of 256 KiB for what connections receive and send, which hold one only while bytes are there. Kestrel's own have 4 KiB, and a
/// film arrives at a third of the speed through them (docs/performance.md).
/// </summary>
internal sealed class ReceiveBuffers : IMemoryPoolFactory<byte>
{
    public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => new Pool();

    private sealed class Pool : MemoryPool<byte>
    {
        private const int Length = 256 * 1024;

        // 64 MiB: what 64 uploads with full receive buffers hold. Beyond it, buffers are the collector's.
        private const int MostKept = 256;

        private readonly Lock gate = new();
        private readonly Stack<byte[]> kept = [];

        public override int MaxBufferSize => Length;

        public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, Length);
            return new Rental(this, Take() ?? GC.AllocateUninitializedArray<byte>(Length, pinned: true));
        }

        protected override void Dispose(bool disposing)
        {
            lock (gate) kept.Clear();
        }

        private byte[]? Take()
        {
            lock (gate) return kept.TryPop(out var array) ? array : null;
        }

        private void Return(byte[] array)
        {
            lock (gate)
            {
                if (kept.Count < MostKept) kept.Push(array);
            }
        }

        private sealed class Rental(Pool pool, byte[] array) : IMemoryOwner<byte>
        {
            private byte[]? array = array;

            public Memory<byte> Memory { get; } = MemoryMarshal.CreateFromPinnedArray(array, 0, array.Length);

            public void Dispose()
            {
                if (Interlocked.Exchange(ref array, null) is { } mine) pool.Return(mine);
            }
        }
    }
}
