using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Showcase.Domain.Judging.Blind;

/// <summary>The words of a text with their places, folded: without case and accents, so that "GARCÍA" is "garcia".</summary>
internal static partial class TextWords
{
    public static List<TextWord> Of(string text)
    {
        var words = new List<TextWord>();
        for (var at = 0; at < text.Length;)
        {
            if (text[at] == '<' && Tag().Match(text, at) is { Success: true } tag && tag.Index == at)
            {
                at += tag.Length;
                continue;
            }

            if (!IsPart(text[at]))
            {
                at++;
                continue;
            }

            var from = at;
            do at++;
            while (at < text.Length && IsPart(text[at]) && !IsAlone(text[at]) && !IsAlone(text[from]));

            words.Add(new TextWord(Fold(text.AsSpan(from, at - from)), from, at, char.IsUpper(text[from]) || !HasCase(text[from]) || IsInAddress(text, from, at)));
        }

        return words;
    }

    /// <summary>Without case and accents. What Unicode does not take apart is written as it is without its stroke.</summary>
    public static string Fold(ReadOnlySpan<char> word)
    {
        var folded = new StringBuilder(word.Length);
        foreach (var sign in word.ToString().Normalize(NormalizationForm.FormKD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(sign) is UnicodeCategory.NonSpacingMark) continue;

            _ = char.ToLowerInvariant(sign) switch
            {
                'ß' => folded.Append("ss"),
                'æ' => folded.Append("ae"),
                'œ' => folded.Append("oe"),
                'ø' => folded.Append('o'),
                'ł' => folded.Append('l'),
                'đ' => folded.Append('d'),
                'ı' => folded.Append('i'),
                var plain => folded.Append(plain),
            };
        }

        return folded.ToString();
    }

    /// <summary>Combining marks belong to the letter before, and halves of a letter beyond the first plane to each other.</summary>
    private static bool IsPart(char sign) =>
        char.IsLetterOrDigit(sign) || char.IsSurrogate(sign) || CharUnicodeInfo.GetUnicodeCategory(sign) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    /// <summary>Chinese, Japanese and Korean are written without spaces between a name and what follows: each sign is a word.</summary>
    private static bool IsAlone(char sign) => sign is (>= '\u3040' and <= '\u30FF') or (>= '\u3400' and <= '\u9FFF') or (>= '\uAC00' and <= '\uD7AF') or (>= '\uF900' and <= '\uFAFF');

    /// <summary>Whether it is joined to another word as in example.org, ada_artist or films/ada: capitals mean nothing there.</summary>
    private static bool IsInAddress(string text, int from, int to) =>
        (to + 1 < text.Length && IsJoint(text[to]) && char.IsLetterOrDigit(text[to + 1])) || (from > 1 && IsJoint(text[from - 1]) && char.IsLetterOrDigit(text[from - 2]));

    private static bool IsJoint(char sign) => sign is '.' or '/' or '@' or '_';

    private static bool HasCase(char sign) => char.ToUpperInvariant(sign) != char.ToLowerInvariant(sign);

    /// <summary>Marks of captions that say nothing: they may stand in the middle of a name.</summary>
    [GeneratedRegex(@"\G</?[a-z]{1,4}>", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Tag();
}

/// <summary>A word at [From, To). IsCapital: it begins with a capital, or stands where there are none, in its script or in an address.</summary>
internal sealed record TextWord(string Folded, int From, int To, bool IsCapital);
