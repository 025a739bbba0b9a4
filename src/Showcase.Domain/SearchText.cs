using System.Globalization;
using System.Text;

namespace Showcase.Domain;

/// <summary>Text as it is searched: small letters without accents, so that who types "uber" finds "Über".</summary>
public static class SearchText
{
    /// <summary>More words than that narrow nothing any more.</summary>
    public const int MostWords = 8;

    /// <summary>Small Latin letters that Unicode does not take apart into a letter and its accent.</summary>
    private static readonly Dictionary<char, string> Whole = new()
    {
        ['ß'] = "ss", ['æ'] = "ae", ['œ'] = "oe", ['ø'] = "o", ['ł'] = "l", ['đ'] = "d", ['ð'] = "d", ['þ'] = "th", ['ı'] = "i",
    };

    public static string Fold(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var folded = new StringBuilder(text.Length);
        foreach (var sign in WellFormed(text).Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(sign) == UnicodeCategory.NonSpacingMark) continue;

            var small = char.ToLowerInvariant(sign);
            if (Whole.TryGetValue(small, out var plain)) folded.Append(plain);
            else folded.Append(char.IsWhiteSpace(small) ? ' ' : small);
        }

        return folded.ToString();
    }

    /// <summary>The words that somebody searches for, folded; each of them must be found.</summary>
    public static IReadOnlyList<string> Words(string? typed) =>
        [.. Fold(typed ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).Take(MostWords)];

    /// <summary>Half a surrogate pair cannot be normalised; it becomes the sign for what is unreadable.</summary>
    private static string WellFormed(string text) => string.Concat(text.EnumerateRunes());
}
