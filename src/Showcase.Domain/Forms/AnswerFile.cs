namespace Showcase.Domain.Forms;

/// <summary>What a question for a file takes.</summary>
public enum AnswerFileType
{
    Pdf,
    Picture,
    Text,
}

/// <summary>What a file is by its content.</summary>
public enum AnswerFileFormat
{
    Pdf,
    Jpeg,
    Png,
    WebP,
    Text,
}

/// <summary>The file that answers a question. Its name is the answer's value.</summary>
/// <param name="FileId">Names where its bytes lie; another file has another.</param>
/// <param name="Format">What it is by its content.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Sha256">In lower-case hexadecimal.</param>
public sealed record AnswerFile(Guid FileId, AnswerFileFormat Format, long Size, string Sha256)
{
    public const int MostMegabytes = 20;
    public const int NameLength = 120;

    public static long Bytes(int megabytes) => megabytes * 1_000_000L;

    public static AnswerFileType TypeOf(AnswerFileFormat format) => format switch
    {
        AnswerFileFormat.Pdf => AnswerFileType.Pdf,
        AnswerFileFormat.Text => AnswerFileType.Text,
        _ => AnswerFileType.Picture,
    };

    /// <summary>The extensions of files of that type, the first is ours.</summary>
    public static IReadOnlyList<string> ExtensionsOf(AnswerFileType type) => type switch
    {
        AnswerFileType.Pdf => [".pdf"],
        AnswerFileType.Text => [".txt"],
        _ => [".jpg", ".jpeg", ".png", ".webp"],
    };

    /// <summary>
    /// A name to save the file under: the last part of what was sent, without signs that steer a screen or a disk, with an extension that tells what the
    /// file is.
    /// </summary>
    public static string NameOf(string? sent, AnswerFileFormat format)
    {
        var last = (sent ?? "").Split('/', '\\')[^1];
        var clean = string.Concat(last.Where(sign => !char.IsControl(sign) && !Steers(sign) && !"<>:\"|?*".Contains(sign, StringComparison.Ordinal))).Trim(' ', '.');
        var extension = format switch { AnswerFileFormat.Pdf => ".pdf", AnswerFileFormat.Jpeg => ".jpg", AnswerFileFormat.Png => ".png", AnswerFileFormat.WebP => ".webp", _ => ".txt" };
        var isJpeg = format == AnswerFileFormat.Jpeg && clean.EndsWith(".jpeg", StringComparison.OrdinalIgnoreCase);
        if (isJpeg) extension = clean[^5..];

        var stem = clean.EndsWith(extension, StringComparison.OrdinalIgnoreCase) ? clean[..^extension.Length].TrimEnd(' ', '.') : clean;
        if (stem.Length == 0) stem = "file";
        return Cut(stem, NameLength - extension.Length) + extension;
    }

    /// <summary>Format characters, among them those that turn the direction of writing.</summary>
    private static bool Steers(char sign) => char.GetUnicodeCategory(sign) is System.Globalization.UnicodeCategory.Format or System.Globalization.UnicodeCategory.LineSeparator or System.Globalization.UnicodeCategory.ParagraphSeparator;

    private static string Cut(string text, int most)
    {
        if (text.Length <= most) return text;
        return char.IsHighSurrogate(text[most - 1]) ? text[..(most - 1)] : text[..most];
    }
}
