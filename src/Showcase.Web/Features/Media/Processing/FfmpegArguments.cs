using System.Globalization;

namespace Showcase.Web.Features.Media.Processing;

/// <summary>
/// Argument lists for files that strangers sent: only files are read, only containers that films come in are opened, so a playlist
/// that names other files or addresses does nothing.
/// </summary>
internal static class FfmpegArguments
{
    public const int MostFramesASecond = 60;
    public const int SegmentSeconds = 4;

    private const string Formats = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,mpegts,avi,mxf,mpeg,mpegvideo";
    private const string SoundFormats = "mov,mp4,m4a,3gp,3g2,mj2,wav,w64,flac,mp3,aac,ogg";
    private const string ToStandardRange = "zscale=t=linear:npl=100,format=gbrpf32le,zscale=p=bt709,tonemap=hable:desat=0,zscale=t=bt709:m=bt709:r=tv,format=yuv420p";

    // Centre and surround come 3 dB lower to both sides (ITU-R BS.775), and the sum may be more than twice full level. -2 dB leave room for what AAC adds (ATSC A/85).
    private const string ToStereo = "aformat=channel_layouts=stereo,alimiter=limit=0.794:level=disabled";

    // What weaves fields looks at the frames around.
    private static readonly TimeSpan Around = TimeSpan.FromSeconds(1);

    // Streams without an index are entered anywhere, and can be decoded from the next keyframe on; encoders put them up to ten seconds apart.
    private static readonly TimeSpan ToKeyframe = TimeSpan.FromSeconds(12);

    // A piece is cut out of what was decoded, to the frame: what is read may be more.
    private static readonly TimeSpan Spare = TimeSpan.FromMilliseconds(250);

    private static readonly string[] Safe = ["-protocol_whitelist", "file", "-format_whitelist", Formats];
    private static readonly string[] SafeSound = ["-protocol_whitelist", "file", "-format_whitelist", SoundFormats];
    private static readonly string[] Quiet = ["-hide_banner", "-nostdin", "-v", "error", "-y"];
    private static readonly string[] Talkative = ["-hide_banner", "-nostdin", "-v", "info"];
    private static readonly string[] Limits = ["-max_pixels", "35389440"];
    private static readonly string[] Plain = ["-map_metadata", "-1", "-map_chapters", "-1", "-sn", "-dn"];

    public static IReadOnlyList<string> Probe(string source) => ["-v", "error", .. Safe, "-print_format", "json", "-show_format", "-show_streams", "--", source];

    /// <summary>The same for a file that is to be sound.</summary>
    public static IReadOnlyList<string> ProbeSound(string source) => ["-v", "error", .. SafeSound, "-print_format", "json", "-show_format", "-show_streams", "--", source];

    /// <summary>Decodes all of a sound file and keeps nothing: how far it gets is how long it is, whatever its headers say.</summary>
    public static IReadOnlyList<string> Measure(string source, TimeSpan most) =>
        [.. Quiet, .. SafeSound, "-i", source, "-map", "0:a:0", "-vn", "-t", Invariant(most.TotalSeconds), "-f", "null", "-"];

    /// <summary>The sound that describes a film, in stereo, cut or filled up with silence to the film's length.</summary>
    public static IReadOnlyList<string> Describe(string source, TimeSpan film, string folder) =>
    [
        .. Quiet, .. SafeSound, "-i", source, .. Plain, "-map", "0:a:0", "-vn", "-af", "aresample=async=1000,apad", "-c:a", "aac", "-b:a", "128k", "-ac", "2", "-ar", "48000",
        "-t", Invariant(film.TotalSeconds), .. Hls(0), .. Single(folder),
    ];

    /// <summary>A telling frame from a fifth into the film, at most 1,280 pixels wide.</summary>
    public static IReadOnlyList<string> Poster(string source, SourceProbe probe, string target, Frames frames)
    {
        var at = Invariant(probe.Facts.Duration.TotalSeconds * 0.2);
        var skipped = frames switch { Frames.Key => "nokey", Frames.Referenced => "noref", _ => "default" };
        var filter = $"{Mend(probe, mostWidth: 1280)}{(frames == Frames.Key ? ",thumbnail=8" : "")}";
        return [.. Quiet, .. Safe, .. Limits, "-ss", at, "-skip_frame", skipped, "-i", source, .. Plain, "-map", "0:v:0", "-an", "-vf", filter, "-frames:v", "1", "-q:v", "3", target];
    }

