using System.Globalization;
using System.Text;

namespace Showcase.Web.Features.Public;

/// <summary>Writes iCalendar content lines (RFC 5545): CRLF, folded so that no line is over 75 octets and no character is cut.</summary>
internal sealed class CalendarLines
{
    private const int MostOctets = 75;

    private readonly StringBuilder text = new();

    /// <summary>A line whose value is of a structured type and written as it is.</summary>
    public CalendarLines Add(string name, string value) => Fold($"{name}:{value}");

    /// <summary>A line whose value is a text.</summary>
    public CalendarLines AddText(string name, string value) => Fold($"{name}:{Escape(value)}");

    public override string ToString() => text.ToString();

    public static string Utc(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    public static string Local(DateTime wallClock) => wallClock.ToString("yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture);

    /// <summary>Backslash, semicolon, comma and line break, by section 3.3.11; other control characters may not stand in a text.</summary>
    internal static string Escape(string value)
    {
        var escaped = new StringBuilder(value.Length);
        foreach (var c in value.ReplaceLineEndings("\n"))
        {
            if (c is '\\' or ';' or ',') escaped.Append('\\').Append(c);
            else if (c == '\n') escaped.Append("\\n");
            else if (!char.IsControl(c) || c == '\t') escaped.Append(c);
        }

        return escaped.ToString();
    }

    private CalendarLines Fold(string line)
    {
        var octets = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > MostOctets)
            {
                text.Append("\r\n ");
                octets = 1;
            }

            text.Append(rune.ToString());
            octets += rune.Utf8SequenceLength;
        }

        text.Append("\r\n");
        return this;
    }
}
