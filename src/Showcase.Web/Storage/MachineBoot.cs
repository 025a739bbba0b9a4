using System.Buffers.Binary;

namespace Showcase.Web.Storage;

/// <summary>Tells one start of the machine from all others. What lay in the system's cache alone ends with it.</summary>
internal static class MachineBoot
{
    // Never the length of a block: records once held nothing else, and none of those may pass for a mark of now.
    private const long Unknown = -1;

    /// <summary>Another one after each start; always the same where the system does not tell.</summary>
    public static readonly long Id = IdIn("/proc/sys/kernel/random/boot_id");

    internal static long IdIn(string file)
    {
        try
        {
            return Guid.TryParse(File.ReadAllText(file), out var id) ? BinaryPrimitives.ReadInt64LittleEndian(id.ToByteArray()) : Unknown;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Unknown;
        }
    }
}
