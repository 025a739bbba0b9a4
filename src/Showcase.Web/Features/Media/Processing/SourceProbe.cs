using System.Globalization;
using System.Text.Json;
using Showcase.Domain.Media;
using Showcase.Domain.Media.Descriptions;

namespace Showcase.Web.Features.Media.Processing;

/// <summary>What ffprobe says of a file, read into facts and into what the ladder has to mend.</summary>
internal sealed record SourceProbe(MediaFacts Facts)
{
    // What every browser decodes and every line carries.
    private const int MostPlainSide = 1920;
    private const long MostPlainBitRate = 8_000_000;
    private static readonly string[] PlainProfiles = ["High", "Main", "Constrained Baseline"];

    // Beyond these a file costs more than any film is worth, or is made to.
    private const int MostSide = 8192;
    private const long MostPixels = 35_389_440;
    private const int MostStreams = 16;
    private const double MostFrameRate = 120;
    public static readonly TimeSpan MostDuration = TimeSpan.FromHours(8);

    /// <summary>The picture could be sent as it is.</summary>
    public bool IsPlain { get; init; }

    /// <summary>The sound could be sent as it is.</summary>
    public bool HasPlainSound { get; init; }

    /// <summary>The same film, whose pictures show that they are made of fields though it does not say so.</summary>
    public SourceProbe AsInterlaced() => this with { Facts = Facts with { IsInterlaced = true, HasMixedRate = false }, IsPlain = false };

    /// <summary>The facts, or why the file is no film that can be shown.</summary>
    public static Result<SourceProbe> Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        if (!document.RootElement.TryGetProperty("streams", out var list)) return ProcessingRefusals.Unreadable;

        var streams = list.EnumerateArray().ToList();
        if (streams.Count > MostStreams) return ProcessingRefusals.TooManyStreams;

        var video = streams.Find(stream => Text(stream, "codec_type") == "video" && !IsPicture(stream));
        if (video.ValueKind == JsonValueKind.Undefined) return MediaRefusals.NoVideo;

        document.RootElement.TryGetProperty("format", out var format);
        var duration = TimeSpan.FromSeconds(Math.Clamp(Number(format, "duration") ?? Number(video, "duration") ?? 0, 0, 1e9));
        var (width, height) = (Whole(video, "width"), Whole(video, "height"));
        var rate = Rate(Text(video, "avg_frame_rate")) ?? Rate(Text(video, "r_frame_rate")) ?? 0;
        if (width <= 0 || height <= 0 || duration <= TimeSpan.Zero || Text(video, "codec_name") is not { } codec) return ProcessingRefusals.Unreadable;
        if (duration > MostDuration) return ProcessingRefusals.TooLong;
        if (width > MostSide || height > MostSide || (long)width * height > MostPixels) return ProcessingRefusals.PictureTooLarge;
        if (rate > MostFrameRate) return ProcessingRefusals.TooManyFrames;
        var isTurned = IsTurned(video);
        var aspect = Rate(Text(video, "sample_aspect_ratio")?.Replace(':', '/')) ?? 1;
        var shownWidth = (int)Math.Round(width * aspect);
        if (shownWidth is <= 0 or > 2 * MostSide) return ProcessingRefusals.PictureTooLarge;
        var (shown, coded) = ((Width: shownWidth, Height: height), (Width: width, Height: height));
        if (isTurned) (shown, coded) = ((shown.Height, shown.Width), (coded.Height, coded.Width));

