using System.Globalization;

namespace Showcase.Web.Features.Films;

/// <summary>Languages by ISO 639 code, in English, as the framework names them.</summary>
public static class Languages
{
    private static readonly Lazy<Dictionary<string, CultureInfo>> Known = new(() => CultureInfo.GetCultures(CultureTypes.NeutralCultures)
        .Where(culture => culture.Name.Length is 2 or 3 && culture.Name.All(char.IsAsciiLetterLower))
        .ToDictionary(culture => culture.Name, StringComparer.OrdinalIgnoreCase));

    /// <summary>All of them, by name.</summary>
    public static IReadOnlyList<CodeName> All { get; } =
        [.. Known.Value.Values.Select(culture => new CodeName(culture.Name, culture.EnglishName)).OrderBy(entry => entry.Name, StringComparer.CurrentCulture)];

    /// <summary>The language's name, or the code itself where it is unknown.</summary>
    public static string Name(string code) => Known.Value.TryGetValue(code, out var culture) ? culture.EnglishName : code;

    /// <summary>The codes of a film's comma separated languages, in the artist's order.</summary>
    public static IReadOnlyList<string> Split(string? codes) =>
        (codes ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>The names of a film's languages, comma separated.</summary>
    public static string Names(string? codes) => string.Join(", ", Split(codes).Select(Name));
}
