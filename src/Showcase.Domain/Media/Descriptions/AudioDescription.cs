namespace Showcase.Domain.Media.Descriptions;

/// <summary>
/// A film's sound with a describer's voice mixed in, for those who do not see the picture. Like captions it belongs to the film and
/// not to its video, so that a better export of the same cut keeps it.
/// </summary>
public static class AudioDescription
{
    /// <summary>Half an hour of uncompressed stereo at 24 bits; days of FLAC or AAC.</summary>
    public const long MostBytes = 500_000_000;

    public const int MostPerFilm = 10;

    /// <summary>How far the sound's end may lie from the film's: editors round differently, another cut is off by more.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);

    /// <summary>Whether sound of this length can belong to a film of that one.</summary>
    public static bool Fits(TimeSpan sound, TimeSpan film) => (sound - film).Duration() <= Tolerance;
}

/// <summary>Why a sound file is not taken.</summary>
public static class DescriptionRefusals
{
    public static readonly Refusal NotSound = new("Descriptions.NotSound");
    public static readonly Refusal HasPicture = new("Descriptions.HasPicture");
    public static readonly Refusal Undecodable = new("Descriptions.Undecodable");
    public static readonly Refusal TooLong = new("Descriptions.TooLong");
    public static readonly Refusal TooLarge = new("Descriptions.TooLarge", AudioDescription.MostBytes / 1_000_000);
    public static readonly Refusal TooMany = new("Descriptions.TooMany", AudioDescription.MostPerFilm);
    public static readonly Refusal Incomplete = new("Descriptions.Incomplete");
    public static readonly Refusal LanguageMissing = new("Descriptions.LanguageMissing");

    /// <summary>Nothing to compare its length with, and nothing to play it beside.</summary>
    public static readonly Refusal NoFilm = new("Descriptions.NoFilm");

    /// <summary>Without a sound of its own the film would play the describer's voice to everybody.</summary>
    public static readonly Refusal SilentFilm = new("Descriptions.SilentFilm");

    /// <summary>Its text takes the sound's length and the film's.</summary>
    public static readonly Refusal OtherLength = new("Descriptions.OtherLength");
}
