using System.Globalization;
using Microsoft.Extensions.Localization;

namespace Showcase.Web.Texts;

/// <summary>
/// The words of the site. Each feature has a resource <c>Texts/Feature.resx</c>; a key <c>Feature.Name</c> reads its entry <c>Name</c>.
/// A key without an entry shows itself, and a test fails. In an entry <c>{0:film was|films were}</c> is the first where the argument is one.
/// </summary>
public sealed class SiteTexts(IStringLocalizerFactory factory)
{
    private static readonly string Assembly = typeof(SiteTexts).Assembly.GetName().Name!;

    public string this[string key] => Find(key).Value;

    public string this[string key, params object[] arguments]
    {
        get
        {
            var text = Find(key);
            return text.ResourceNotFound ? key : string.Format(new CountedWords(CultureInfo.CurrentCulture), text.Value, arguments);
        }
    }

    /// <summary>What to tell the person. Names of fields and states among the arguments are words too; runtimes are written m:ss.</summary>
    public string Of(Refusal refusal)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        return this[refusal.Code, [.. refusal.Arguments.Select(Word)]];
    }

    /// <summary>The word for an enum's value: key <c>Feature.EnumName_Value</c>.</summary>
    public string Of(string feature, Enum value) => this[$"{feature}.{value.GetType().Name}_{value}"];

    public bool Has(string key) => !Find(key).ResourceNotFound;

    private object Word(object argument) => argument switch
    {
        TimeSpan length => Lengths.Text(length),
        string field when Has($"Common.Field_{field}") => this[$"Common.Field_{field}"],
        Enum value => Of(value.GetType().Namespace!.Split('.')[^1], value),
        _ => argument,
    };

    private LocalizedString Find(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var dot = key.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0) throw new ArgumentException($"A text key names its feature: '{key}' does not.", nameof(key));

        var text = factory.Create($"Texts.{key[..dot]}", Assembly)[key[(dot + 1)..]];
        return text.ResourceNotFound ? new LocalizedString(key, key, resourceNotFound: true) : text;
    }
}

/// <summary>Writes one of two words by a number: <c>{0} {0:film|films}</c>. All else is written as the culture does.</summary>
internal sealed class CountedWords(CultureInfo culture) : IFormatProvider, ICustomFormatter
{
    public object? GetFormat(Type? formatType) => formatType == typeof(ICustomFormatter) ? this : culture.GetFormat(formatType);

    public string Format(string? format, object? arg, IFormatProvider? formatProvider)
    {
        if (format?.Split('|') is [var one, var many]) return arg is 1 or 1L ? one : many;

        return arg is IFormattable value ? value.ToString(format, culture) : arg?.ToString() ?? "";
    }
}

/// <summary>How lengths of time are written: 4:12, or 1:24:10 from an hour on.</summary>
public static class Lengths
{
    public static string Text(TimeSpan length)
    {
        var whole = TimeSpan.FromSeconds(Math.Round(length.TotalSeconds, MidpointRounding.AwayFromZero));
        return whole.TotalHours >= 1
            ? string.Create(CultureInfo.InvariantCulture, $"{(int)whole.TotalHours}:{whole.Minutes:00}:{whole.Seconds:00}")
            : string.Create(CultureInfo.InvariantCulture, $"{whole.Minutes}:{whole.Seconds:00}");
    }

    /// <summary>Reads m:ss or h:mm:ss; null where it is neither.</summary>
    public static TimeSpan? Parse(string? text)
    {
        var parts = text?.Trim().Split(':') ?? [];
        if (parts.Length is < 2 or > 3) return null;

        var total = 0;
        for (var place = 0; place < parts.Length; place++)
        {
            if (!int.TryParse(parts[place], NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return null;
            if (number > (place == 0 ? 999 : 59)) return null;
            total = (total * 60) + number;
        }

        return TimeSpan.FromSeconds(total);
    }
}

internal static class TextsSetup
{
    public static void AddTexts(this WebApplicationBuilder builder)
    {
        builder.Services.AddLocalization();
        builder.Services.AddSingleton<SiteTexts>();
    }
}
