using System.Buffers.Binary;
using System.Text;

namespace Showcase.Web.Tests.Support;

/// <summary>Files that name an address or another file, in each way in which a decoder may be made to follow it.</summary>
internal static class ReachingClips
{
    private const string Picture = "-f lavfi -i testsrc2=s=320x180:r=24 -t 1 -c:v libx264 -preset ultrafast -pix_fmt yuv420p";

    public static byte[] Make(string name, Trap trap) => name switch
    {
        "playlist of a file" => Bytes(Playlist(trap.Canary)),
        "playlist of an address" => Bytes(Playlist($"http://{trap.Address}/secret.ts")),
        "playlist with a key and a map" => Bytes($"#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-TARGETDURATION:1\n#EXT-X-KEY:METHOD=AES-128,URI=\"http://{trap.Address}/key\"\n#EXT-X-MAP:URI=\"{trap.Canary}\"\n#EXTINF:1,\n{trap.Canary}\n#EXT-X-ENDLIST\n"),
        "playlist of playlists" => Bytes($"#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\nconcat:http://{trap.Address}/a.m3u8|file://{trap.Canary}\n"),
        "list of files" => Bytes($"ffconcat version 1.0\nfile {trap.Canary}\nfile http://{trap.Address}/secret.ts\n"),
        "manifest" => Bytes(Manifest(trap)),
        "manifest in the step of packets" => InStep(Manifest(trap)),
        "session" => Bytes(Session(trap)),
        "session in the step of packets" => InStep(Session(trap)),
        "drawing" => Bytes($"<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"320\" height=\"180\"><image xlink:href=\"http://{trap.Address}/a.png\"/><image xlink:href=\"file://{trap.Canary}\"/></svg>"),
        "film whose pictures are elsewhere" => Elsewhere(Clips.Film, "url ", [.. Bytes($"http://{trap.Address}/secret.mp4"), 0]),
        "film whose pictures are in a file" => Elsewhere(Clips.Film, "alis", Alias(trap.Canary)),
        "film that refers to another" => Beside(Clips.Film, Box("rmra", Box("rmda", Box("rdrf", [0, 0, 0, 0, .. "url "u8, .. Number(200), .. Bytes($"http://{trap.Address}/secret.mov")])))),
        "film with a manifest in a box" => [.. Film, .. Box("free", Bytes(Manifest(trap)))],
        "film with an attached playlist and subtitles" => Attached(trap),
        "film with a playlist for subtitles" => Subtitled(Playlist($"http://{trap.Address}/secret.ts")),
        "film with a playlist of a file for subtitles" => Subtitled(Playlist(trap.Canary)),
        "film with subtitles" => Subtitled("1\n00:00:00,000 --> 00:00:01,000\nHello\n"),
        _ => throw new ArgumentException($"There is no clip '{name}'.", nameof(name)),
    };

    private static byte[] Film => Clips.Made("reaching.mp4", $"{Picture} -movflags +faststart");

    private static string Playlist(string of) => $"#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:0\n#EXT-X-TARGETDURATION:1\n#EXTINF:1.0,\n{of}\n#EXT-X-ENDLIST\n";

    private static string Session(Trap trap) => $"v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video {trap.Address.Split(':')[1]} TCP/RTP/AVP 96\na=rtpmap:96 H264/90000\na=control:rtsp://{trap.Address}/film\n";

    private static string Manifest(Trap trap) =>
        $"""
        <?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" profiles="urn:mpeg:dash:profile:isoff-on-demand:2011" type="static" mediaPresentationDuration="PT1S"><Period>
        <AdaptationSet mimeType="video/mp4"><Representation id="1" bandwidth="1"><BaseURL>http://{trap.Address}/secret.mp4</BaseURL></Representation></AdaptationSet>
        <AdaptationSet mimeType="video/mp4"><Representation id="2" bandwidth="1"><BaseURL>file://{trap.Canary}</BaseURL></Representation></AdaptationSet></Period></MPD>
        """;

    /// <summary>Text with a G where a transport stream with time stamps has its packets' first byte.</summary>
    private static byte[] InStep(string text)
    {
        const int packet = 192;
        var stream = Enumerable.Repeat((byte)' ', 40 * packet).ToArray();
        var at = packet * 4;
        Bytes(text).CopyTo(stream, at + 8);
        for (var step = 4; step < stream.Length; step += packet)
        {
            if (step < at || step > at + 8 + text.Length) stream[step] = 0x47;
        }

        return stream;
    }

