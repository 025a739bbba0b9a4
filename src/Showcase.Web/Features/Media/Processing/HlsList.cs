using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Showcase.Web.Features.Media.Processing;

/// <summary>A segment of a rung: its file's name and its length in seconds.</summary>
internal sealed record HlsSegment(string Name, double Seconds)
{
    /// <summary>The init segment that this one is decoded with; null where it is the rung's.</summary>
    public string? Init { get; init; }
}

/// <summary>What the master playlist says of a rung; kept beside its segments, so that rungs can join it one after another.</summary>
internal sealed record HlsRung(int Index, int Width, int Height, string? Codec, long PeakBitRate, long AverageBitRate);

/// <summary>What a master playlist offers: versions of the picture, the lines that name sound and the like, and whether more of all of them will follow.</summary>
internal sealed record HlsMaster(IReadOnlyList<HlsVariant> Variants, IReadOnlyList<string> Media, bool IsGrowing);

/// <summary>A version of the picture as a master playlist names it: its line, its folder's number, and what the line says.</summary>
internal sealed record HlsVariant(string Line, int Index, int Width, int Height, long PeakBitRate);

/// <summary>Writes and reads the playlists that ffmpeg's chunks are joined by (RFC 8216).</summary>
internal static partial class HlsList
{
    private const string SoundCodec = "mp4a.40.2";
    private const int SoundBitRate = 160_000;
    private const string Start = "#EXT-X-START:TIME-OFFSET=0\n";
    private const string End = "#EXT-X-ENDLIST\n";

    // Frames seldom fall on whole seconds. A list that grows must say from its beginning how long the longest will be.
    private const int LongestSegment = FfmpegArguments.SegmentSeconds + 1;

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

    /// <param name="init">The file that decoders are set up with.</param>
    /// <param name="segments">In order.</param>
    /// <param name="isGrowing">More will follow: players ask again, and what they were told stays true.</param>
    public static string Write(string init, IReadOnlyList<HlsSegment> segments, bool isGrowing = false)
    {
        var text = new StringBuilder("#EXTM3U\n#EXT-X-VERSION:7\n");
        text.Append(CultureInfo.InvariantCulture, $"#EXT-X-TARGETDURATION:{Math.Max(LongestSegment, Math.Ceiling(segments.Max(segment => segment.Seconds)))}\n");
        text.Append(CultureInfo.InvariantCulture, $"#EXT-X-MEDIA-SEQUENCE:0\n#EXT-X-PLAYLIST-TYPE:EVENT\n#EXT-X-INDEPENDENT-SEGMENTS\n");
        string? map = null;
        foreach (var segment in segments)
        {
            if ((segment.Init ?? init) is var needed && needed != map) text.Append(CultureInfo.InvariantCulture, $"#EXT-X-MAP:URI=\"{map = needed}\"\n");
            text.Append(CultureInfo.InvariantCulture, $"#EXTINF:{segment.Seconds:0.######},\n{segment.Name}\n");
        }

        return text.Append(isGrowing ? "" : End).ToString();
    }

    /// <summary>Whether nothing will follow in a rung's list.</summary>
    public static bool IsWhole(string playlist) => playlist.Contains(End, StringComparison.Ordinal);

    /// <summary>Whether the lists that a master playlist names have no end yet.</summary>
    public static bool IsGrowing(string master) => master.Contains(Start, StringComparison.Ordinal);

    public static string Master(IEnumerable<HlsRung> rungs, int? soundIndex, bool isGrowing = false)
    {
        var text = new StringBuilder(MasterHead(isGrowing));
        if (soundIndex is not null) text.Append(CultureInfo.InvariantCulture, $"#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"sound\",NAME=\"sound\",DEFAULT=YES,AUTOSELECT=YES,CHANNELS=\"2\",URI=\"{soundIndex}/i.m3u8\"\n");
        foreach (var rung in rungs.OrderBy(rung => rung.Index))
        {
            var codecs = rung.Codec is null ? "" : $",CODECS=\"{rung.Codec}{(soundIndex is null ? "" : "," + SoundCodec)}\"";
            var (sound, more) = soundIndex is null ? ("", 0) : (",AUDIO=\"sound\"", SoundBitRate);
            text.Append(CultureInfo.InvariantCulture, $"#EXT-X-STREAM-INF:BANDWIDTH={rung.PeakBitRate + more},AVERAGE-BANDWIDTH={rung.AverageBitRate + more},RESOLUTION={rung.Width}x{rung.Height}{codecs}{sound}\n{rung.Index}/i.m3u8\n");
        }

        return text.ToString();
    }

    /// <summary>Without an end in sight players would begin with the newest.</summary>
    public static string MasterHead(bool isGrowing) => $"#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-INDEPENDENT-SEGMENTS\n{(isGrowing ? Start : "")}";

    /// <summary>Reads what <see cref="Master"/> wrote.</summary>
    public static HlsMaster ReadMaster(string playlist)
    {
        var lines = playlist.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var variants = new List<HlsVariant>();
        foreach (var (line, address) in lines.Zip(lines.Skip(1)))
        {
            if (!line.StartsWith("#EXT-X-STREAM-INF:", StringComparison.Ordinal) || FolderOf(address) is not { } index) continue;

            var (size, rate) = (Size().Match(line), Peak().Match(line));
            if (size.Success && rate.Success) variants.Add(new HlsVariant(line, index, Number(size.Groups["width"]), Number(size.Groups["height"]), Number(rate.Groups["rate"])));
        }

        return new HlsMaster(variants, [.. lines.Where(line => line.StartsWith("#EXT-X-MEDIA:", StringComparison.Ordinal))], IsGrowing(playlist));
    }

    /// <summary>The number of the folder that a line's address leads into; null where it leads elsewhere.</summary>
    public static int? FolderOf(string line) => Folder().Match(line) is { Success: true } found ? Number(found.Groups["folder"]) : null;

    /// <summary>The codec's name for browsers (RFC 6381), from the decoder's configuration in an init segment; null where there is none.</summary>
    public static string? CodecOf(ReadOnlySpan<byte> init)
    {
        var at = init.IndexOf("avcC"u8);
        return at < 0 || init.Length < at + 8 ? null : $"avc1.{Convert.ToHexStringLower(init.Slice(at + 5, 3))}";
    }

    public static string ToJson(HlsRung rung) => JsonSerializer.Serialize(rung);

    public static async Task<HlsRung> FromJsonAsync(Stream json, CancellationToken token) => (await JsonSerializer.DeserializeAsync<HlsRung>(json, cancellationToken: token))!;

    private static int Number(Group digits) => int.Parse(digits.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex("[:,]RESOLUTION=(?<width>[0-9]{1,5})x(?<height>[0-9]{1,5})", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Size();

    [GeneratedRegex("[:,]BANDWIDTH=(?<rate>[0-9]{1,9})", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Peak();

    [GeneratedRegex("(^|URI=\")(?<folder>[0-9]{1,2})/i\\.m3u8", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Folder();
}
