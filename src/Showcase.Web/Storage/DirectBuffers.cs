using System.Runtime.InteropServices;

namespace Showcase.Web.Storage;

/// <summary>
/// The few buffers that blocks gather in on their way past the system's cache, which takes whole pages from whole pages. A sender keeps
/// one however slow it is: where none is left, a block is written as it comes. They lie in large pages where the system has them, so that
/// what is received and written is found in few places (docs/performance.md).
/// </summary>
internal sealed class DirectBuffers
{
    /// <summary>The system's page, of which all places and lengths on the disk are multiples.</summary>
    public const int Page = 4096;

    private const int LargePage = 2 * 1024 * 1024;
    private const int MadeAtOnce = 2;
    private const int Length = LargePage / MadeAtOnce;
    private const int Most = 32;

    // From Linux's mman.h.
    private const int HugePages = 14;

    private readonly Lock gate = new();
    private readonly Stack<Memory<byte>> free = [];
    private int made;

    /// <summary>Null where all are taken.</summary>
    public Memory<byte>? TryTake()
    {
        lock (gate)
        {
            if (free.Count == 0 && made + MadeAtOnce <= Most) Make();
            if (free.TryPop(out var buffer)) return buffer;
        }

        return null;
    }

    /// <summary>Makes up for a buffer that will not be returned. The other half of its large page keeps it in memory: at worst there are twice as many.</summary>
    public void Forget()
    {
        lock (gate) made--;
    }

    public void Return(Memory<byte> buffer)
    {
        lock (gate) free.Push(buffer);
    }

    /// <summary>Fills one large page. Where there are none the buffers are as good, only slower.</summary>
    private void Make()
    {
        var array = GC.AllocateUninitializedArray<byte>(2 * LargePage, pinned: true);
        var past = (int)(Marshal.UnsafeAddrOfPinnedArrayElement(array, 0) % LargePage);
        var begin = past == 0 ? 0 : LargePage - past;
        if (OperatingSystem.IsLinux()) _ = Advise(Marshal.UnsafeAddrOfPinnedArrayElement(array, begin), LargePage, HugePages);
        for (var index = 0; index < MadeAtOnce; index++) free.Push(MemoryMarshal.CreateFromPinnedArray(array, begin + (index * Length), Length));
        made += MadeAtOnce;
    }

    [DllImport("libc", EntryPoint = "madvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Advise(nint at, nint length, int advice);
}
