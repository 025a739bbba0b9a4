using System.Text;

namespace Showcase.Domain.Media.Captions;

public enum CaptionKind
{
    /// <summary>What is spoken, for those who hear and do not understand it.</summary>
    Subtitles,

    /// <summary>Speech, speakers and sounds, for those who do not hear (SDH).</summary>
    Captions,
}

/// <summary>
/// A film's captions in one language. They belong to the film and not to its video, so that a better export of the same cut keeps
/// them. The text is small and lies with its row: both are there or neither is. It never changes; another file is another track.
/// </summary>
public sealed class CaptionTrack : Entity
{
    public const int MostPerFilm = 20;

    /// <summary>Bytes of all the captions of a person's films.</summary>
    public const int MostBytesPerPerson = 64 * 1024 * 1024;

    public const int LanguageLength = 12;

    private CaptionTrack()
    {
    }

    public Guid FilmId { get; private set; }

    /// <summary>ISO 639, which is also a BCP 47 tag.</summary>
    public string Language { get; private set; } = "";

    public CaptionKind Kind { get; private set; }

    /// <summary>As the artist's disk had it; shown, never used as a path.</summary>
    public string FileName { get; private set; } = "";

    public int CueCount { get; private set; }

    /// <summary>When the last caption goes.</summary>
    public TimeSpan Until { get; private set; }

    /// <summary>WebVTT as we wrote it, in UTF-8.</summary>
    public byte[] Content { get; private set; } = [];

    public DateTimeOffset AddedAt { get; private set; }

    public static Result<CaptionTrack> Of(Guid filmId, string language, CaptionKind kind, string fileName, CaptionFile captions, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(captions);
        if (!Enum.IsDefined(kind)) throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such kind of captions.");
        if (string.IsNullOrEmpty(language) || language.Length > LanguageLength) return CaptionRefusals.LanguageMissing;
        if (Text.Check(fileName, "FileName", MediaAsset.FileNameLength) is { } bad) return bad;

        return new CaptionTrack
        {
            FilmId = filmId, Language = language, Kind = kind, FileName = fileName, CueCount = captions.Cues.Count, Until = captions.Until,
            Content = Encoding.UTF8.GetBytes(captions.ToWebVtt()), AddedAt = now,
        };
    }
}
