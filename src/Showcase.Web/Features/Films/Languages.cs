using System.Globalization;

namespace Showcase.Web.Features.Films;

/// <summary>Languages by ISO 639 code, as the framework names them in the reader's language.</summary>
public static class Languages
{
    private static readonly Lazy<Dictionary<string, CultureInfo>> Known = new(() => CultureInfo.GetCultures(CultureTypes.NeutralCultures)
        .Where(culture => culture.Name.Length is 2 or 3 && culture.Name.All(char.IsAsciiLetterLower))
        .ToDictionary(culture => culture.Name, StringComparer.OrdinalIgnoreCase));

    /// <summary>All of them, by name in the reader's language.</summary>
    public static IReadOnlyList<CodeName> All =>
        [.. Known.Value.Values.Select(culture => new CodeName(culture.Name, NameOf(culture))).OrderBy(entry => entry.Name, StringComparer.CurrentCulture)];

    public static bool IsKnown(string code) => Known.Value.TryGetValue(code, out var culture) && culture.Name == code;

    /// <summary>The language's name, or the code itself where it is unknown.</summary>
    public static string Name(string code) => Known.Value.TryGetValue(code, out var culture) ? NameOf(culture) : code;

    /// <summary>The codes of a film's comma separated languages, in the artist's order.</summary>
    public static IReadOnlyList<string> Split(string? codes) =>
        (codes ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>The names of a film's languages, comma separated.</summary>
    public static string Names(string? codes) => string.Join(", ", Split(codes).Select(Name));

    /// <summary>Without a culture DisplayName is the language's own name for itself.</summary>
    private static string NameOf(CultureInfo culture) =>
        CultureInfo.CurrentUICulture.TwoLetterISOLanguageName is "en" or "iv" ? culture.EnglishName : culture.DisplayName;
}
