using System.Buffers;
using System.IO.Pipelines;
using System.Security.Cryptography;
using Showcase.Domain.Media;
using Showcase.Web.Storage;

namespace Showcase.Web.Tests.Storage;

/// <summary>What every media storage promises. One class below runs it for each.</summary>
public abstract class MediaStorageContract
{
    private const int BlockSize = 1024;

    private readonly Guid asset = Guid.CreateVersion7();

    protected abstract IMediaStorage Storage { get; }

    private string Arrival => MediaPaths.Arrival(asset);

    private string Source => MediaPaths.Source(asset);

    [Fact]
    public async Task Blocks_in_any_order_become_one_object()
    {
        var bytes = RandomNumberGenerator.GetBytes(2500);
        foreach (var index in new[] { 2, 0, 1 }) await StageAsync(bytes, index);

        Assert.Equal([(0, 1024L), (1, 1024L), (2, 452L)], (await Storage.StagedBlocksAsync(Source, default)).OrderBy(block => block.Key).Select(block => (block.Key, block.Value)));
        Assert.Null(await Storage.LengthAsync(Source, default));
        Assert.True(await Storage.CommitBlocksAsync(Source, 3, default));

        Assert.Equal(2500, await Storage.LengthAsync(Source, default));
        Assert.Equal(bytes, await ReadAsync(Source, 0, null));
        Assert.Empty(await Storage.StagedBlocksAsync(Source, default));
    }

    [Fact]
    public async Task A_block_sent_twice_counts_once_and_the_last_one_holds()
    {
        var first = RandomNumberGenerator.GetBytes(700);
        var second = RandomNumberGenerator.GetBytes(700);

        await StageAsync(first, 0);
        await StageAsync(second, 0);
        await Storage.CommitBlocksAsync(Source, 1, default);

        Assert.Equal(second, await ReadAsync(Source, 0, null));
    }

    [Fact]
    public async Task A_block_that_breaks_off_leaves_nothing_that_counts()
    {
        await Assert.ThrowsAsync<BlockDamagedException>(() => StageAsync(new byte[10], new MediaBlock(0, 0, BlockSize), ChecksumOf(new byte[10])));
        await Assert.ThrowsAsync<BlockDamagedException>(() => StageAsync(new byte[2000], new MediaBlock(0, 0, BlockSize), ChecksumOf(new byte[2000])));

        Assert.Empty(await Storage.StagedBlocksAsync(Source, default));
    }

    [Fact]
    public async Task A_block_with_one_flipped_bit_is_refused_wherever_the_bit_is()
    {
        var bytes = RandomNumberGenerator.GetBytes(BlockSize);
        var checksum = ChecksumOf(bytes);
        foreach (var bit in new[] { 0, 7, 8 * 511, (8 * BlockSize) - 1 })
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            await Assert.ThrowsAsync<BlockDamagedException>(() => StageAsync(bytes, new MediaBlock(0, 0, BlockSize), checksum));
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        Assert.Empty(await Storage.StagedBlocksAsync(Source, default));
        await StageAsync(bytes, new MediaBlock(0, 0, BlockSize), checksum);
        Assert.Single(await Storage.StagedBlocksAsync(Source, default));
    }

    [Fact]
    public async Task A_range_is_sent_exactly_and_an_unknown_name_sends_nothing()
    {
        var bytes = RandomNumberGenerator.GetBytes(700_000);
        await Storage.WriteAsync(Source, new MemoryStream(bytes), default);

        Assert.Equal(bytes[100..600_100], await SentAsync(Source, 100, 600_000));
        Assert.Empty(await SentAsync(MediaPaths.Source(Guid.CreateVersion7()), 0, 10));
    }

    [Fact]
    public async Task Committing_again_keeps_what_is_there()
    {
        var bytes = RandomNumberGenerator.GetBytes(100);
        await StageAsync(bytes, 0);
        await Storage.CommitBlocksAsync(Source, 1, default);
        await StageAsync(RandomNumberGenerator.GetBytes(100), 0);

        Assert.False(await Storage.CommitBlocksAsync(Source, 1, default));

        Assert.Equal(bytes, await ReadAsync(Source, 0, null));
    }

