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