    /// <summary>Decodes so many frames in each of three places, from the keyframe before it, and counts those that are made of two fields.</summary>
    public static IReadOnlyList<string> Fields(string source, TimeSpan duration, int frames)
    {
        string[] From(double share) => [.. Safe, .. Limits, "-threads", "1", "-noaccurate_seek", "-ss", Invariant(duration.TotalSeconds * share), "-i", source];
        var spans = string.Concat(Enumerable.Range(0, 3).Select(place => $"[{place}:v:0]trim=end_frame={frames}[s{place}];"));
        return [.. Talkative, .. From(0.1), .. From(0.5), .. From(0.9), "-filter_complex", $"{spans}[s0][s1][s2]concat=n=3,idet", "-an", "-f", "null", "-"];
    }

    /// <summary>Time, size and flags of every frame.</summary>
    public static IReadOnlyList<string> Packets(string source) =>
        ["-v", "error", .. Safe, "-select_streams", "v:0", "-show_entries", "packet=pts_time,size,flags", "-of", "csv=p=0", "--", source];

    /// <summary>Decodes keyframes of the first seconds, several by <see cref="CopyRules"/>: a line for each that is a whole picture.</summary>
    public static IReadOnlyList<string> Keyframes(string source) =>
        ["-v", "error", .. Safe, .. Limits, "-skip_frame", "nokey", "-read_intervals", "%+13", "-select_streams", "v:0", "-show_entries", "frame=pict_type", "-of", "csv=p=0", "--", source];

    /// <summary>The source's own picture, packed anew.</summary>
    public static IReadOnlyList<string> Copy(SourceFile source, string folder) =>
        [.. Quiet, .. Safe, "-i", source.Path, .. Plain, "-map", "0:v:0", "-an", "-c:v", "copy", .. Hls(0), .. Single(folder)];

    /// <summary>The sound in stereo; as it is where every browser plays it. What several channels add up to is held below full level.</summary>
    public static IReadOnlyList<string> Sound(SourceFile source, string folder)
    {
        var filter = $"aresample=async=1000{(source.Probe.Facts.AudioChannels > 2 ? $",{ToStereo}" : "")}";
        string[] codec = source.Probe.HasPlainSound ? ["-c:a", "copy"] : ["-af", filter, "-c:a", "aac", "-b:a", "128k", "-ac", "2", "-ar", "48000"];
        return [.. Quiet, .. Safe, "-i", source.Path, .. Plain, "-map", "0:a:0", "-vn", .. codec, .. Hls(0), .. Single(folder)];
    }

    /// <summary>One decode of a piece of the film for all these rungs, each scaled from the one above it.</summary>
    public static IReadOnlyList<string> Piece(SourceFile source, IReadOnlyList<Rung> rungs, FilmPiece piece, string folder)
    {
        List<string> list = [.. Quiet, .. Safe, .. Limits, "-copyts", "-start_at_zero"];
        var facts = source.Probe.Facts;
        var lead = facts.Container.Contains("mpeg", StringComparison.Ordinal) ? ToKeyframe : facts.IsInterlaced ? Around : TimeSpan.Zero;
        var from = piece.Begin > lead ? piece.Begin - lead : TimeSpan.Zero;
        if (from > TimeSpan.Zero) list.AddRange(["-ss", Invariant(from.TotalSeconds)]);
        if (!piece.IsLast) list.AddRange(["-t", Invariant((piece.Begin + piece.Length + (facts.IsInterlaced ? Around : Spare) - from).TotalSeconds)]);
        list.AddRange(["-i", source.Path, .. Plain, "-filter_complex", Graph(rungs, source.Probe, piece)]);
        for (var rung = 0; rung < rungs.Count; rung++) list.AddRange(["-map", $"[v{rung}]"]);
        list.AddRange(["-vsync", "vfr", "-frames:v", Invariant(Math.Ceiling((piece.Length + Around).TotalSeconds * MostFramesASecond * 1.1))]);
        for (var rung = 0; rung < rungs.Count; rung++)
        {
            var rate = rungs[rung].KilobitsPerSecond;
            list.AddRange([
                $"-c:v:{rung}", "libx264", $"-preset:v:{rung}", rungs[rung].Preset ?? throw new ArgumentException("A copy is not encoded.", nameof(rungs)), $"-profile:v:{rung}", "high", $"-pix_fmt:v:{rung}", "yuv420p",
                $"-b:v:{rung}", $"{rate}k", $"-maxrate:v:{rung}", $"{rate * 107 / 100}k", $"-bufsize:v:{rung}", $"{rate * 2}k",
            ]);
        }

        list.AddRange(["-force_key_frames", $"expr:gte(t,n_forced*{SegmentSeconds})", "-sc_threshold", "0", "-flags", "+cgop", .. Hls(piece.FirstSegment)]);
        list.AddRange(["-hls_segment_filename", Path.Combine(folder, "%v", "s%05d.m4s"), "-var_stream_map", string.Join(' ', Enumerable.Range(0, rungs.Count).Select(rung => $"v:{rung}"))]);
        return [.. list, Path.Combine(folder, "%v", "i.m3u8")];
    }

