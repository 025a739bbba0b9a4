namespace Showcase.Domain.Media.Captions;

/// <summary>Why a caption file is not taken, with the line where an editor finds it.</summary>
public static class CaptionRefusals
{
    public static readonly Refusal NotCaptions = new("Captions.NotCaptions");
    public static readonly Refusal Empty = new("Captions.Empty");
    public static readonly Refusal TooLarge = new("Captions.TooLarge", CaptionFile.MostBytes / 1024 / 1024);
    public static readonly Refusal TooMany = new("Captions.TooMany", CaptionFile.MostCues);
    public static readonly Refusal TooManyTracks = new("Captions.TooManyTracks", CaptionTrack.MostPerFilm);
    public static readonly Refusal NoRoom = new("Captions.NoRoom");
    public static readonly Refusal LanguageMissing = new("Captions.LanguageMissing");
    public static readonly Refusal FileMissing = new("Captions.FileMissing");

    public static Refusal NotUtf8(int line) => new("Captions.NotUtf8", line);

    public static Refusal TimesUnreadable(int line) => new("Captions.TimesUnreadable", line);

    public static Refusal Backward(int line) => new("Captions.Backward", line);

    public static Refusal BeyondEnd(int line, TimeSpan runtime) => new("Captions.BeyondEnd", line, runtime);

    public static Refusal TextWithoutTimes(int line) => new("Captions.TextWithoutTimes", line);

    public static Refusal NoGap(int line) => new("Captions.NoGap", line);

    public static Refusal CueTooLong(int line) => new("Captions.CueTooLong", line, CaptionFile.MostCharacters);
}
