using System.Text;

namespace Showcase.Web.Shared;

/// <summary>A table that somebody brought along: comma, semicolon or tab separated (RFC 4180), in any of the usual encodings.</summary>
public sealed record CsvFile(IReadOnlyList<string> Headers, IReadOnlyList<CsvRow> Rows, CsvEncoding Encoding, char Separator)
{
    public const int MostBytes = 20 * 1024 * 1024;
    public const int MostRows = 50_000;
    public const int MostColumns = 300;

    private static readonly Refusal Binary = new("Imports.Binary");
    private static readonly Refusal Empty = new("Imports.FileEmpty");

    public static Refusal TooLarge { get; } = new("Imports.FileTooLarge", MostBytes / 1024 / 1024);

    /// <summary>Reads the whole file; what is longer than <see cref="MostBytes"/> is refused as soon as that is known.</summary>
    public static async Task<Result<CsvFile>> ReadAsync(Stream content, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(content);
        using var bytes = new MemoryStream();
        var block = new byte[81_920];
        int read;
        while ((read = await content.ReadAsync(block, token)) > 0)
        {
            if (bytes.Length + read > MostBytes) return TooLarge;
            bytes.Write(block, 0, read);
        }

        return Parse(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }

    public static Result<CsvFile> Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MostBytes) return TooLarge;
        if (Decode(bytes) is not var (text, encoding) || text.Contains('\0', StringComparison.Ordinal)) return Binary;

        var separator = SeparatorOf(text);
        var records = Records(text, separator);
        if (records.Count == 0) return Empty;

        var headers = records[0].Cells;
        if (headers.Count > MostColumns) return new Refusal("Imports.TooManyColumns", MostColumns);
        if (records.Count - 1 > MostRows) return new Refusal("Imports.TooManyRows", MostRows);
        if (records[0].Fault is { } broken) return broken;

        var rows = records.Skip(1).Select(row => row.Fault is null && row.Cells.Count != headers.Count
            ? row with { Fault = new Refusal("Imports.Ragged", row.Cells.Count, headers.Count) }
            : row);
        return new CsvFile([.. headers.Select(header => header.Trim())], [.. rows], encoding, separator);
    }

    /// <summary>Null where the bytes are no text.</summary>
    private static (string Text, CsvEncoding Encoding)? Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            if (bytes.StartsWith(Encodings.Utf8.Preamble)) return (Encodings.Utf8.GetString(bytes[3..]), CsvEncoding.Utf8);
            if (bytes.StartsWith(Encodings.Utf16.Preamble)) return (Encodings.Utf16.GetString(bytes[2..]), CsvEncoding.Utf16);
            if (bytes.StartsWith(Encodings.Utf16Big.Preamble)) return (Encodings.Utf16Big.GetString(bytes[2..]), CsvEncoding.Utf16);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }

        try
        {
            return (Encodings.Utf8.GetString(bytes), CsvEncoding.Utf8);
        }
        catch (DecoderFallbackException)
        {
            // Five bytes mean nothing in Windows-1252 and become control signs: such a file is in yet another encoding, or no text.
            var text = Encodings.Western.GetString(bytes);
            return text.AsSpan().IndexOfAnyInRange('\u0080', '\u009F') >= 0 ? null : (text, CsvEncoding.Windows1252);
        }
    }

    /// <summary>The sign that separates most cells of the first line; a comma where there is none.</summary>
    private static char SeparatorOf(string text)
    {
        var (comma, semicolon, tab, quoted) = (0, 0, 0, false);
        foreach (var sign in text)
        {
            if (sign == '"') quoted = !quoted;
            if (quoted) continue;
            if (sign is '\r' or '\n') break;

            if (sign == ',') comma++;
            else if (sign == ';') semicolon++;
            else if (sign == '\t') tab++;
        }

        if (tab > comma && tab > semicolon) return '\t';
        return semicolon > comma ? ';' : ',';
    }

    /// <summary>All records with the number that a spreadsheet gives them; empty ones are passed over and counted.</summary>
    private static List<CsvRow> Records(string text, char separator)
    {
        var reader = new CsvRecords(text, separator);
        var records = new List<CsvRow>();
        for (var number = 1; records.Count < MostRows + 2 && reader.Next() is { } cells; number++)
        {
            if (!reader.IsBroken && cells.All(string.IsNullOrWhiteSpace)) continue;

            records.Add(new CsvRow(number, [.. cells.Select(Plain)], reader.IsBroken ? new Refusal("Imports.BrokenQuotes") : null));
        }

        return records;
    }

    /// <summary>Takes away the apostrophe that <see cref="Csv"/> puts before what a spreadsheet would run: our own files come back as they were.</summary>
    private static string Plain(string cell) => cell.Length > 1 && cell[0] == '\'' && cell[1] is '=' or '+' or '-' or '@' or '\t' ? cell[1..] : cell;

    private static class Encodings
    {
        public static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true);
        public static readonly Encoding Utf16 = new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true);
        public static readonly Encoding Utf16Big = new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true);
        public static readonly Encoding Western = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;
    }
}

/// <summary>One record. <see cref="Number"/> is its row in a spreadsheet, the header being row 1; <see cref="Fault"/> says what is wrong with its form.</summary>
public sealed record CsvRow(int Number, IReadOnlyList<string> Cells, Refusal? Fault);

public enum CsvEncoding
{
    Utf8,
    Utf16,
    Windows1252,
}
