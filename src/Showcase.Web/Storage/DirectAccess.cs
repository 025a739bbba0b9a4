using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Showcase.Web.Storage;

/// <summary>
/// Lets what is written through a file's handle go straight to the disk. .NET has no word for it on Linux, and file systems may not know it;
/// then writes go through the system's cache, as they do elsewhere.
/// </summary>
internal static class DirectAccess
{
    // From Linux's fcntl.h; O_DIRECT is another bit on ARM.
    private const int SetFlags = 4;
    private const int WriteOnly = 1;

    private static readonly int Direct = !OperatingSystem.IsLinux() ? 0 : RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => 0x4000,
        Architecture.Arm64 => 0x10000,
        _ => 0,
    };

    /// <summary>False where there is no such thing.</summary>
    public static bool TryBegin(SafeFileHandle file) => Direct != 0 && Control(file, SetFlags, WriteOnly | Direct) == 0;

    public static void End(SafeFileHandle file) => _ = Control(file, SetFlags, WriteOnly);

    /// <summary>
    /// Gives the file these bytes of the disk at once: what is then written to them by several at a time waits for nobody, which it does
    /// where the file grows. A file system that cannot do so leaves it to the writing.
    /// </summary>
    public static void Reserve(SafeFileHandle file, long offset, long length)
    {
        if (OperatingSystem.IsLinux()) _ = Allocate(file, mode: 0, offset, length);
    }

    [DllImport("libc", EntryPoint = "fallocate")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Allocate(SafeFileHandle file, int mode, long offset, long length);

    [DllImport("libc", EntryPoint = "fcntl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Control(SafeFileHandle file, int command, int flags);
}
