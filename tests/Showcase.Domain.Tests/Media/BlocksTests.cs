using Showcase.Domain.Media;

namespace Showcase.Domain.Tests.Media;

public sealed class BlocksTests
{
    private const long Mebibyte = 1024 * 1024;
    private const long Most = 10_000;

    [Theory]
    [InlineData(1, 8, 1)]
    [InlineData(8 * Mebibyte, 8, 1)]
    [InlineData((8 * Mebibyte) + 1, 8, 2)]
    [InlineData(MediaAsset.MostBytes, 8, 2385)]
    [InlineData((8 * Mebibyte * Most) - 1, 8, 10_000)]
    [InlineData(8 * Mebibyte * Most, 8, 10_000)]
    [InlineData((8 * Mebibyte * Most) + 1, 9, 8889)]
    [InlineData(9 * Mebibyte * Most, 9, 10_000)]
    [InlineData((9 * Mebibyte * Most) + 1, 10, 9001)]
    [InlineData(100 * Mebibyte * Most, 100, 10_000)]
    public void A_block_has_8_MiB_or_the_fewest_whole_MiB_that_make_no_more_than_10000_of_a_file(long size, int mebibytes, int count)
    {
        var block = Blocks.SizeFor(size);

        Assert.Equal(mebibytes * Mebibyte, block);
        Assert.Equal(count, Blocks.CountOf(size, block));
    }
}
