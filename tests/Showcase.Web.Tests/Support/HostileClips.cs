using System.Buffers.Binary;
using System.Text;

namespace Showcase.Web.Tests.Support;

/// <summary>Files that were damaged, that pretend, or that are made to do harm: small variants of what a stranger may send.</summary>
public static class HostileClips
{
    private const string Page = "<!DOCTYPE html><html><script>alert(document.domain)</script></html><!--";
    private const string H264 = "-c:v libx264 -preset ultrafast -pix_fmt yuv420p";

    public static readonly IReadOnlyList<string> Names =
    [
        "index first, cut", "index last, cut", "random", "page in front", "page in a box", "page in a box that moves the film", "seventeen streams", "page behind", "playlist of a file", "playlist of an address",
        "list of files", "endless box", "huge picture", "eleven days", "thousand frames a second", "script in tags", "eighty million frames beside the film", "thirty million frames beside the film",
        "sixteen of the largest frames at once",
    ];

    /// <summary>The clip of that name. <paramref name="port"/> is where a listener waits for whoever follows an address in it.</summary>
    public static byte[] Make(string name, int port = 9) => name switch
    {
        "index first, cut" => Clips.FilmWith("-movflags +faststart", "faststart.mp4").Cut(),
        "index last, cut" => Clips.Film.Cut(),
        "random" => RandomBytes(100_000),
        "page in front" => [.. Encoding.ASCII.GetBytes(Page), .. Clips.Film],
        "page in a box" => PageAfter(Clips.FilmWith("-movflags +frag_keyframe+empty_moov+default_base_moof", "fragments.mp4")),
        "page in a box that moves the film" => PageAfter(Clips.FilmWith("-movflags +faststart", "faststart.mp4")),
        "seventeen streams" => Clips.Made("streams.mkv", "-f lavfi -i testsrc2=s=320x180:r=24 -f lavfi -i sine=f=440:r=48000 -t 1 -map 0" + string.Concat(Enumerable.Repeat(" -map 1", 16)) + $" {H264} -c:a aac"),
        "page behind" => [.. Clips.Film, .. Box("free", Encoding.ASCII.GetBytes(Page))],
        "playlist of a file" => Encoding.ASCII.GetBytes("#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:0\n#EXTINF:10.0,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n"),
        "playlist of an address" => Encoding.ASCII.GetBytes($"#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nhttp://127.0.0.1:{port}/secret.ts\n#EXT-X-ENDLIST\n"),
        "list of files" => "ffconcat version 1.0\nfile /etc/passwd\n"u8.ToArray(),
        "endless box" => [.. Clips.Film[..Clips.Film[3]], 0, 0, 0, 1, .. "moov"u8, 0x40, 0, 0, 0, 0, 0, 0, 0, .. RandomBytes(4096)],
        "huge picture" => Clips.Made("huge.mp4", $"-f lavfi -i color=black:s=15360x8640:r=1 -t 1 -c:v libx264 -preset ultrafast -qp 51 -pix_fmt yuv420p"),
        "eleven days" => Clips.Made("eleven-days.mp4", $"-f lavfi -i color=black:s=64x64:r=1 -vf setpts=N*500000/TB -vsync passthrough -frames:v 3 -video_track_timescale 1000 {H264} -bf 0"),
        "thousand frames a second" => Clips.Made("fast.mp4", $"-f lavfi -i color=black:s=64x64:r=1000 -t 2 {H264}"),
        "script in tags" => Clips.Made("tags.mp4", $"-f lavfi -i testsrc2=s=320x180:r=24 -t 2 {H264} -metadata title=<img/src=x/onerror=alert(1)> -metadata comment=\"}};alert(1)//"),
        "eighty million frames beside the film" => Beside(Clips.Film, FrameTrack(80_000_000)),
        "thirty million frames beside the film" => Beside(Clips.Film, FrameTrack(30_000_000)),
        "sixteen of the largest frames at once" => Clips.Made("frames.mp4", "-f lavfi -i color=black:s=8192x4320:r=24 -frames:v 20 -vf format=yuv444p10le -c:v libx264 -preset ultrafast -refs 16 -bf 0 -qp 51"),
        _ => throw new ArgumentException($"There is no clip '{name}'.", nameof(name)),
    };

    private static byte[] Cut(this byte[] film) => film[..(film.Length * 6 / 10)];

    private static byte[] RandomBytes(int count)
    {
        var bytes = new byte[count];
        new Random(7).NextBytes(bytes);
        return bytes;
    }

    /// <summary>A page behind the first box, where a browser that guesses types looks.</summary>
    private static byte[] PageAfter(byte[] film) => [.. film[..film[3]], .. Box("free", Encoding.ASCII.GetBytes(Page)), .. film[film[3]..]];

    /// <summary>A second picture of so many frames in two lines of a table, of which decoders make a list of 24 bytes for each.</summary>
    private static byte[] FrameTrack(int frames)
    {
        byte[] matrix = [.. Numbers(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)];
        byte[] kind = [.. new byte[6], 0, 1, .. new byte[16], .. Numbers((320 << 16) | 180, 0x480000, 0x480000, 0), 0, 1, .. new byte[32], 0, 24, 0xFF, 0xFF];
        byte[] table =
        [
            .. Box("stsd", [.. Numbers(0, 1), .. Box("jpeg", kind)]), .. Box("stts", Numbers(0, 1, frames, 1)), .. Box("stsc", Numbers(0, 1, 1, frames, 1)), .. Box("stsz", Numbers(0, 1, frames)), .. Box("stco", Numbers(0, 1, 48)),
        ];
        byte[] info = [.. Box("vmhd", Numbers(1, 0, 0)), .. Box("dinf", Box("dref", [.. Numbers(0, 1), .. Box("url ", Numbers(1))])), .. Box("stbl", table)];
        byte[] media = [.. Box("mdhd", Numbers(0, 0, 0, frames / 2, frames, 0)), .. Box("hdlr", [.. Numbers(0, 0), .. "vide"u8, .. Numbers(0, 0, 0), 0]), .. Box("minf", info)];
        return Box("trak", [.. Box("tkhd", [.. Numbers(3, 0, 0, 7, 0, 2000, 0, 0, 0, 0), .. matrix, .. Numbers(320 << 16, 180 << 16)]), .. Box("mdia", media)]);
    }

    /// <summary>The film, whose index is its last box, with another track in it.</summary>
    private static byte[] Beside(byte[] film, byte[] track)
    {
        var at = film.AsSpan().IndexOf("moov"u8) - 4;
        return [.. film[..at], .. Box("moov", [.. film[(at + 8)..], .. track])];
    }

    private static byte[] Numbers(params int[] values) => [.. values.SelectMany(value => new[] { (byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value })];

    private static byte[] Box(string type, byte[] content)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, 8 + content.Length);
        return [.. length, .. Encoding.ASCII.GetBytes(type), .. content];
    }
}
