using System.Buffers;
using System.IO.Pipelines;
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
