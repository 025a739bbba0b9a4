namespace Showcase.Domain.Media;

/// <summary>How a file is cut into blocks for upload.</summary>
public static class Blocks
{
    public const int Smallest = 8 * 1024 * 1024;
    private const int MostBlocks = 10_000;
    private const int Mebibyte = 1024 * 1024;

    /// <summary>Bytes a block: at least 8 MiB, whole MiB, and never more than 10,000 blocks a file.</summary>
    public static int SizeFor(long size)
    {
        var least = (size + MostBlocks - 1) / MostBlocks;
        return (int)Math.Max(Smallest, (least + Mebibyte - 1) / Mebibyte * Mebibyte);
    }

    public static int CountOf(long size, int blockSize) => (int)((size + blockSize - 1) / blockSize);
}
