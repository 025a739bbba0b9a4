using System.Runtime.InteropServices;

namespace Showcase.Web.Storage;

/// <summary>Makes what happened to the names in a folder last.</summary>
internal static class DurableFolder
{
    /// <summary>A rename lasts over a power cut only once its folder is synced, which .NET has no call for.</summary>
    public static void Sync(string folder)
    {
        if (!OperatingSystem.IsLinux()) return;

        var handle = Open(System.Text.Encoding.UTF8.GetBytes(folder + "\0"), 0);
        if (handle < 0) return;

        _ = SyncHandle(handle);
        _ = Close(handle);
    }

    [DllImport("libc", EntryPoint = "open")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SyncHandle(int handle);

    [DllImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int handle);
}