    /// <summary>The film, its media data said to lie where the reference tells.</summary>
    private static byte[] Elsewhere(byte[] film, string type, byte[] reference)
    {
        // The first track's, which says "in this file", has twelve bytes: length, type, and a flag. The index is the last box: nothing moves.
        var index = film.AsSpan().LastIndexOf("moov"u8);
        var at = index + film.AsSpan(index).IndexOf("url \0\0\0\u0001"u8) - 4;
        byte[] changed = [.. film[..at], .. Box(type, [0, 0, 0, 0, .. reference]), .. film[(at + 12)..]];
        var longer = changed.Length - film.Length;
        foreach (var box in new[] { "moov", "trak", "mdia", "minf", "dinf", "dref" })
        {
            var length = index + changed.AsSpan(index).IndexOf(Bytes(box)) - 4;
            BinaryPrimitives.WriteInt32BigEndian(changed.AsSpan(length), BinaryPrimitives.ReadInt32BigEndian(changed.AsSpan(length)) + longer);
        }

        return changed;
    }

    /// <summary>The film, whose index is its last box, with something more in it.</summary>
    private static byte[] Beside(byte[] film, byte[] box)
    {
        var at = film.AsSpan().IndexOf("moov"u8) - 4;
        return [.. film[..at], .. Box("moov", [.. film[(at + 8)..], .. box])];
    }

    /// <summary>A reference as the first Macintoshes wrote it: 150 bytes of which names count, then the absolute path.</summary>
    private static byte[] Alias(string path)
    {
        var record = new byte[150];
        var name = Bytes(Path.GetFileName(path));
        record[10 + 1 + 27 + 12] = (byte)name.Length;
        name.CopyTo(record, 10 + 1 + 27 + 12 + 1);
        var padded = Bytes(path.Length % 2 == 0 ? path : path + "\0");
        return [.. record, 0, 2, (byte)(padded.Length >> 8), (byte)padded.Length, .. padded, 0xFF, 0xFF, 0, 0];
    }

    private static byte[] Attached(Trap trap)
    {
        var playlist = trap.Write("list.m3u8", Playlist($"http://{trap.Address}/secret.ts"));
        var lines = trap.Write("lines.srt", $"1\n00:00:00,000 --> 00:00:01,000\n<img src=\"http://{trap.Address}/a.png\"><font face=\"file://{trap.Canary}\">x</font>\n");
        return Clips.Made($"{trap.Secret}.mkv", $"-i {lines} {Picture} -map 1 -map 0 -c:s srt -attach {playlist} -metadata:s:t mimetype=application/vnd.apple.mpegurl").ToArray();
    }

    /// <summary>An AVI whose subtitles (GAB2) are something else: decoders look into them and open what they find.</summary>
    private static byte[] Subtitled(string text)
    {
        var frames = Clips.Made("reaching.avi", "-f lavfi -i testsrc2=s=320x180:r=24 -t 1 -c:v mjpeg -pix_fmt yuvj420p");
        byte[] lines = [.. "GAB2\0"u8, 2, 0, .. Little(2), (byte)'x', 0, 4, 0, .. Little(text.Length), .. Bytes(text)];
        byte[] header = [.. "txts"u8, .. new byte[16], .. Little(1), .. Little(1), .. new byte[4], .. Little(1), .. new byte[20]];
        var stream = Chunk("LIST", [.. "strl"u8, .. Chunk("strh", header), .. Chunk("strf", [])]);

        // Behind the first stream's headers, and in front of the first picture.
        var movie = frames.AsSpan().IndexOf("movi"u8) - 8;
        var index = frames.AsSpan().IndexOf("idx1"u8);
        byte[] headers = [.. frames[12..(12 + 8 + BinaryPrimitives.ReadInt32LittleEndian(frames.AsSpan(16)))]];
        byte[] list = Chunk("LIST", [.. headers[8..], .. stream]);
        byte[] media = Chunk("LIST", [.. "movi"u8, .. Chunk("01tx", lines), .. frames[(movie + 12)..index]]);

        // Its head says how many streams there are.
        BinaryPrimitives.WriteInt32LittleEndian(list.AsSpan(list.AsSpan().IndexOf("avih"u8) + 8 + 24), 2);
        return Chunk("RIFF", [.. "AVI "u8, .. list, .. media]);
    }

    private static byte[] Chunk(string type, byte[] content) => [.. Bytes(type), .. Little(content.Length), .. content, .. new byte[content.Length % 2]];

    private static byte[] Box(string type, byte[] content) => [.. Number(8 + content.Length), .. Bytes(type), .. content];

    private static byte[] Number(int value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];

    private static byte[] Little(int value) => [(byte)value, (byte)(value >> 8), (byte)(value >> 16), (byte)(value >> 24)];

    private static byte[] Bytes(string text) => Encoding.ASCII.GetBytes(text);
}