        var audio = streams.Find(stream => Text(stream, "codec_type") == "audio");
        var isInterlaced = Text(video, "field_order") is "tt" or "bb" or "tb" or "bt";
        var facts = new MediaFacts(
            duration, coded.Width, coded.Height, Math.Round(rate, 3), Text(format, "format_name") ?? "", codec, Text(audio, "codec_name"), Whole(audio, "channels"), (long)(Number(format, "bit_rate") ?? 0))
        {
            ShownWidth = shown.Width,
            ShownHeight = shown.Height,
            IsInterlaced = isInterlaced,
            IsHighDynamicRange = Text(video, "color_transfer") is "smpte2084" or "arib-std-b67",
            HasMixedRate = Rate(Text(video, "r_frame_rate")) is { } nominal && Math.Abs((nominal / rate) - 1) > 0.02 && !isInterlaced,
            SampleRate = Whole(audio, "sample_rate"),
        };
        var isPacked = facts.Container.Contains("mp4", StringComparison.Ordinal) || facts.Container.Contains("matroska", StringComparison.Ordinal);
        return new SourceProbe(facts)
        {
            IsPlain = isPacked && codec == "h264" && PlainProfiles.Contains(Text(video, "profile")) && Text(video, "pix_fmt") == "yuv420p" && !isInterlaced && !HasSides(video)
                && shown == coded && Math.Max(width, height) <= MostPlainSide && rate <= 60 && facts.BitRate is > 0 and <= MostPlainBitRate,
            HasPlainSound = isPacked && facts is { AudioCodec: "aac", AudioChannels: 1 or 2, SampleRate: 44_100 or 48_000 } && Text(audio, "profile") == "LC",
        };
    }

    /// <summary>What a sound file holds that describes a film, or why it is none. Its length is measured by listening, and not here.</summary>
    public static Result<SourceProbe> ReadSound(string json)
    {
        using var document = JsonDocument.Parse(json);
        if (!document.RootElement.TryGetProperty("streams", out var list)) return DescriptionRefusals.NotSound;

        var streams = list.EnumerateArray().ToList();
        if (streams.Exists(stream => Text(stream, "codec_type") == "video" && !IsPicture(stream))) return DescriptionRefusals.HasPicture;

        var audio = streams.Find(stream => Text(stream, "codec_type") == "audio");
        if (Text(audio, "codec_name") is not { } codec || streams.Count > MostStreams) return DescriptionRefusals.NotSound;

        document.RootElement.TryGetProperty("format", out var format);
        var told = TimeSpan.FromSeconds(Math.Clamp(Number(format, "duration") ?? Number(audio, "duration") ?? 0, 0, 1e9));
        if (told > MostDuration) return DescriptionRefusals.TooLong;

        var bitRate = (long)(Number(format, "bit_rate") ?? 0);
        return new SourceProbe(new MediaFacts(told, 0, 0, 0, Text(format, "format_name") ?? "", VideoCodec: "", codec, Whole(audio, "channels"), bitRate) { SampleRate = Whole(audio, "sample_rate") });
    }

    private static bool IsPicture(JsonElement stream) =>
        stream.TryGetProperty("disposition", out var disposition) && (Whole(disposition, "attached_pic") == 1 || Whole(disposition, "still_image") == 1);

    private static bool HasSides(JsonElement video) => video.TryGetProperty("side_data_list", out var sides) && sides.EnumerateArray().Any(side => Number(side, "rotation") is not (null or 0));

    private static bool IsTurned(JsonElement video) =>
        video.TryGetProperty("side_data_list", out var sides) && sides.EnumerateArray().Any(side => Math.Abs((int)(Number(side, "rotation") ?? 0)) % 180 == 90);

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static double? Number(JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out var value)) return null;
        if (value.ValueKind == JsonValueKind.Number) return value.GetDouble();
        return double.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
    }

    private static int Whole(JsonElement element, string name) => Number(element, name) is { } number and >= 0 and <= int.MaxValue ? (int)number : 0;

    private static double? Rate(string? ratio)
    {
        var parts = ratio?.Split('/');
        if (parts is not [var top, var bottom]) return null;
        return double.TryParse(top, CultureInfo.InvariantCulture, out var frames) && double.TryParse(bottom, CultureInfo.InvariantCulture, out var seconds) && frames > 0 && seconds > 0
            ? frames / seconds
            : null;
    }
}

/// <summary>Why a file cannot be shown. The artist reads these, and can mend the file.</summary>
internal static class ProcessingRefusals
{
    public static readonly Refusal Unreadable = new("Media.Unreadable");
    public static readonly Refusal TooLong = new("Media.TooLong");
    public static readonly Refusal PictureTooLarge = new("Media.PictureTooLarge");
    public static readonly Refusal TooManyFrames = new("Media.TooManyFrames");
    public static readonly Refusal TooManyStreams = new("Media.TooManyStreams");
    public static readonly Refusal SoundUndecodable = new("Media.SoundUndecodable");
    public static readonly Refusal Undecodable = new("Media.Undecodable");
}
