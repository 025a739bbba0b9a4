using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace Showcase.Web.Storage;

/// <summary>
/// Which blocks of a file are whole: eight bytes for each, in order, holding its length, zero while it is not there. A record lies within
/// one page of the file, so that a killed server has written all of it or nothing.
/// </summary>
internal sealed class BlockRecord(string file)
{
    private const int Width = sizeof(long);

    public static bool IsOne(string name) => name.EndsWith(Extension, StringComparison.Ordinal);

    private const string Extension = ".blocks";

    private readonly string file = file + Extension;

    public SafeFileHandle Open() => File.OpenHandle(file, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);

    public static void Mark(SafeFileHandle record, int index, long length)
    {
        Span<byte> bytes = stackalloc byte[Width];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, length);
        RandomAccess.Write(record, bytes, (long)index * Width);
    }

    /// <summary>The lengths of the blocks that are whole, by index.</summary>
    public Dictionary<int, long> Read()
    {
        if (!File.Exists(file)) return [];

        var bytes = File.ReadAllBytes(file);
        return Enumerable.Range(0, bytes.Length / Width)
            .Select(index => (Index: index, Length: BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(index * Width))))
            .Where(block => block.Length > 0)
            .ToDictionary(block => block.Index, block => block.Length);
    }

    public void Delete() => File.Delete(file);
}
