using System.Globalization;

namespace Showcase.Web.Features.Films;

/// <summary>Countries by ISO 3166-1 alpha-2, in English, as the framework names them.</summary>
public static class Countries
{
    private static readonly Lazy<Dictionary<string, RegionInfo>> Known = new(() => CultureInfo.GetCultures(CultureTypes.SpecificCultures)
        .Select(culture => new RegionInfo(culture.Name))
        .Where(region => region.TwoLetterISORegionName is { Length: 2 } code && code.All(char.IsAsciiLetterUpper))
        .DistinctBy(region => region.TwoLetterISORegionName)
        .ToDictionary(region => region.TwoLetterISORegionName, StringComparer.OrdinalIgnoreCase));

    /// <summary>All of them, by name.</summary>
    public static IReadOnlyList<CodeName> All { get; } =
        [.. Known.Value.Values.Select(region => new CodeName(region.TwoLetterISORegionName, region.EnglishName)).OrderBy(entry => entry.Name, StringComparer.CurrentCulture)];

    /// <summary>The country's name, or the code itself where it is unknown.</summary>
    public static string Name(string code) => Known.Value.TryGetValue(code, out var region) ? region.EnglishName : code;
}

/// <summary>A code and its name for people.</summary>
public sealed record CodeName(string Code, string Name);
