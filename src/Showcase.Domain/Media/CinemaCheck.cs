namespace Showcase.Domain.Media;

public enum CinemaWeight
{
    Fine,

    /// <summary>The projectionist must know, and can do something about it.</summary>
    Mind,

    /// <summary>The artist had better send another file.</summary>
    Mend,
}

/// <summary>One thing about a film in a cinema. <see cref="Code"/> names its words, <see cref="Values"/> fill them.</summary>
public sealed record CinemaNote(CinemaWeight Weight, string Code, params object[] Values);

/// <summary>
/// What a projectionist must know of a film before it is made into a Digital Cinema Package or played from a file. Containers of
/// 2K cinema, 1998 × 1080 (flat) and 2048 × 858 (scope), and 24 or 48 frames a second: DCI Digital Cinema System Specification 1.4;
/// further rates: SMPTE RDD 52. What is soft, loud or thin is a rule of ours.
/// </summary>
public static class CinemaCheck
{
    private const double Slack = 0.005;
    private const double Soft = 1.1;
    private const double VerySoft = 2;
    private const double Loudest = -16;
    private const double Quietest = -30;

    private static readonly (int Width, int Height) Flat = (1998, 1080);
    private static readonly (int Width, int Height) Scope = (2048, 858);
    private static readonly double[] NewerRates = [25, 30, 48, 50, 60];
    private static readonly double[] VideoRates = [24_000d / 1001, 30_000d / 1001, 60_000d / 1001];

    // Bits for a pixel of a frame below which blocks begin to show on a large screen.
    private static readonly Dictionary<string, double> LeastBits = new(StringComparer.Ordinal) { ["h264"] = 0.05, ["mpeg2video"] = 0.1, ["vp9"] = 0.03, ["hevc"] = 0.03, ["av1"] = 0.025 };

    /// <summary>Notes on shape, size, frames, picture and sound, in that order.</summary>
    public static IReadOnlyList<CinemaNote> Of(MediaFacts facts, IReadOnlyList<MediaFinding> findings)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(findings);
        var notes = new List<CinemaNote> { Shape(facts), Size(facts), Frames(facts) };
        if (facts.IsInterlaced) notes.Add(new CinemaNote(CinemaWeight.Mend, "Interlaced"));
        if (facts.IsHighDynamicRange) notes.Add(new CinemaNote(CinemaWeight.Mind, "HighRange"));
        if (findings.Any(finding => finding.Kind == FindingKind.Letterbox)) notes.Add(new CinemaNote(CinemaWeight.Mend, "Bars"));
        if (IsThin(facts)) notes.Add(new CinemaNote(CinemaWeight.Mind, "Thin", Math.Round(facts.BitRate / 1_000_000d, 1)));
        notes.Add(Sound(facts));
        if (facts.SampleRate is not (0 or 48_000 or 96_000)) notes.Add(new CinemaNote(CinemaWeight.Mind, "SampleRate", facts.SampleRate / 1000d));
        if (findings.FirstOrDefault(finding => finding.Kind == FindingKind.Loudness) is { } loudness && loudness.Value is > Loudest or < Quietest) notes.Add(new CinemaNote(CinemaWeight.Mind, "Loudness", loudness.Value));
        return notes;
    }

    private static CinemaNote Shape(MediaFacts facts)
    {
        var ratio = Math.Round((double)facts.ShownWidth / facts.ShownHeight, 2);
        return ratio switch
        {
            < 1 => new CinemaNote(CinemaWeight.Mind, "Upright", ratio),
            >= 1.3 and <= 1.4 => new CinemaNote(CinemaWeight.Fine, "Academy", ratio),
            >= 1.74 and < 1.82 => new CinemaNote(CinemaWeight.Fine, "Wide", ratio),
            >= 1.82 and <= 1.9 => new CinemaNote(CinemaWeight.Fine, "Flat", ratio),
            >= 2.3 and <= 2.45 => new CinemaNote(CinemaWeight.Fine, "Scope", ratio),
            _ => new CinemaNote(CinemaWeight.Mind, "OddShape", ratio),
        };
    }

    private static CinemaNote Size(MediaFacts facts)
    {
        var (width, height) = (double)facts.ShownWidth / facts.ShownHeight >= 2.2 ? Scope : Flat;
        var enlarged = Math.Min((double)width / facts.ShownWidth, (double)height / facts.ShownHeight);
        if (enlarged <= Soft) return new CinemaNote(CinemaWeight.Fine, "Sharp", facts.ShownWidth, facts.ShownHeight);

        return new CinemaNote(enlarged <= VerySoft ? CinemaWeight.Mind : CinemaWeight.Mend, "Soft", facts.ShownWidth, facts.ShownHeight, Math.Round(enlarged, 1));
    }

    private static CinemaNote Frames(MediaFacts facts)
    {
        var rate = Math.Round(facts.FrameRate, 3);
        if (facts.HasMixedRate) return new CinemaNote(CinemaWeight.Mend, "MixedFrames", rate);
        if (Math.Abs(rate - 24) < Slack) return new CinemaNote(CinemaWeight.Fine, "FilmFrames", rate);
        if (NewerRates.Any(known => Math.Abs(rate - known) < Slack)) return new CinemaNote(CinemaWeight.Mind, "NewerFrames", rate);

        return VideoRates.Any(known => Math.Abs(rate - known) < Slack) ? new CinemaNote(CinemaWeight.Mind, "VideoFrames", rate, Math.Round(rate)) : new CinemaNote(CinemaWeight.Mend, "OddFrames", rate);
    }

    private static CinemaNote Sound(MediaFacts facts) => (facts.AudioCodec, facts.AudioChannels) switch
    {
        (null, _) => new CinemaNote(CinemaWeight.Mind, "NoSound"),
        (_, 1) => new CinemaNote(CinemaWeight.Mind, "Mono"),
        (_, 2) => new CinemaNote(CinemaWeight.Fine, "Stereo"),
        (_, 6) => new CinemaNote(CinemaWeight.Fine, "Surround", "5.1"),
        (_, 8) => new CinemaNote(CinemaWeight.Fine, "Surround", "7.1"),
        (_, var channels) => new CinemaNote(CinemaWeight.Mend, "OddSound", channels),
    };

    private static bool IsThin(MediaFacts facts) =>
        LeastBits.TryGetValue(facts.VideoCodec, out var least) && facts is { BitRate: > 0, FrameRate: > 0 } && facts.BitRate / (facts.Width * (double)facts.Height * facts.FrameRate) < least;
}
