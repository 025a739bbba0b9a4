using System.Globalization;
using System.Text.RegularExpressions;
using Showcase.Domain.Films;
using Showcase.Web.Features.Films;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Submissions.Import;

/// <summary>Reads what other systems write for dates, lengths, countries and languages; null where it is none.</summary>
internal static partial class ImportWords
{
    private static readonly string[] Dates =
    [
        "yyyy-MM-dd", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-dd HH:mm:ss zzz", "yyyy/MM/dd",
        "MMMM d, yyyy", "MMM d, yyyy", "d MMMM yyyy", "d MMM yyyy", "MMMM yyyy", "MMM yyyy", "yyyy",
        "d.M.yyyy", "d.M.yyyy HH:mm", "M/d/yyyy", "M/d/yyyy HH:mm", "M/d/yyyy HH:mm:ss", "M/d/yyyy h:mm tt", "M/d/yyyy h:mm:ss tt", "d/M/yyyy",
    ];

    /// <summary>Names that FilmFreeway and people write and the framework does not.</summary>
    private static readonly Dictionary<string, string> OtherCountries = new(StringComparer.OrdinalIgnoreCase)
    {
        ["USA"] = "US", ["U.S.A."] = "US", ["United States of America"] = "US", ["UK"] = "GB", ["Great Britain"] = "GB", ["England"] = "GB", ["Scotland"] = "GB", ["Wales"] = "GB",
        ["Russian Federation"] = "RU", ["Czech Republic"] = "CZ", ["Turkey"] = "TR", ["Türkiye"] = "TR", ["Viet Nam"] = "VN", ["Hong Kong"] = "HK", ["Macao"] = "MO", ["Macau"] = "MO",
        ["Iran, Islamic Republic of"] = "IR", ["Korea, Republic of"] = "KR", ["Republic of Korea"] = "KR", ["Korea"] = "KR", ["Taiwan, Province of China"] = "TW",
        ["Bosnia and Herzegovina"] = "BA", ["Macedonia"] = "MK", ["Palestine"] = "PS", ["Palestine, State of"] = "PS", ["Holland"] = "NL", ["The Netherlands"] = "NL",
        ["Venezuela, Bolivarian Republic of"] = "VE", ["Bolivia, Plurinational State of"] = "BO", ["Syrian Arab Republic"] = "SY", ["Moldova, Republic of"] = "MD",
        ["Tanzania, United Republic of"] = "TZ", ["Myanmar"] = "MM", ["Cote d'Ivoire"] = "CI", ["Ivory Coast"] = "CI", ["Trinidad and Tobago"] = "TT",
    };

    private static readonly HashSet<string> NoLanguage = new(StringComparer.OrdinalIgnoreCase) { "None", "No Dialogue", "No Dialog", "No Language", "Silent", "N/A" };

    private static readonly Lazy<Dictionary<string, string>> CountryCodes = new(() => Codes(Countries.All));

    private static readonly Lazy<Dictionary<string, string>> LanguageCodes = new(() => Codes(CultureInfo.GetCultures(CultureTypes.NeutralCultures)
        .Where(culture => Languages.IsKnown(culture.Name)).Select(culture => new CodeName(culture.Name, culture.EnglishName))));

    /// <summary>Days with slashes are read the American way, as FilmFreeway writes them, unless the first number is no month.</summary>
    public static DateTime? Date(string text) =>
        DateTime.TryParseExact(text, Dates, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces | DateTimeStyles.RoundtripKind, out var date) ? date : null;

    /// <summary>A date that names its day; null where it names a month or a year only.</summary>
    public static DateOnly? Day(string text) =>
        DateTime.TryParseExact(text, [.. Dates.Where(format => format.Contains('d', StringComparison.Ordinal))], CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces | DateTimeStyles.RoundtripKind, out var date)
            ? DateOnly.FromDateTime(date)
            : null;

    /// <summary>FilmFreeway's words for a film's colour, and ours; null where it is none of them.</summary>
    public static PictureColour? Colour(string text)
    {
        var words = string.Concat(text.Where(char.IsLetter)).ToUpperInvariant();
        var (isBlackAndWhite, isColour) = (words.Contains("BLACK", StringComparison.Ordinal) || words == "BW", words.Contains("COLO", StringComparison.Ordinal) || words == "BOTH");
        return (isBlackAndWhite || words == "BOTH", isColour) switch
        {
            (true, true) => PictureColour.Both,
            (true, false) => PictureColour.BlackAndWhite,
            (false, true) => PictureColour.Colour,
            _ => null,
        };
    }

    public static bool? YesOrNo(string text) => text.Trim().ToUpperInvariant() switch
    {
        "YES" or "Y" or "TRUE" or "1" => true,
        "NO" or "N" or "FALSE" or "0" => false,
        _ => null,
    };

    /// <summary>Reads 12:30, 0:12:30, "12 min" and "12 minutes 30 seconds". A bare number might be either, and is none.</summary>
    public static TimeSpan? Length(string text)
    {
        if (Lengths.Parse(text) is { } written) return written;

        var words = LengthInWords().Match(text);
        if (!words.Success || words.Length == 0) return null;

        return new TimeSpan(Number(words.Groups["h"]), Number(words.Groups["m"]), Number(words.Groups["s"]));
    }

    /// <summary>The code of the country, or of the first of several.</summary>
    public static string? Country(string text) => CountryCode(text) ?? text.Split(',', ';', '/').Select(part => CountryCode(part.Trim())).FirstOrDefault();

    /// <summary>The codes, comma separated, and the words that name no language known here.</summary>
    public static (string Codes, IReadOnlyList<string> Unknown) LanguagesOf(string text)
    {
        var words = text.Split([',', ';', '/'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(word => !NoLanguage.Contains(word)).ToList();
        var codes = words.Where(LanguageCodes.Value.ContainsKey).Select(word => LanguageCodes.Value[word]).Distinct(StringComparer.Ordinal);
        return (string.Join(',', codes), [.. words.Where(word => !LanguageCodes.Value.ContainsKey(word))]);
    }

    /// <summary>Names, separated by commas, semicolons or line breaks.</summary>
    public static IReadOnlyList<string> Names(string text) =>
        [.. text.Split([',', ';', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal)];

    private static string? CountryCode(string text) => CountryCodes.Value.GetValueOrDefault(text) ?? OtherCountries.GetValueOrDefault(text);

    /// <summary>Codes by name and by themselves.</summary>
    private static Dictionary<string, string> Codes(IEnumerable<CodeName> all)
    {
        var codes = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (code, name) in all)
        {
            codes.TryAdd(name, code);
            codes.TryAdd(code, code);
        }

        return codes;
    }

    private static int Number(Group digits) => digits.Success ? int.Parse(digits.Value, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"^\s*((?<h>[0-9]{1,2})\s*(h|hrs?|hours?)\b\s*,?\s*)?((?<m>[0-9]{1,3})\s*(m|mins?|minutes?|')(?![a-z])\s*,?\s*)?((?<s>[0-9]{1,2})\s*(s|secs?|seconds?|"")(?![a-z])\s*)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LengthInWords();
}
