using System.Runtime.InteropServices;

namespace Showcase.Web.Storage;

/// <summary>
/// The few buffers that blocks gather in on their way past the system's cache, which takes whole pages from whole pages. A sender keeps
/// one however slow it is: where none is left, a block is written as it comes.
/// </summary>
internal sealed class DirectBuffers
{
    /// <summary>The system's page, of which all places and lengths on the disk are multiples.</summary>
    public const int Page = 4096;

    private const int Length = 1024 * 1024;
    private const int Most = 32;

    private readonly Lock gate = new();
    private readonly Stack<Memory<byte>> free = [];
    private int made;

    /// <summary>Null where all are taken.</summary>
    public Memory<byte>? TryTake()
    {
        lock (gate)
        {
            if (free.TryPop(out var buffer)) return buffer;
            if (made == Most) return null;

            made++;
        }

        var array = GC.AllocateUninitializedArray<byte>(Length + Page, pinned: true);
        var past = (int)(Marshal.UnsafeAddrOfPinnedArrayElement(array, 0) % Page);
        return MemoryMarshal.CreateFromPinnedArray(array, past == 0 ? 0 : Page - past, Length);
    }

    /// <summary>Makes up for a buffer that will not be returned.</summary>
    public void Forget()
    {
        lock (gate) made--;
    }

    public void Return(Memory<byte> buffer)
    {
        lock (gate) free.Push(buffer);
    }
}
