using System.Text;

namespace Showcase.Web.Tests.Support;

/// <summary>Small sound files that describe a film of nine seconds, and things that only look like them.</summary>
public static class DescribedClips
{
    public static byte[] Wave(int seconds) => Sound("ad.wav", seconds, "-c:a pcm_s16le");

    public static byte[] Sound(string name, int seconds, string encoding) => Clips.Made($"{seconds}-{name}", $"-f lavfi -i sine=f=330:r=48000 -t {seconds} {encoding}");

    public static byte[] Bad(string what) => what switch
    {
        "another cut" => Wave(13),
        "film" => Clips.Film,
        "magic alone" => [.. "fLaC"u8, .. Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("no frames ", 400)))],
        "playlist behind a tag" => [.. "ID3\u0003\0\0\0\0\0\0"u8, .. "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n"u8],
        "header alone" => Wave(9)[..78],
        _ => throw new ArgumentException($"There is no clip '{what}'.", nameof(what)),
    };
}
