using System.Globalization;
using System.Text;

namespace Showcase.Web.Features.Media.Marks;

/// <summary>The words that are burnt into a screener's picture: who watches, the code that proves it, and when the mark was made.</summary>
internal static class MarkText
{
    /// <summary>Signs of the name that are shown. The code alone says who it is; more would only hide the film.</summary>
    public const int MostSigns = 32;

    public static string Of(string? name, string code, DateTimeOffset now)
    {
        var proof = $"{code}  {now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}";
        return name is null || Shown(name) is not { Length: > 0 } shown ? proof : $"{shown}\n{proof}";
    }

    /// <summary>One line of signs that stand for themselves: nothing that breaks the line, turns the writing's direction, or is not there.</summary>
    private static string Shown(string name)
    {
        var signs = new StringBuilder();
        var (count, afterGap) = (0, false);
        foreach (var rune in name.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
            {
                afterGap = count > 0;
                continue;
            }

            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned) continue;
            if (count == MostSigns) return signs.Append('…').ToString();

            if (afterGap) signs.Append(' ');
            signs.Append(rune.ToString());
            (count, afterGap) = (count + 1, false);
        }

        return signs.ToString();
    }
}
