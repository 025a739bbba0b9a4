using System.Buffers.Binary;
using System.Text;
using Showcase.Domain.Media.Pictures;

namespace Showcase.Domain.Forms;

/// <summary>
/// Tells what a file is by its own signs and never by its name. Refuses what is none of the formats that answers take, what breaks off, and what
/// is something else besides: an archive, a page or a program under the same bytes.
/// </summary>
public static class AnswerFileSigns
{
    // Readers of PDF look for their sign this far into a file, and browsers for a page.
    private const int Head = 1024;

    // An archive's directory ends with a comment of 65,535 bytes at most (APPNOTE.TXT, section 4.3.16).
    private const int ArchiveTail = 22 + ushort.MaxValue;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly string[] Pages = ["<!doctype", "<html", "<head", "<body", "<script", "<iframe", "<svg", "<?xml", "<?php"];

    public static Result<AnswerFileFormat> Read(ReadOnlySpan<byte> file)
    {
        if (file.IsEmpty) return AnswerFileRefusals.Empty;

        var read = file.StartsWith("%PDF-"u8) ? ReadPdf(file) : ReadPicture(file) ?? ReadText(file);
        return read.Succeeded && IsMore(file, read.Value) ? AnswerFileRefusals.Polyglot : read;
    }

    /// <summary>ISO 32000-2, section 7.5: a version in the first line, the sign of the end in the last kilobyte, behind it blanks only.</summary>
    private static Result<AnswerFileFormat> ReadPdf(ReadOnlySpan<byte> file)
    {
        var end = file.LastIndexOf("%%EOF"u8);
        if (file.Length < 8 || file[5] is not ((byte)'1' or (byte)'2') || file[6] != '.') return AnswerFileRefusals.NotTaken;
        if (end < 0 || file.Length - end > Head) return AnswerFileRefusals.Truncated;

        foreach (var rest in file[(end + 5)..])
        {
            if (rest is not ((byte)'\r' or (byte)'\n' or (byte)' ' or (byte)'\t' or 0)) return AnswerFileRefusals.Polyglot;
        }

        return AnswerFileFormat.Pdf;
    }

    private static Result<AnswerFileFormat>? ReadPicture(ReadOnlySpan<byte> file)
    {
        var read = PictureHeader.Read(file);
        if (read.Refusal == PictureRefusals.NotPicture) return null;
        if (!read.Succeeded && read.Refusal.Code != PictureRefusals.TooFewPixels(0, 0).Code) return read.Refusal;

        // Cameras write behind the end of a JPEG; what could be harmful there is looked for in all files.
        if (file[0] == 0xFF) return AnswerFileFormat.Jpeg;

        // Nothing follows the last chunk of a PNG, which is empty; a WebP says how long it is, but for a byte that evens it out.
        var isPng = file[0] == 0x89;
        var isWhole = isPng ? file[^12..^4].SequenceEqual("\0\0\0\0IEND"u8) : BinaryPrimitives.ReadUInt32LittleEndian(file[4..]) + 9L >= file.Length;
        if (!isWhole) return AnswerFileRefusals.Polyglot;

        return isPng ? AnswerFileFormat.Png : AnswerFileFormat.WebP;
    }

    /// <summary>UTF-8 without signs that steer a terminal, and no page that a browser would open.</summary>
    private static Result<AnswerFileFormat> ReadText(ReadOnlySpan<byte> file)
    {
        string text;
        try
        {
            text = Strict.GetString(file);
        }
        catch (ArgumentException)
        {
            return AnswerFileRefusals.NotTaken;
        }

        if (text.AsSpan().ContainsAnyExcept(Printed) && text.Any(sign => char.IsControl(sign) && sign is not ('\t' or '\r' or '\n' or '\f'))) return AnswerFileRefusals.NotTaken;

        var start = text.AsSpan().TrimStart('\uFEFF').TrimStart();
        return start.StartsWith("#!", StringComparison.Ordinal) || start.StartsWith("{\\rtf", StringComparison.Ordinal) || start.StartsWith("%!PS", StringComparison.Ordinal)
            ? AnswerFileRefusals.NotTaken
            : AnswerFileFormat.Text;
    }

    private static System.Buffers.SearchValues<char> Printed { get; } =
        System.Buffers.SearchValues.Create([.. Enumerable.Range(' ', 95).Select(sign => (char)sign), '\t', '\r', '\n']);

    private static bool IsMore(ReadOnlySpan<byte> file, AnswerFileFormat format)
    {
        var head = file[..Math.Min(Head, file.Length)];
        if (format != AnswerFileFormat.Pdf && head.IndexOf("%PDF-"u8) >= 0) return true;

        var signs = Encoding.Latin1.GetString(head);
        if (Pages.Any(page => signs.Contains(page, StringComparison.OrdinalIgnoreCase))) return true;

        return HoldsArchive(file) || file.IndexOf("Rar!\x1A\x07"u8) >= 0 || file.IndexOf((ReadOnlySpan<byte>)[(byte)'7', (byte)'z', 0xBC, 0xAF, 0x27, 0x1C]) >= 0;
    }

    /// <summary>A ZIP is read from its end: the directory's last record says how long the comment behind it is.</summary>
    private static bool HoldsArchive(ReadOnlySpan<byte> file)
    {
        const int commentAt = 20;
        var tail = file[Math.Max(0, file.Length - ArchiveTail)..];
        for (int at, from = 0; (at = tail[from..].IndexOf("PK\x05\x06"u8)) >= 0; from += at + 4)
        {
            var record = tail[(from + at)..];
            if (record.Length >= commentAt + 2 && commentAt + 2 + BinaryPrimitives.ReadUInt16LittleEndian(record[commentAt..]) <= record.Length) return true;
        }

        return false;
    }
}

public static class AnswerFileRefusals
{
    public static readonly Refusal Empty = new("AnswerFiles.Empty");
    public static readonly Refusal NotTaken = new("AnswerFiles.NotTaken");
    public static readonly Refusal Truncated = new("AnswerFiles.Truncated");

    /// <summary>It is two things at once.</summary>
    public static readonly Refusal Polyglot = new("AnswerFiles.Polyglot");

    /// <summary>It broke off on its way, or is longer than was said.</summary>
    public static readonly Refusal Incomplete = new("AnswerFiles.Incomplete");

    public static readonly Refusal Missing = new("AnswerFiles.Missing");

    /// <summary>It was sent to a question that takes no file.</summary>
    public static readonly Refusal NotAsked = new("AnswerFiles.NotAsked");

    /// <summary>A file of another type than the question takes.</summary>
    public static readonly Refusal OtherType = new("AnswerFiles.OtherType");

    /// <summary>What looks for malware does not answer.</summary>
    public static readonly Refusal ScannerAway = new("AnswerFiles.ScannerAway");

    public static Refusal TooLarge(int megabytes) => new("AnswerFiles.TooLarge", megabytes);
}