    /// <summary>
    /// One segment of a film that was made here, with words in the picture. It keeps the clock and the size, so that it plays in the
    /// segment's place; words come from a file, because strangers choose them and ffmpeg's filters read them as a language.
    /// </summary>
    public static IReadOnlyList<string> Burn(string segment, BurntWords words, long peakBitRate, string folder)
    {
        var text = $"drawtext=textfile={Quoted(words.File)}:expansion=none:fontsize={words.Size}:line_spacing=4:fontcolor=white@0.5:borderw=1:bordercolor=black@0.35";
        var place = $"x=max(0\\,(w-tw)*{Invariant(words.X)}):y=max(0\\,(h-th)*{Invariant(words.Y)})";
        return
        [
            .. Quiet, .. Safe, .. Limits, "-copyts", "-i", segment, .. Plain, "-map", "0:v:0", "-an", "-vf", $"{text}:{place}", "-vsync", "passthrough", "-enc_time_base", "-1",
            "-c:v", "libx264", "-preset", "superfast", "-profile:v", "high", "-pix_fmt", "yuv420p", "-crf", "22", "-maxrate", $"{peakBitRate}", "-bufsize", $"{2 * peakBitRate}",
            "-g", "9999", "-sc_threshold", "0", "-f", "hls", "-hls_time", "3600", "-hls_playlist_type", "vod", "-hls_segment_type", "fmp4", "-hls_segment_options", "movflags=+frag_discont",
            "-hls_fmp4_init_filename", "init.mp4", "-hls_segment_filename", Path.Combine(folder, "s%d.m4s"), Path.Combine(folder, "i.m3u8"),
        ];
    }

    /// <summary>Small pictures of the film, thirty a sheet, from keyframes alone where there are enough.</summary>
    public static IReadOnlyList<string> Storyboard(string film, int step, int width, int height, bool keyframesOnly, string folder)
    {
        string[] quick = keyframesOnly ? ["-skip_frame", "nokey"] : [];
        var filter = $"fps=1/{step}:start_time=0:round=near:eof_action=pass,scale={width}:{height}:flags=fast_bilinear,tile=6x5";
        return [.. Quiet, .. Safe, .. Limits, .. quick, "-i", film, .. Plain, "-map", "0:v:0", "-an", "-vf", filter, "-q:v", "4", Path.Combine(folder, "%03d.jpg")];
    }

    /// <summary>Loudness of the whole (ITU-R BS.1770) and stretches of silence.</summary>
    public static IReadOnlyList<string> Listen(string source) =>
        [.. Talkative, .. Safe, "-i", source, "-map", "0:a:0", "-vn", "-af", "ebur128=framelog=verbose,silencedetect=n=-60dB:d=5", "-f", "null", "-"];

    /// <summary>Stretches of black, and of a picture that stands still.</summary>
    public static IReadOnlyList<string> Look(string film) =>
        [.. Talkative, .. Safe, .. Limits, "-i", film, "-map", "0:v:0", "-an", "-vf", "blackdetect=d=3:pix_th=0.10,freezedetect=n=0.001:d=8", "-f", "null", "-"];

    /// <summary>The part of the picture that is ever anything but black.</summary>
    public static IReadOnlyList<string> Frame(string film) =>
        [.. Talkative, .. Safe, .. Limits, "-skip_frame", "nokey", "-i", film, "-map", "0:v:0", "-an", "-vf", "cropdetect=limit=24:round=2:skip=0:reset=0", "-frames:v", "200", "-f", "null", "-"];

