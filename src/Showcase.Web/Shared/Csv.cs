namespace Showcase.Web.Shared;

/// <summary>Writes comma separated values (RFC 4180) that a spreadsheet opens without running them.</summary>
public static class Csv
{
    /// <summary>One record, with its line end.</summary>
    public static string Line(params IEnumerable<string?> cells) => string.Join(',', cells.Select(Cell)) + "\r\n";

    /// <summary>
    /// A cell that begins like a formula gets an apostrophe in front, as OWASP's "CSV Injection" advises: titles come from strangers.
    /// </summary>
    private static string Cell(string? text)
    {
        var safe = text is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠', ..] ? "'" + text : text ?? "";
        return safe.AsSpan().IndexOfAny(",\"\r\n") >= 0 || safe != safe.Trim() ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
