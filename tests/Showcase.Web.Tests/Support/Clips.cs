using System.Collections.Concurrent;
using System.Diagnostics;

namespace Showcase.Web.Tests.Support;

/// <summary>Tiny films and things that only look like films, made once a test run.</summary>
public static class Clips
{
    private static readonly string Folder = Directory.CreateTempSubdirectory("showcase-clips-").FullName;
    private static readonly ConcurrentDictionary<string, Lazy<string>> Others = new(StringComparer.Ordinal);
    private static readonly Lazy<string> Clip = new(() => Make("film.mp4", "-f lavfi -i testsrc2=s=320x180:r=24 -f lavfi -i sine=f=440:r=48000 -t 2 -c:v libx264 -preset ultrafast -pix_fmt yuv420p -c:a aac"));
    private static readonly Lazy<string> Sound = new(() => Make("sound.mp4", "-f lavfi -i sine=f=440:r=48000 -t 1 -vn -c:a aac"));

    static Clips() => AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(Folder, recursive: true);

    /// <summary>Two seconds, 320 × 180, H.264 and AAC.</summary>
    public static byte[] Film => File.ReadAllBytes(Clip.Value);

    public static string FilmFile => Clip.Value;

    public static byte[] SoundOnly => File.ReadAllBytes(Sound.Value);

    /// <summary>The same with other options of the container.</summary>
    public static byte[] FilmWith(string options, string name) => Made(name, $"-f lavfi -i testsrc2=s=320x180:r=24 -f lavfi -i sine=f=440:r=48000 -t 2 -c:v libx264 -preset ultrafast -pix_fmt yuv420p -c:a aac {options}");

    /// <summary>Any clip, made once.</summary>
    public static byte[] Made(string name, string arguments) => File.ReadAllBytes(MadeFile(name, arguments));

    public static string MadeFile(string name, string arguments) => Others.GetOrAdd(name, _ => new Lazy<string>(() => Make(name, arguments))).Value;

    private static string Make(string name, string arguments)
    {
        var file = Path.Combine(Folder, name);
        using var ffmpeg = Process.Start(new ProcessStartInfo("ffmpeg", ["-hide_banner", "-nostdin", "-loglevel", "error", "-y", .. arguments.Split(' '), file]))!;
        ffmpeg.WaitForExit();
        return ffmpeg.ExitCode == 0 ? file : throw new InvalidOperationException($"ffmpeg could not make {name}.");
    }
}
