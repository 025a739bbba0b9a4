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
    long BitRate);

public enum RenditionKind
{
    Poster,
    HlsMaster,
    Storyboard,
    Captions,
    GalleryFile,
}

/// <summary>Something that processing made of an asset; <see cref="Path"/> is its name in the media storage.</summary>
public sealed class Rendition(RenditionKind kind, string path) : Entity
{
    public RenditionKind Kind { get; private set; } = kind;

    public string Path { get; private set; } = path;
}
