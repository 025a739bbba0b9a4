using Microsoft.Extensions.Options;

namespace Showcase.Web.Data;

/// <summary>Section <c>Data</c>: where the embedded parts keep their files.</summary>
public sealed class DataFolderOptions
{
    public const string Section = "Data";

    /// <summary>Absolute, or relative to the application's content root.</summary>
    public string Folder { get; set; } = "var";
}

/// <summary>The one folder that holds everything this installation keeps on disk.</summary>
public sealed class DataFolder
{
    public DataFolder(IOptions<DataFolderOptions> options, IHostEnvironment environment)
    {
        Root = System.IO.Path.GetFullPath(options.Value.Folder, environment.ContentRootPath);
        Directory.CreateDirectory(Root);
    }

    public string Root { get; }

    public string Path(string relative) => System.IO.Path.GetFullPath(relative, Root);
}
