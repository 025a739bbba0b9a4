using System.Text.RegularExpressions;

namespace Showcase.Domain.Forms;

/// <summary>Takes the names of a film's makers out of a text, for jurors who are not told them.</summary>
public static class HiddenNames
{
    public const string Stand = "█████";

    /// <summary>The text with each of the full names covered, in whatever letters it is written; other words that contain one stay.</summary>
    public static string In(string text, IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(text);
        var known = names.Select(name => name.Trim()).Where(name => name.Length > 1).Distinct(StringComparer.OrdinalIgnoreCase).OrderByDescending(name => name.Length).Select(Regex.Escape).ToList();
        return known.Count == 0
            ? text
            : Regex.Replace(text, $@"(?<!\w)(?:{string.Join('|', known)})(?!\w)", Stand, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
    }
}
