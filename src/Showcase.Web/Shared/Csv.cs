using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace Showcase.Web.Shared;

/// <summary>Writes comma separated values (RFC 4180) that a spreadsheet opens without running them.</summary>
public static partial class Csv
{
    private static readonly SearchValues<char> Quoted = SearchValues.Create(",;'\"\r\n\t");

    /// <summary>One record, with its line end.</summary>
    public static string Line(params IEnumerable<string?> cells) => string.Join(',', cells.Select(Cell)) + "\r\n";

    /// <summary>Hands such a text out as a file that no cache keeps; the mark in front tells spreadsheets that it is UTF-8.</summary>
    public static IResult Download(HttpContext http, string text, string fileName)
    {
        ArgumentNullException.ThrowIfNull(http);
        http.Response.Headers.CacheControl = "no-store";
        return Results.Bytes([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)], "text/csv; charset=utf-8", fileName);
    }

    /// <summary>
    /// What begins like a formula gets an apostrophe in front, as OWASP's "CSV Injection" advises: titles come from strangers. That holds
    /// behind a semicolon, too, where some countries' spreadsheets begin a cell.
    /// </summary>
    private static string Cell(string? text)
    {
        var safe = Formula().Replace(text ?? "", "${start}'");
        return safe.AsSpan().IndexOfAny(Quoted) >= 0 || safe != safe.Trim() ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }

    [GeneratedRegex(@"(?<start>(?:^|[;\t\r\n])[\s\p{Cf}""]*)(?=[=+\-@＝＋－＠])|^(?=[\t\r\n])", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Formula();
}
