using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Security.Cryptography;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Options;
using Showcase.Domain.Media;
using Showcase.Web.Data;
using Showcase.Web.Storage;

namespace Showcase.Web.Tests.Storage;

/// <summary>The machine goes down in the middle of an upload: what the disk kept counts, and the rest is asked for again.</summary>
public sealed class PowerCutTests : IDisposable
{
    private const int BlockSize = 600_000;

    private readonly string folder = Directory.CreateTempSubdirectory("showcase-power-").FullName;
    private readonly string film = MediaPaths.Arrival(Guid.CreateVersion7());
    private readonly byte[] bytes = RandomNumberGenerator.GetBytes((3 * BlockSize) + 123);
    private readonly LocalDiskStorage storage;

    public PowerCutTests() => storage = new LocalDiskStorage(
        Options.Create(new StorageOptions()),
        new DataFolder(Options.Create(new DataFolderOptions { Folder = folder }), new HostingEnvironment { ContentRootPath = folder }));

    private string Part => storage.LocalFile(film) + ".part";

    private IEnumerable<MediaBlock> Blocks => Enumerable.Range(0, 4).Select(index => new MediaBlock(index, index * BlockSize, Math.Min(BlockSize, bytes.Length - (index * BlockSize))));

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(0, 1, 2, 3)]
    public async Task Blocks_that_lost_their_bytes_are_asked_for_again_and_the_film_is_whole_then(params int[] lost)
    {
        await StageAsync();
        Lose(lost);
        Restart();

        Assert.Equal(Enumerable.Range(0, 4).Except(lost), await StagedAsync());
        await StageAsync(lost);
        Assert.True(await storage.CommitBlocksAsync(film, 4, default));

        Assert.Equal(bytes, await File.ReadAllBytesAsync(storage.LocalFile(film)!));
    }

    [Fact]
    public async Task A_film_that_lost_bytes_is_not_committed_though_nobody_asked_what_is_there()
    {
        await StageAsync();
        Lose(2);
        Restart();

        await Assert.ThrowsAsync<InvalidOperationException>(() => storage.CommitBlocksAsync(film, 4, default));

        Assert.Null(await storage.LengthAsync(film, default));
        Assert.Equal([0, 1, 3], await StagedAsync());
    }

    [Fact]
    public async Task What_arrived_since_the_machine_started_is_not_read_back()
    {
        await StageAsync();
        Lose(1);

        Assert.Equal([0, 1, 2, 3], await StagedAsync());
    }

    [Fact]
    public async Task What_was_read_back_is_not_read_again_and_a_check_that_broke_off_goes_on()
    {
        await StageAsync();
        Restart();
        Assert.Equal([0, 1, 2, 3], await StagedAsync());

        Restart(2, 3);
        Lose(0, 3);

        Assert.Equal([0, 1, 2], await StagedAsync());
    }

    [Fact]
    public async Task A_check_that_is_called_off_strikes_nothing_out()
    {
        await StageAsync();
        Restart();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => storage.StagedBlocksAsync(film, new CancellationToken(canceled: true)));

        Assert.Equal([0, 1, 2, 3], await StagedAsync());
    }

    [Fact]
    public async Task Of_a_file_that_is_shorter_than_its_record_the_whole_blocks_count()
    {
        await StageAsync();
        Restart();
        using (var part = File.OpenWrite(Part)) part.SetLength((2 * BlockSize) - 1);

        Assert.Equal([0], await StagedAsync());
    }

    [Fact]
    public async Task A_record_whose_file_is_gone_counts_for_nothing()
    {
        await StageAsync();
        Restart();
        File.Delete(Part);

        Assert.Empty(await StagedAsync());
    }

    [Fact]
    public async Task Blocks_that_a_program_of_before_has_taken_in_are_sent_again()
    {
        await StageAsync();
        var lengths = new byte[4 * sizeof(long)];
        foreach (var block in Blocks) BinaryPrimitives.WriteInt64LittleEndian(lengths.AsSpan(block.Index * sizeof(long)), block.Length);
        await File.WriteAllBytesAsync(storage.LocalFile(film) + ".blocks", lengths);

        Assert.Empty(await StagedAsync());
        await StageAsync();
        Assert.True(await storage.CommitBlocksAsync(film, 4, default));

        Assert.Equal(bytes, await File.ReadAllBytesAsync(storage.LocalFile(film)!));
    }

    [Fact]
    public async Task A_film_that_was_committed_as_the_power_went_is_not_asked_for_again()
    {
        await StageAsync();
        Restart();
        File.Move(Part, storage.LocalFile(film)!);

        Assert.Equal([0, 1, 2, 3], await StagedAsync());
        Assert.False(await storage.CommitBlocksAsync(film, 4, default));

        Assert.Equal(bytes, await File.ReadAllBytesAsync(storage.LocalFile(film)!));
    }

    [Fact]
    public async Task A_block_that_is_being_sent_again_is_neither_struck_out_nor_believed()
    {
        await StageAsync();
        Restart();
        var underWay = new BlocksUnderWay();
        using var check = new RebootCheck(underWay);

        using (underWay.Begin(film, 1)) Assert.Equal([0, 2, 3], (await check.WholeAsync(film, storage.LocalFile(film)!, default)).Keys.Order());
        Assert.Equal([0, 1, 2, 3], (await check.WholeAsync(film, storage.LocalFile(film)!, default)).Keys.Order());
    }

    [Fact]
    public async Task Several_who_ask_at_once_while_blocks_arrive_spoil_nothing()
    {
        await StageAsync();
        Lose(0, 1, 2, 3);
        Restart();

        var asking = Enumerable.Range(0, 4).Select(_ => Task.Run(StagedAsync)).ToList();
        foreach (var index in new[] { 3, 2, 1, 0 }) await InsistAsync(index);
        await Task.WhenAll(asking);

        Assert.Equal([0, 1, 2, 3], await StagedAsync());
        Assert.True(await storage.CommitBlocksAsync(film, 4, default));
        Assert.Equal(bytes, await File.ReadAllBytesAsync(storage.LocalFile(film)!));
    }

    [Fact]
    public async Task One_start_of_a_machine_is_told_from_another_and_where_none_is_known_all_are_one()
    {
        var (one, other) = (Path.Combine(folder, "one"), Path.Combine(folder, "other"));
        foreach (var file in new[] { one, other }) await File.WriteAllTextAsync(file, $"{Guid.NewGuid()}\n");

        Assert.Equal(MachineBoot.IdIn(one), MachineBoot.IdIn(one));
        Assert.NotEqual(MachineBoot.IdIn(one), MachineBoot.IdIn(other));
        Assert.Equal(MachineBoot.IdIn(Path.Combine(folder, "nowhere")), MachineBoot.IdIn(Path.Combine(folder, "nowhere", "either")));
    }

    public void Dispose()
    {
        storage.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task<IEnumerable<int>> StagedAsync() => (await storage.StagedBlocksAsync(film, default)).Keys.Order();

    private async Task StageAsync(params int[] indexes)
    {
        foreach (var block in Blocks.Where(block => indexes.Length == 0 || indexes.Contains(block.Index)))
        {
            var content = bytes.AsMemory((int)block.Offset, block.Length);
            var crc = new Crc64();
            crc.Append(content.Span);
            await storage.StageBlockAsync(film, block, crc.Text, PipeReader.Create(new ReadOnlySequence<byte>(content)), default);
        }
    }

    /// <summary>As browsers do where a block is busy.</summary>
    private async Task InsistAsync(int index)
    {
        for (var isThere = false; !isThere;)
        {
            try
            {
                await StageAsync(index);
                isThere = true;
            }
            catch (BlockBusyException)
            {
                await Task.Yield();
            }
        }
    }

    /// <summary>The bytes never reached the disk.</summary>
    private void Lose(params int[] indexes)
    {
        using var part = File.OpenHandle(Part, FileMode.Open, FileAccess.Write);
        foreach (var block in Blocks.Where(block => indexes.Contains(block.Index))) RandomAccess.Write(part, new byte[block.Length], block.Offset);
    }

    /// <summary>The marks of these blocks, or of all, become those of an earlier start of the machine.</summary>
    private void Restart(params int[] indexes)
    {
        var record = new BlockRecord(storage.LocalFile(film)!);
        using var handle = record.Open(FileMode.Open);
        foreach (var (index, mark) in record.Read().Where(block => indexes.Length == 0 || indexes.Contains(block.Key))) BlockRecord.Mark(handle, index, mark with { Boot = mark.Boot ^ 1 });
    }
}