    [Fact]
    public async Task What_is_moved_has_its_bytes_under_the_new_name_only()
    {
        var bytes = RandomNumberGenerator.GetBytes(2500);
        await ArriveAsync(bytes);

        Assert.True(await Storage.MoveAsync(Arrival, (await Storage.TagAsync(Arrival, default))!, Source, default));

        Assert.Equal(bytes, await ReadAsync(Source, 0, null));
        Assert.Null(await Storage.LengthAsync(Arrival, default));
        Assert.Null(await Storage.TagAsync(Arrival, default));
    }

    [Fact]
    public async Task What_was_written_again_since_it_was_looked_at_is_not_moved()
    {
        await ArriveAsync(RandomNumberGenerator.GetBytes(2500));
        var seen = (await Storage.TagAsync(Arrival, default))!;
        await Storage.WriteAsync(Arrival, new MemoryStream(RandomNumberGenerator.GetBytes(2500)), default);

        Assert.False(await Storage.MoveAsync(Arrival, seen, Source, default));

        Assert.Null(await Storage.LengthAsync(Source, default));
        Assert.Equal(2500, await Storage.LengthAsync(Arrival, default));
    }

    [Fact]
    public async Task What_is_kept_already_is_never_moved_over()
    {
        var kept = RandomNumberGenerator.GetBytes(100);
        await Storage.WriteAsync(Source, new MemoryStream(kept), default);
        await ArriveAsync(RandomNumberGenerator.GetBytes(2500));

        Assert.False(await Storage.MoveAsync(Arrival, (await Storage.TagAsync(Arrival, default))!, Source, default));

        Assert.Equal(kept, await ReadAsync(Source, 0, null));
        Assert.Equal(2500, await Storage.LengthAsync(Arrival, default));
    }

    [Fact]
    public async Task Blocks_that_are_under_way_at_the_commit_or_come_after_it_do_not_change_what_was_moved()
    {
        var bytes = RandomNumberGenerator.GetBytes(BlockSize);
        var others = RandomNumberGenerator.GetBytes(BlockSize);
        await StageAsync(Arrival, bytes, new MediaBlock(0, 0, BlockSize));
        var wire = new Pipe();
        await wire.Writer.WriteAsync(others.AsMemory(0, 512));
        var underWay = Storage.StageBlockAsync(Arrival, new MediaBlock(0, 0, BlockSize), ChecksumOf(others), wire.Reader, default);

        var isCommitted = await TryCommitAsync();
        var early = isCommitted && await Storage.MoveAsync(Arrival, (await Storage.TagAsync(Arrival, default))!, Source, default);
        await wire.Writer.WriteAsync(others.AsMemory(512));
        await wire.Writer.CompleteAsync();
        await underWay;
        if (!early)
        {
            Assert.True(await TryCommitAsync());
            Assert.True(await Storage.MoveAsync(Arrival, (await Storage.TagAsync(Arrival, default))!, Source, default));
        }

        await StageAsync(Arrival, RandomNumberGenerator.GetBytes(BlockSize), new MediaBlock(0, 0, BlockSize));
        await Storage.CommitBlocksAsync(Arrival, 1, default);

        Assert.Equal(early ? bytes : others, await ReadAsync(Source, 0, null));
    }