    /// <summary>The picture with frames at a constant rate.</summary>
    public static IReadOnlyList<string> Even(string picture, int frames, int seconds, string target) =>
    [
        .. Quiet, .. Safe, .. Limits, "-i", picture, .. Plain, "-map", "0:v:0", "-an", "-vf", $"fps={frames}/{seconds}", "-vsync", "cfr",
        "-c:v", "libx264", "-preset", "veryfast", "-crf", "18", "-maxrate", "8M", "-bufsize", "16M", "-pix_fmt", "yuv420p", target,
    ];

    /// <summary>Picture and sound in one file that begins to play while it loads, the sound cut or filled up with silence to the picture's length.</summary>
    public static IReadOnlyList<string> Gallery(string picture, string? sound, double length, string target)
    {
        string[] heard = sound is null ? ["-an"] : ["-map", "1:a:0", "-af", "aresample=async=1:first_pts=0,apad", "-c:a", "aac", "-b:a", "192k"];
        string[] inputs = sound is null ? ["-i", picture] : ["-i", picture, .. Safe, "-i", sound];
        return [.. Quiet, .. Safe, .. inputs, .. Plain, "-map", "0:v:0", "-c:v", "copy", .. heard, "-t", Invariant(length), "-movflags", "+faststart", target];
    }

    /// <summary>
    /// Segments on the film's own clock, a second late, so that no time is negative: chunks and sound that are made apart fit together.
    /// </summary>
    private static string[] Hls(int firstSegment) =>
    [
        "-output_ts_offset", "1", "-f", "hls", "-hls_time", $"{SegmentSeconds}", "-hls_playlist_type", "vod", "-hls_segment_type", "fmp4", "-hls_flags", "independent_segments",
        "-hls_segment_options", "movflags=+frag_discont", "-start_number", $"{firstSegment}",
    ];

    private static string[] Single(string folder) => ["-hls_segment_filename", Path.Combine(folder, "0", "s%05d.m4s"), Path.Combine(folder, "0", "i.m3u8")];

    private static string Graph(IReadOnlyList<Rung> rungs, SourceProbe probe, FilmPiece piece)
    {
        var first = new List<string>();
        if (probe.Facts.IsInterlaced) first.Add("bwdif=mode=send_frame");
        if (probe.Facts.FrameRate > MostFramesASecond) first.Add($"fps={MostFramesASecond}");
        first.Add($"trim=start={Invariant(piece.Begin.TotalSeconds)}{(piece.IsLast ? "" : $":end={Invariant((piece.Begin + piece.Length).TotalSeconds)}")}");
        first.Add($"scale={rungs[0].Width}:{rungs[0].Height},setsar=1");
        if (probe.Facts.IsHighDynamicRange) first.Add(ToStandardRange);

        var parts = new List<string>();
        for (var rung = 0; rung < rungs.Count; rung++)
        {
            var chain = rung == 0 ? $"[0:v:0]{string.Join(',', first)}" : $"[s{rung - 1}]scale={rungs[rung].Width}:{rungs[rung].Height},setsar=1";
            parts.Add(rung == rungs.Count - 1 ? $"{chain}[v{rung}]" : $"{chain},split=2[v{rung}][s{rung}]");
        }

        return string.Join(';', parts);
    }

    /// <summary>
    /// What a source needs before it is a plain picture: fields woven, pixels made square, high dynamic range mapped, which costs the
    /// least on the small picture.
    /// </summary>
    private static string Mend(SourceProbe probe, int mostWidth)
    {
        var filters = new List<string>();
        if (probe.Facts.IsInterlaced) filters.Add("bwdif=mode=send_frame");
        filters.Add($"scale=iw*sar:ih,setsar=1,scale='min({mostWidth},iw)':-2");
        if (probe.Facts.IsHighDynamicRange) filters.Add(ToStandardRange);
        return string.Join(',', filters);
    }

    /// <summary>A value inside a filter inside a graph of filters: each of the two readers takes one layer of backslashes off.</summary>
    private static string Quoted(string value) => Escaped(Escaped(value, "\\':"), "\\'[],;");

    private static string Escaped(string value, string special) => string.Concat(value.Select(sign => special.Contains(sign, StringComparison.Ordinal) ? $"\\{sign}" : $"{sign}"));

    private static string Invariant(double number) => number.ToString("0.###", CultureInfo.InvariantCulture);
}

/// <summary>Which frames are decoded: those that need no other, those that others need, or all.</summary>
internal enum Frames
{
    Key,
    Referenced,
    All,
}

/// <summary>Words to burn into the picture: the file that holds them, their height in pixels, and their place as shares of the room there is.</summary>
internal sealed record BurntWords(string File, int Size, double X, double Y);
