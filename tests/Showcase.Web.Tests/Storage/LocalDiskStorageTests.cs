using System.Buffers;
using System.IO.Pipelines;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Showcase.Domain.Media;
using Showcase.Web.Data;
using Showcase.Web.Storage;

namespace Showcase.Web.Tests.Storage;

public sealed class LocalDiskStorageTests : MediaStorageContract, IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("showcase-storage-").FullName;
    private readonly LocalDiskStorage storage;

    public LocalDiskStorageTests() => storage = new LocalDiskStorage(
        Options.Create(new StorageOptions()),
        new DataFolder(Options.Create(new DataFolderOptions { Folder = folder }), new Elsewhere(folder)));

    protected override IMediaStorage Storage => storage;

    [Theory]
    [InlineData("../outside")]
    [InlineData("originals/../../outside")]
    [InlineData("/etc/passwd")]
    public async Task A_name_that_leads_out_of_the_folder_is_refused(string path) =>
        await Assert.ThrowsAsync<ArgumentException>(() => storage.OpenAsync(path, 0, null, default));

    [Fact]
    public async Task A_block_that_finds_the_disk_full_is_not_kept_and_those_of_other_films_are()
    {
        if (!OperatingSystem.IsLinux()) return;

        // What is written to this device, the kernel answers with "no space left".
        var (full, other) = (MediaPaths.Arrival(Guid.CreateVersion7()), MediaPaths.Arrival(Guid.CreateVersion7()));
        Directory.CreateDirectory(Path.GetDirectoryName(storage.LocalFile(full))!);
        File.CreateSymbolicLink(storage.LocalFile(full) + ".part", "/dev/full");

        await Assert.ThrowsAsync<StorageFullException>(() => StageAsync(full, new byte[1024], new MediaBlock(0, 0, 1024)));
        await StageAsync(other, new byte[1024], new MediaBlock(0, 0, 1024));

        Assert.Empty(await storage.StagedBlocksAsync(full, default));
        Assert.True(await storage.CommitBlocksAsync(other, 1, default));
    }

    [Fact]
    public void It_knows_what_the_disk_has_free() =>
        Assert.InRange(storage.FreeBytes()!.Value, 1, new DriveInfo(folder).TotalSize);

    [Fact]
    public async Task Senders_that_dawdle_hold_up_nobody_else()
    {
        const int most = 16;
        var film = MediaPaths.Arrival(Guid.CreateVersion7());
        var pipes = Enumerable.Range(0, most).Select(_ => new Pipe()).ToList();
        var dawdling = pipes.Select((pipe, index) => storage.StageBlockAsync(film, new MediaBlock(index, index, 1), "", pipe.Reader, default)).ToList();

        await Assert.ThrowsAsync<BlockBusyException>(() => StageAsync(film, 0));
        await Assert.ThrowsAsync<BlockBusyException>(() => StageAsync(film, most));
        await StageAsync(MediaPaths.Arrival(Guid.CreateVersion7()), 0);

        foreach (var pipe in pipes) await pipe.Writer.CompleteAsync();
        foreach (var late in dawdling) await Assert.ThrowsAsync<BlockDamagedException>(() => late);
        await StageAsync(film, 0);
    }

    [Fact]
    public async Task A_film_of_no_whole_number_of_pages_is_stored_as_it_was_sent_and_a_block_that_came_twice_as_it_came_last()
    {
        const int blockSize = 3 * 1024 * 1024;
        var bytes = RandomNumberGenerator.GetBytes((2 * blockSize) + (1024 * 1024) + 4096 + 123);
        var film = MediaPaths.Arrival(Guid.CreateVersion7());

        await StageAsync(film, RandomNumberGenerator.GetBytes(blockSize), new MediaBlock(1, blockSize, blockSize));
        foreach (var block in BlocksOf(bytes, blockSize).Reverse()) await StageInPiecesAsync(film, bytes, block);
        await storage.CommitBlocksAsync(film, 3, default);

        Assert.Equal(bytes, await File.ReadAllBytesAsync(storage.LocalFile(film)!));
    }

    [Fact]
    public async Task What_is_not_committed_yet_can_be_looked_at_as_it_came()
    {
        var film = MediaPaths.Arrival(Guid.CreateVersion7());
        var bytes = RandomNumberGenerator.GetBytes(2 * 1024 * 1024);
        var head = new byte[100];

        await StageAsync(film, new byte[bytes.Length], new MediaBlock(0, 0, bytes.Length));
        await storage.PeekAsync(film, 0, head, default);
        await StageAsync(film, bytes, new MediaBlock(0, 0, bytes.Length));
        await storage.PeekAsync(film, 5000, head, default);

        Assert.Equal(bytes[5000..5100], head);
    }

    [Fact]
    public async Task Slow_senders_who_hold_all_the_buffers_cost_nobody_a_byte()
    {
        const int blockSize = 64 * 1024;
        var slow = Enumerable.Range(0, 4).Select(_ => MediaPaths.Arrival(Guid.CreateVersion7())).ToList();
        var pipes = Enumerable.Range(0, 64).Select(_ => new Pipe()).ToList();
        var bytes = RandomNumberGenerator.GetBytes(16 * blockSize);
        var blocks = BlocksOf(bytes, blockSize).ToList();
        var dawdling = pipes.Select((pipe, index) => storage.StageBlockAsync(slow[index / 16], blocks[index % 16], ChecksumOf(bytes, blocks[index % 16]), pipe.Reader, default)).ToList();

        var quick = MediaPaths.Arrival(Guid.CreateVersion7());
        foreach (var block in blocks) await StageInPiecesAsync(quick, bytes, block);
        for (var index = 0; index < pipes.Count; index++)
        {
            await pipes[index].Writer.WriteAsync(bytes.AsMemory((int)blocks[index % 16].Offset, blockSize));
            await pipes[index].Writer.CompleteAsync();
        }

        await Task.WhenAll(dawdling);
        foreach (var film in slow.Append(quick))
        {
            await storage.CommitBlocksAsync(film, 16, default);
            Assert.Equal(bytes, await File.ReadAllBytesAsync(storage.LocalFile(film)!));
        }
    }

    private static IEnumerable<MediaBlock> BlocksOf(byte[] bytes, int blockSize) =>
        Enumerable.Range(0, (bytes.Length + blockSize - 1) / blockSize).Select(index => new MediaBlock(index, (long)index * blockSize, Math.Min(blockSize, bytes.Length - (index * blockSize))));

    /// <summary>As connections bring them: cut anywhere.</summary>
    private async Task StageInPiecesAsync(string path, byte[] bytes, MediaBlock block)
    {
        var pipe = new Pipe();
        var staging = storage.StageBlockAsync(path, block, ChecksumOf(bytes, block), pipe.Reader, default);
        var end = (int)block.Offset + block.Length;
        for (var at = (int)block.Offset; at < end; at += 70_001) await pipe.Writer.WriteAsync(bytes.AsMemory(at, Math.Min(70_001, end - at)));
        await pipe.Writer.CompleteAsync();
        await staging;
    }

    private static string ChecksumOf(byte[] bytes, MediaBlock block)
    {
        var crc = new Crc64();
        crc.Append(bytes.AsSpan((int)block.Offset, block.Length));
        return crc.Text;
    }

    private Task StageAsync(string path, int index)
    {
        var crc = new Crc64();
        crc.Append([7]);
        return storage.StageBlockAsync(path, new MediaBlock(index, index, 1), crc.Text, PipeReader.Create(new ReadOnlySequence<byte>([7])), default);
    }

    public void Dispose()
    {
        storage.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private sealed class Elsewhere(string root) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = Environments.Production;

        public string ApplicationName { get; set; } = "test";

        public string ContentRootPath { get; set; } = root;

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
