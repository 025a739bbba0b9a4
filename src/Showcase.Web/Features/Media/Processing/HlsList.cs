using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Showcase.Web.Features.Media.Processing;

/// <summary>A segment of a rung: its file's name and its length in seconds.</summary>
internal sealed record HlsSegment(string Name, double Seconds);

/// <summary>What the master playlist says of a rung; kept beside its segments, so that rungs can join it one after another.</summary>
internal sealed record HlsRung(int Index, int Width, int Height, string? Codec, long PeakBitRate, long AverageBitRate);

/// <summary>Writes and reads the playlists that ffmpeg's chunks are joined by (RFC 8216).</summary>
internal static class HlsList
{
    private const string SoundCodec = "mp4a.40.2";
    private const int SoundBitRate = 160_000;

    public static IReadOnlyList<HlsSegment> Read(string playlist)
    {
        var segments = new List<HlsSegment>();
        double seconds = 0;
        foreach (var line in playlist.Split('\n').Select(line => line.Trim()))
        {
            if (line.StartsWith("#EXTINF:", StringComparison.Ordinal)) seconds = double.Parse(line.AsSpan(8).TrimEnd(','), CultureInfo.InvariantCulture);
            else if (line.Length > 0 && line[0] != '#') segments.Add(new HlsSegment(line, seconds));
        }

        return segments;
    }

    public static string Write(string init, IReadOnlyList<HlsSegment> segments)
    {
        var text = new StringBuilder("#EXTM3U\n#EXT-X-VERSION:7\n");
        text.Append(CultureInfo.InvariantCulture, $"#EXT-X-TARGETDURATION:{Math.Ceiling(segments.Max(segment => segment.Seconds))}\n");
        text.Append(CultureInfo.InvariantCulture, $"#EXT-X-MEDIA-SEQUENCE:0\n#EXT-X-PLAYLIST-TYPE:VOD\n#EXT-X-INDEPENDENT-SEGMENTS\n#EXT-X-MAP:URI=\"{init}\"\n");
        foreach (var segment in segments) text.Append(CultureInfo.InvariantCulture, $"#EXTINF:{segment.Seconds:0.######},\n{segment.Name}\n");
        return text.Append("#EXT-X-ENDLIST\n").ToString();
    }

    public static string Master(IEnumerable<HlsRung> rungs, int? soundIndex)
    {
        var text = new StringBuilder("#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-INDEPENDENT-SEGMENTS\n");
        if (soundIndex is not null) text.Append(CultureInfo.InvariantCulture, $"#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"sound\",NAME=\"sound\",DEFAULT=YES,AUTOSELECT=YES,CHANNELS=\"2\",URI=\"{soundIndex}/i.m3u8\"\n");
        foreach (var rung in rungs.OrderBy(rung => rung.Index))
        {
            var codecs = rung.Codec is null ? "" : $",CODECS=\"{rung.Codec}{(soundIndex is null ? "" : "," + SoundCodec)}\"";
            var (sound, more) = soundIndex is null ? ("", 0) : (",AUDIO=\"sound\"", SoundBitRate);
            text.Append(CultureInfo.InvariantCulture, $"#EXT-X-STREAM-INF:BANDWIDTH={rung.PeakBitRate + more},AVERAGE-BANDWIDTH={rung.AverageBitRate + more},RESOLUTION={rung.Width}x{rung.Height}{codecs}{sound}\n{rung.Index}/i.m3u8\n");
        }

        return text.ToString();
    }

    /// <summary>The codec's name for browsers (RFC 6381), from the decoder's configuration in an init segment; null where there is none.</summary>
    public static string? CodecOf(ReadOnlySpan<byte> init)
    {
        var at = init.IndexOf("avcC"u8);
        return at < 0 || init.Length < at + 8 ? null : $"avc1.{Convert.ToHexStringLower(init.Slice(at + 5, 3))}";
    }

    public static string ToJson(HlsRung rung) => JsonSerializer.Serialize(rung);

    public static async Task<HlsRung> FromJsonAsync(Stream json, CancellationToken token) => (await JsonSerializer.DeserializeAsync<HlsRung>(json, cancellationToken: token))!;
}
