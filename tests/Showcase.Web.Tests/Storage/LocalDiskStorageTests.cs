using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
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