    [Fact]
    public async Task Committing_twice_at_once_makes_one_object()
    {
        var bytes = RandomNumberGenerator.GetBytes(2500);
        foreach (var index in new[] { 0, 1, 2 }) await StageAsync(bytes, index);

        var made = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Storage.CommitBlocksAsync(Source, 3, default))));

        Assert.Single(made, wasFirst => wasFirst);
        Assert.Equal(bytes, await ReadAsync(Source, 0, null));
    }

    [Fact]
    public async Task An_incomplete_list_is_not_committed()
    {
        await StageAsync(new byte[2000], 1);

        await Assert.ThrowsAsync<InvalidOperationException>(() => Storage.CommitBlocksAsync(Source, 2, default));

        Assert.Null(await Storage.LengthAsync(Source, default));
    }

    [Theory]
    [InlineData(0, 10L)]
    [InlineData(990, 10L)]
    [InlineData(500, null)]
    public async Task A_range_is_read_exactly(int offset, long? length)
    {
        var bytes = RandomNumberGenerator.GetBytes(1000);
        await Storage.WriteAsync(Source, new MemoryStream(bytes), default);

        Assert.Equal(bytes.Skip(offset).Take((int)(length ?? 1000)), await ReadAsync(Source, offset, length));
    }

    [Fact]
    public async Task Writing_replaces_and_an_unknown_name_is_told_as_such()
    {
        var path = $"{MediaPaths.Made(asset)}/hls/master.m3u8";
        Assert.Null(await Storage.OpenAsync(path, 0, null, default));

        await Storage.WriteAsync(path, new MemoryStream("old and longer"u8.ToArray()), default);
        await Storage.WriteAsync(path, new MemoryStream("new"u8.ToArray()), default);

        Assert.Equal("new"u8.ToArray(), await ReadAsync(path, 0, null));
    }

    [Fact]
    public async Task Deleting_a_folder_leaves_nothing_of_it_and_everything_else()
    {
        var other = Guid.CreateVersion7();
        await StageAsync(new byte[BlockSize], 0);
        await Storage.WriteAsync(MediaPaths.Source(other), new MemoryStream([1]), default);
        Assert.Contains(Source, await NamesAsync());

        await Storage.DeleteAsync(MediaPaths.Original(asset), default);
        await Storage.DeleteAsync(MediaPaths.Original(Guid.CreateVersion7()), default);

        var names = await NamesAsync();
        Assert.DoesNotContain(Source, names);
        Assert.Contains(MediaPaths.Source(other), names);
        Assert.Empty(await Storage.StagedBlocksAsync(Source, default));
    }

    protected async Task<byte[]> ReadAsync(string path, long offset, long? length)
    {
        await using var stream = await Storage.OpenAsync(path, offset, length, default);
        using var bytes = new MemoryStream();
        await stream!.CopyToAsync(bytes);
        return bytes.ToArray();
    }

    private async Task<List<string>> NamesAsync()
    {
        var names = new List<string>();
        await foreach (var name in Storage.ListAsync(MediaPaths.Originals, default)) names.Add(name);
        return names;
    }

    private Task StageAsync(byte[] bytes, int index)
    {
        var piece = bytes.Skip(index * BlockSize).Take(BlockSize).ToArray();
        return StageAsync(piece, new MediaBlock(index, (long)index * BlockSize, piece.Length), ChecksumOf(piece));
    }

    private async Task ArriveAsync(byte[] bytes)
    {
        await StageAsync(Arrival, bytes, new MediaBlock(0, 0, bytes.Length));
        await Storage.CommitBlocksAsync(Arrival, 1, default);
    }

    /// <summary>Stores may refuse to commit while a block is being sent again.</summary>
    private async Task<bool> TryCommitAsync()
    {
        try
        {
            return await Storage.CommitBlocksAsync(Arrival, 1, default);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    protected Task StageAsync(string path, byte[] content, MediaBlock block) =>
        Storage.StageBlockAsync(path, block, ChecksumOf(content), PipeReader.Create(new ReadOnlySequence<byte>(content)), default);

    private Task StageAsync(byte[] content, MediaBlock block, string checksum) =>
        Storage.StageBlockAsync(Source, block, checksum, PipeReader.Create(new ReadOnlySequence<byte>(content)), default);

    private async Task<byte[]> SentAsync(string path, long offset, long length)
    {
        using var target = new MemoryStream();
        var writer = PipeWriter.Create(target);
        await Storage.SendAsync(path, offset, length, writer, () => Task.CompletedTask, default);
        await writer.CompleteAsync();
        return target.ToArray();
    }

    private static string ChecksumOf(byte[] bytes)
    {
        var crc = new Crc64();
        crc.Append(bytes);
        return crc.Text;
    }
}
