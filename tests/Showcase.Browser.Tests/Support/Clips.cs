using System.Buffers.Binary;
using System.Diagnostics;
using System.Security.Cryptography;

namespace Showcase.Browser.Tests.Support;

/// <summary>Real films from ffmpeg, noisy ones: every second fills several megabytes, so that a short film is sent in several blocks.</summary>
public sealed class Clips : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("showcase-clips-").FullName;

    /// <summary>A Motion JPEG film with sound; answers the file.</summary>
    /// <param name="name">The file's name.</param>
    /// <param name="seconds">Its length.</param>
    /// <param name="size">Its picture, such as 640x360.</param>
    /// <param name="coarseness">1 for the most bytes, 31 for the least.</param>
    public async Task<string> MakeAsync(string name, int seconds, string size, int coarseness)
    {
        var file = Path.Combine(folder, name);
        string[] arguments =
        [
            "-hide_banner", "-nostdin", "-loglevel", "error", "-y", "-f", "lavfi", "-i", $"testsrc2=s={size}:r=24,noise=alls=40:allf=t", "-f", "lavfi", "-i", "sine=f=330:r=48000",
            "-t", $"{seconds}", "-c:v", "mjpeg", "-q:v", $"{coarseness}", "-pix_fmt", "yuvj420p", "-c:a", "pcm_s16le", file,
        ];
        using var ffmpeg = Process.Start(new ProcessStartInfo("ffmpeg", arguments))!;
        await ffmpeg.WaitForExitAsync();
        Assert.Equal(0, ffmpeg.ExitCode);
        return file;
    }

    /// <summary>Makes an MP4 or MOV larger at once: a box of noise at its end, which whoever reads it passes over (ISO/IEC 14496-12, 8.1.2).</summary>
    public static async Task PadAsync(string file, int size)
    {
        var box = RandomNumberGenerator.GetBytes(size - (int)new FileInfo(file).Length);
        BinaryPrimitives.WriteInt32BigEndian(box, box.Length);
        "free"u8.CopyTo(box.AsSpan(sizeof(int)));
        await File.AppendAllBytesAsync(file, box);
    }

    /// <summary>
    /// Makes an MP4 or MOV take its time: so many empty boxes, at each of which a walk through the file stops, and one that is a hole on the disk, which is
    /// read for the file's hash.
    /// </summary>
    public static async Task StretchAsync(string file, int boxes, int hole)
    {
        var box = new byte[8];
        "free"u8.CopyTo(box.AsSpan(sizeof(int)));
        BinaryPrimitives.WriteInt32BigEndian(box, box.Length);
        await File.AppendAllBytesAsync(file, [.. Enumerable.Repeat(box, boxes).SelectMany(each => each)]);
        BinaryPrimitives.WriteInt32BigEndian(box, hole);
        await File.AppendAllBytesAsync(file, box);
        await using var stretched = File.OpenWrite(file);
        stretched.SetLength(stretched.Length - box.Length + hole);
    }

    /// <summary>A file's SHA-256 as the receipt says it.</summary>
    public static async Task<string> Sha256Async(string file)
    {
        await using var content = File.OpenRead(file);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(content));
    }

    /// <summary>A still of one colour with a pattern in it; its name says the format.</summary>
    public async Task<string> StillAsync(string name, string colour)
    {
        var file = Path.Combine(folder, name);
        string[] arguments = ["-hide_banner", "-nostdin", "-loglevel", "error", "-y", "-f", "lavfi", "-i", $"color={colour}:s=1600x900,drawgrid=w=200:h=150:t=4:c=white", "-frames:v", "1", file];
        using var ffmpeg = Process.Start(new ProcessStartInfo("ffmpeg", arguments))!;
        await ffmpeg.WaitForExitAsync();
        Assert.Equal(0, ffmpeg.ExitCode);
        return file;
    }

    /// <summary>A file that is no film, whatever its name says.</summary>
    public async Task<string> PretendAsync(string name)
    {
        var file = Path.Combine(folder, name);
        await File.WriteAllTextAsync(file, string.Concat(Enumerable.Repeat("This is a letter and no film.\n", 1000)));
        return file;
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
