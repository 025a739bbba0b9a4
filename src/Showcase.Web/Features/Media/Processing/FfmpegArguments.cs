using System.Globalization;

namespace Showcase.Web.Features.Media.Processing;

/// <summary>
/// Argument lists for files that strangers sent: only files are read, only containers that films come in are opened, so a playlist
/// that names other files or addresses does nothing.
/// </summary>
internal static class FfmpegArguments
{
    private const string Formats = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,mpegts,avi,mxf,mpeg,mpegvideo";
    private const int SegmentSeconds = 4;

    private static readonly (int Height, int KilobitsPerSecond)[] Rungs = [(1080, 5000), (720, 2800), (360, 800)];

    private static readonly string[] Safe = ["-protocol_whitelist", "file", "-format_whitelist", Formats];
    private static readonly string[] Quiet = ["-hide_banner", "-nostdin", "-v", "error", "-y"];
    private static readonly string[] Limits = ["-max_pixels", "35389440"];
    private static readonly string[] Plain = ["-map_metadata", "-1", "-map_chapters", "-1", "-sn", "-dn"];

    public static IReadOnlyList<string> Probe(string source) => ["-v", "error", .. Safe, "-print_format", "json", "-show_format", "-show_streams", "--", source];

    /// <summary>A telling frame from a fifth into the film, at most 1,280 pixels wide.</summary>
    public static IReadOnlyList<string> Poster(string source, SourceProbe probe, string target, bool keyframesOnly)
    {
        var at = Invariant(probe.Facts.Duration.TotalSeconds * 0.2);
        string[] quick = keyframesOnly ? ["-skip_frame", "nokey"] : [];
        var filter = $"{Mend(probe)}{(keyframesOnly ? "thumbnail=8," : "")}scale='min(1280,iw)':-2";
        return [.. Quiet, .. Safe, .. Limits, "-ss", at, .. quick, "-i", source, .. Plain, "-map", "0:v:0", "-an", "-vf", filter, "-frames:v", "1", "-q:v", "3", target];
    }

    /// <summary>Heights of the ladder for a source: never higher than it, at least one.</summary>
    public static IReadOnlyList<(int Height, int KilobitsPerSecond)> LadderOf(int height)
    {
        var fitting = Rungs.Where(rung => rung.Height <= height).ToList();
        return fitting.Count > 0 ? fitting : [(height / 2 * 2, Rungs[^1].KilobitsPerSecond)];
    }

    /// <summary>One decode for all rungs; sound apart, so that it is there once. HLS with fragmented MP4 of four seconds.</summary>
    public static IReadOnlyList<string> Ladder(string source, SourceProbe probe, string folder)
    {
        var rungs = LadderOf(probe.Facts.Height);
        var hasAudio = probe.Facts.AudioCodec is not null;
        List<string> list = [.. Quiet, .. Safe, .. Limits, "-i", source, .. Plain, "-filter_complex", Graph(rungs, probe)];
        for (var rung = 0; rung < rungs.Count; rung++) list.AddRange(["-map", $"[v{rung}]"]);
        if (hasAudio) list.AddRange(["-map", "0:a:0"]);
        for (var rung = 0; rung < rungs.Count; rung++)
        {
            var rate = rungs[rung].KilobitsPerSecond;
            list.AddRange([
                $"-c:v:{rung}", "libx264", $"-preset:v:{rung}", "veryfast", $"-profile:v:{rung}", "high", $"-pix_fmt:v:{rung}", "yuv420p",
                $"-b:v:{rung}", $"{rate}k", $"-maxrate:v:{rung}", $"{rate * 107 / 100}k", $"-bufsize:v:{rung}", $"{rate * 2}k",
            ]);
        }

        list.AddRange(["-force_key_frames", $"expr:gte(t,n_forced*{SegmentSeconds})", "-sc_threshold", "0", "-flags", "+cgop"]);
        if (hasAudio) list.AddRange(["-c:a", "aac", "-b:a", "128k", "-ac", "2", "-ar", "48000"]);
        list.AddRange([
            "-f", "hls", "-hls_time", $"{SegmentSeconds}", "-hls_playlist_type", "vod", "-hls_segment_type", "fmp4", "-hls_flags", "independent_segments",
            "-master_pl_name", "master.m3u8", "-hls_segment_filename", Path.Combine(folder, "%v", "s%05d.m4s"), "-var_stream_map", Variants(rungs.Count, hasAudio),
            Path.Combine(folder, "%v", "i.m3u8"),
        ]);
        return list;
    }

    private static string Variants(int rungs, bool hasAudio)
    {
        var sound = hasAudio ? ",agroup:a" : "";
        var variants = Enumerable.Range(0, rungs).Select(rung => $"v:{rung}{sound}");
        return string.Join(' ', hasAudio ? [.. variants, "a:0,agroup:a,default:yes"] : variants);
    }

    /// <summary>Each rung is scaled from the one above it.</summary>
    private static string Graph(IReadOnlyList<(int Height, int KilobitsPerSecond)> rungs, SourceProbe probe)
    {
        var parts = new List<string>();
        var from = "0:v:0";
        for (var rung = 0; rung < rungs.Count; rung++)
        {
            var chain = $"[{from}]{(rung == 0 ? Mend(probe) : "")}scale=-2:{rungs[rung].Height}";
            var isLast = rung == rungs.Count - 1;
            parts.Add(isLast ? $"{chain}[v{rung}]" : $"{chain},split=2[v{rung}][s{rung}]");
            from = $"s{rung}";
        }

        return string.Join(';', parts);
    }

    /// <summary>What a source needs before it is a plain picture: fields woven, high dynamic range mapped, pixels made square, frames limited.</summary>
    private static string Mend(SourceProbe probe)
    {
        var filters = new List<string>();
        if (probe.IsInterlaced) filters.Add("bwdif=mode=send_frame");
        if (probe.IsHighDynamicRange) filters.Add("zscale=t=linear:npl=100,format=gbrpf32le,zscale=p=bt709,tonemap=hable:desat=0,zscale=t=bt709:m=bt709:r=tv,format=yuv420p");
        filters.Add("scale=iw*sar:ih,setsar=1");
        if (probe.Facts.FrameRate > 60) filters.Add("fps=60");
        return string.Join(',', filters) + ",";
    }

    private static string Invariant(double number) => number.ToString("0.###", CultureInfo.InvariantCulture);
}
