using System.Text;

namespace Showcase.Web.Shared;

/// <summary>
/// Reads records as RFC 4180 has them, and says of each whether it keeps to that: quotes stand around a whole cell, are doubled in
/// it, and end. A quote that stands open takes in the rest of the text, which is then one broken record.
/// </summary>
internal sealed class CsvRecords(string text, char separator)
{
    private readonly StringBuilder cell = new();
    private int at;

    /// <summary>Whether the record that was read last has a quote out of place.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>The next record's cells; null at the end. An empty line is one empty cell.</summary>
    public IReadOnlyList<string>? Next()
    {
        if (at >= text.Length) return null;

        IsBroken = false;
        var cells = new List<string>();
        while (true)
        {
            cells.Add(at < text.Length && text[at] == '"' ? Quoted() : Plain());
            if (at < text.Length && text[at] == separator)
            {
                at++;
                continue;
            }

            EndLine();
            return cells;
        }
    }

    private string Plain()
    {
        var start = at;
        while (at < text.Length && !EndsCell(text[at]))
        {
            if (text[at] == '"') IsBroken = true;
            at++;
        }

        return text[start..at];
    }

    private string Quoted()
    {
        cell.Clear();
        for (at++; at < text.Length; at++)
        {
            if (text[at] != '"')
            {
                cell.Append(text[at]);
            }
            else if (at + 1 < text.Length && text[at + 1] == '"')
            {
                cell.Append('"');
                at++;
            }
            else
            {
                at++;
                if (at < text.Length && !EndsCell(text[at]))
                {
                    IsBroken = true;
                    cell.Append(Plain());
                }

                return cell.ToString();
            }
        }

        IsBroken = true;
        return cell.ToString();
    }

    private bool EndsCell(char sign) => sign == separator || sign is '\r' or '\n';

    /// <summary>CR LF, LF, or the CR of old files.</summary>
    private void EndLine()
    {
        if (at < text.Length) at++;
        if (at < text.Length && text[at] == '\n' && text[at - 1] == '\r') at++;
    }
}
