namespace Showcase.Domain.Media;

/// <summary>What the probe says of a file. Sizes in pixels, rates in frames a second.</summary>
public sealed record MediaFacts(
    TimeSpan Duration,
    int Width,
    int Height,
    double FrameRate,
    string Container,
    string VideoCodec,
    string? AudioCodec,
    int AudioChannels,
    long BitRate)
{
    /// <summary>The picture as a viewer sees it: turned, its pixels made square.</summary>
    public int ShownWidth { get; init; } = Width;

    public int ShownHeight { get; init; } = Height;

    /// <summary>Each frame is made of two fields: the file says so, or its pictures show it.</summary>
    public bool IsInterlaced { get; init; }

    /// <summary>Transfer functions of SMPTE ST 2084 (PQ) or ARIB STD-B67 (HLG).</summary>
    public bool IsHighDynamicRange { get; init; }

    /// <summary>Frames come at different distances.</summary>
    public bool HasMixedRate { get; init; }

    /// <summary>Of the sound, in hertz; 0 where there is none.</summary>
    public int SampleRate { get; init; }
}

public enum RenditionKind
{
    Poster,

    /// <summary>All of the film, for players.</summary>
    HlsMaster,
    Storyboard,
    Captions,
    GalleryFile,
    DescribedSound,

    /// <summary>The film as far as it is made, for players; it becomes <see cref="HlsMaster"/>.</summary>
    HlsBeginning,
}

/// <summary>Something that processing made of an asset; <see cref="Path"/> is its name in the media storage.</summary>
public sealed class Rendition(RenditionKind kind, string path) : Entity
{
    public RenditionKind Kind { get; private set; } = kind;

    public string Path { get; private set; } = path;
}
