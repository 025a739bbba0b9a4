using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Showcase.Web.Data;
using Showcase.Web.Features.Media;
using Showcase.Web.Features.Media.Processing;
using Showcase.Web.Storage;

namespace Showcase.Web.Tests.Features.Media.Processing;

/// <summary>A data folder with the local storage in it and the stages that work on it; gone when the test is.</summary>
internal sealed class WorkFolder : IDisposable
{
    public WorkFolder(MediaOptions? options = null)
    {
        Data = new DataFolder(Options.Create(new DataFolderOptions { Folder = Path }), new Microsoft.Extensions.Hosting.Internal.HostingEnvironment { ContentRootPath = Path });
        Storage = new LocalDiskStorage(Options.Create(new StorageOptions()), Data);
        Tool = new FfmpegTool(Options.Create(options ?? new MediaOptions()), NullLoggerFactory.Instance);
    }

    public string Path { get; } = Directory.CreateTempSubdirectory("showcase-stages-").FullName;

    public DataFolder Data { get; }

    public LocalDiskStorage Storage { get; }

    public FfmpegTool Tool { get; }

    public StageWork Work(params IFileInspector[] others) => new(Storage, new Vault(Storage), [new HashInspector(), .. others], Tool, Data);

    public void Dispose()
    {
        Storage.Dispose();
        Directory.Delete(Path, recursive: true);
    }
}
