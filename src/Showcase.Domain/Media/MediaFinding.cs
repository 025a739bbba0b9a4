namespace Showcase.Domain.Media;

public enum FindingKind
{
    /// <summary><see cref="MediaFinding.Value"/> is the loudness in LUFS.</summary>
    Loudness,

    NoSound,
    Silence,
    Black,
    Freeze,
    Interlaced,
    MixedFrameRate,

    /// <summary><see cref="MediaFinding.Value"/> is the share of the picture that bars take, 0 to 1.</summary>
    Letterbox,
}

/// <summary>Something about a film that its artist should know: it is shown as it is, and may be meant so.</summary>
public sealed record MediaFinding(FindingKind Kind, TimeSpan From, TimeSpan Length, double Value);
