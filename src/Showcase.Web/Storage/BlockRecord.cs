using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Showcase.Web.Storage;

/// <summary>A block that is whole: where it lies, its CRC-64/NVME, and the start of the machine in which this was found.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct BlockMark(long Offset, long Length, ulong Checksum, long Boot)
{
    public bool IsOfThisBoot => Boot == MachineBoot.Id;
}

/// <summary>
/// Which blocks of a file are whole: a mark of 32 bytes for each, in order, all zero while it is not there. A mark lies within
/// one page of the file, so that a killed server has written all of it or nothing.
/// </summary>
internal sealed class BlockRecord(string file)
{
    public static bool IsOne(string name) => name.EndsWith(Extension, StringComparison.Ordinal);

    private const string Extension = ".blocks";

    private readonly string file = file + Extension;

    public SafeFileHandle Open(FileMode mode) => File.OpenHandle(file, mode, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);

    public static void Mark(SafeFileHandle record, int index, BlockMark mark) =>
        RandomAccess.Write(record, MemoryMarshal.AsBytes(new ReadOnlySpan<BlockMark>(in mark)), PlaceOf(index));

    public static void Strike(SafeFileHandle record, int index) => Mark(record, index, default);

    /// <summary>One block's mark; all zero where it is not whole.</summary>
    public static BlockMark Read(SafeFileHandle record, int index)
    {
        BlockMark mark = default;
        RandomAccess.Read(record, MemoryMarshal.AsBytes(new Span<BlockMark>(ref mark)), PlaceOf(index));
        return mark;
    }

    /// <summary>The marks of the blocks that are whole, by index.</summary>
    public Dictionary<int, BlockMark> Read() => !File.Exists(file) ? [] :
        MemoryMarshal.Cast<byte, BlockMark>(File.ReadAllBytes(file)).ToArray().Index()
            .Where(block => block.Item.Length > 0)
            .ToDictionary(block => block.Index, block => block.Item);

    public void Delete() => File.Delete(file);

    private static long PlaceOf(int index) => (long)index * Unsafe.SizeOf<BlockMark>();
}
