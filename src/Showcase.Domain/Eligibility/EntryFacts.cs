using Showcase.Domain.Films;
using Showcase.Domain.Media;

namespace Showcase.Domain.Eligibility;

/// <summary>What rules are judged by: what the artist says of the film, what the server measured in its file, and what was declared for the entry.</summary>
/// <param name="Profile">What the artist says.</param>
/// <param name="Country">The film's first country, ISO 3166-1 alpha-2.</param>
/// <param name="File">Null until the file was probed.</param>
/// <param name="Declared">The statements that were confirmed for this entry, word by word.</param>
public sealed record EntryFacts(FilmProfile Profile, string Country, FileFacts? File, IReadOnlyCollection<string> Declared)
{
    /// <summary>The questions for a file that the entry is asked, and whether each is answered.</summary>
    public IReadOnlyDictionary<Guid, bool> Proofs { get; init; } = new Dictionary<Guid, bool>();

    /// <summary>All countries that took part.</summary>
    public IReadOnlyList<string> Countries =>
        [Country, .. Profile.CoCountries.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
}

/// <summary>What rules ask of a file. Sizes as a viewer sees them, in pixels; loudness in LUFS (EBU R 128).</summary>
/// <param name="Width">Of the picture, turned and with square pixels.</param>
/// <param name="Height">Of the picture.</param>
/// <param name="FrameRate">Frames a second.</param>
/// <param name="HasSound">Whether there is a sound at all.</param>
/// <param name="IsListened">Whether the sound was measured.</param>
/// <param name="Loudness">Of the whole film; null where it was not measured, and where what was measured is silence.</param>
public sealed record FileFacts(int Width, int Height, double FrameRate, bool HasSound, bool IsListened, double? Loudness)
{
    public static FileFacts Of(MediaFacts facts, IEnumerable<MediaFinding> findings, bool isListened)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return new FileFacts(
            facts.ShownWidth, facts.ShownHeight, facts.FrameRate, facts.AudioCodec is not null, isListened,
            isListened ? findings.FirstOrDefault(finding => finding.Kind == FindingKind.Loudness)?.Value : null);
    }
}
