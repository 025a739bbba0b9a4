using Showcase.Domain.Media;

namespace Showcase.Domain.Films;

/// <summary>
/// A picture of a film, as we made it of what the artist sent: sizes of it, upright and without a byte of the file that came. Its pixels
/// never change, so its id names them; other pixels are another picture.
/// </summary>
public sealed class Picture : Entity
{
    public const int AltLength = 300;
    public const int CreditLength = 120;

    /// <summary>Of the file that is sent.</summary>
    public const int MostBytes = 20_000_000;

    private Picture()
    {
    }

    /// <summary>The film's <see cref="FilmPictures"/>.</summary>
    public Guid SetId { get; private set; }

    /// <summary>Place among the stills, from 0; null for a picture that is there for the poster alone.</summary>
    public int? Position { get; internal set; }

    /// <summary>What there is to see, for those who do not see it; empty until somebody says.</summary>
    public string Alt { get; private set; } = "";

    /// <summary>Who took or made it.</summary>
    public string Credit { get; private set; } = "";

    /// <summary>As the artist's disk had it; shown, never used as a path.</summary>
    public string FileName { get; private set; } = "";

    /// <summary>Of the file that came, in hexadecimal: the same file is the same picture.</summary>
    public string Sha256 { get; private set; } = "";

    /// <summary>Pixels of the file that came, as it is seen.</summary>
    public int Width { get; private set; }

    public int Height { get; private set; }

    /// <summary>Of all that is kept of it.</summary>
    public long Bytes { get; private set; }

    public DateTimeOffset AddedAt { get; private set; }

    /// <summary>The picture's sizes, made to be shown.</summary>
    public IReadOnlyList<PictureSize> Sizes => PictureSize.Of(PictureSize.Stills, Width);

    public static Result<Picture> Of(string fileName, PictureFile file, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (Text.Check(fileName, "FileName", MediaAsset.FileNameLength) is { } bad) return bad;

        return new Picture { FileName = fileName, Sha256 = file.Sha256, Width = file.Width, Height = file.Height, Bytes = file.Bytes, AddedAt = now };
    }

    internal Refusal? Describe(string? alt, string? credit)
    {
        if (Text.Check(alt, "Alt", AltLength, required: false) is { } badAlt) return badAlt;
        if (Text.Check(credit, "Credit", CreditLength, required: false) is { } badCredit) return badCredit;

        (Alt, Credit) = (alt?.Trim() ?? "", credit?.Trim() ?? "");
        return null;
    }
}

/// <summary>What was made of a file that came.</summary>
/// <param name="Sha256">Of the file, in hexadecimal.</param>
/// <param name="Width">Pixels, as it is seen.</param>
/// <param name="Height">Pixels, as it is seen.</param>
/// <param name="Bytes">Of all sizes together.</param>
public sealed record PictureFile(string Sha256, int Width, int Height, long Bytes);

/// <summary>A size that is kept: named by the width that it would have, while a smaller picture stays as small as it is.</summary>
public sealed record PictureSize(int Name, int Width)
{
    /// <summary>Of stills. The largest is for print and for cropping.</summary>
    public static readonly IReadOnlyList<int> Stills = [480, 960, 1920, 3840];

    /// <summary>Of posters.</summary>
    public static readonly IReadOnlyList<int> Posters = [640, 1280, 1920];

    /// <summary>The sizes of a picture that is so many pixels wide: none repeats another.</summary>
    public static IReadOnlyList<PictureSize> Of(IReadOnlyList<int> names, int width) =>
        [.. names.Where((_, place) => place == 0 || names[place - 1] < width).Select(name => new PictureSize(name, Math.Min(name, width)))];
}
