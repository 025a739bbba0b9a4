using System.Collections.Immutable;

namespace Showcase.Web.Features.Editions;

/// <summary>The time zones that an edition may choose: IANA names of places, by continent or ocean.</summary>
public static class TimeZones
{
    private static readonly string[] Regions = ["Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"];

    public static ImmutableArray<TimeZoneRegion> All { get; } = [.. TimeZoneInfo.GetSystemTimeZones()
        .Select(zone => zone.Id)
        .Where(id => id.Contains('/') && Regions.Contains(id[..id.IndexOf('/')], StringComparer.Ordinal))
        .Order(StringComparer.Ordinal)
        .GroupBy(id => id[..id.IndexOf('/')], StringComparer.Ordinal)
        .Select(region => new TimeZoneRegion(region.Key, [.. region]))];

    public static bool Contains(string id) => All.Any(region => region.Ids.Contains(id));
}

public sealed record TimeZoneRegion(string Name, ImmutableArray<string> Ids);

/// <summary>The locales that dates and numbers of an edition can be written in.</summary>
public static class Locales
{
    public static ImmutableArray<string> All { get; } =
    [
        "en-GB", "en-US", "en-IE", "en-CA", "en-AU", "de-DE", "de-AT", "de-CH", "fr-FR", "fr-CA", "fr-CH", "es-ES", "es-MX", "it-IT", "pt-PT", "pt-BR",
        "nl-NL", "nl-BE", "da-DK", "sv-SE", "nb-NO", "fi-FI", "is-IS", "pl-PL", "cs-CZ", "sk-SK", "hu-HU", "ro-RO", "hr-HR", "sl-SI", "et-EE", "lv-LV",
        "lt-LT", "el-GR", "tr-TR", "uk-UA", "ja-JP", "ko-KR", "zh-CN", "zh-TW",
    ];
}
