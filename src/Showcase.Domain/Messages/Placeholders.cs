using System.Text.RegularExpressions;

namespace Showcase.Domain.Messages;

/// <summary>What stands in braces in a text and is filled in for each who gets it. The list is closed: what nothing fills is refused when it is saved.</summary>
public static partial class Placeholders
{
    /// <summary>Those of messages about an entry, without their braces.</summary>
    public static IReadOnlyList<string> OfEntries { get; } = ["artist", "film", "category", "call", "edition", "state", "deadline", "link"];

    /// <summary>Those of messages to jurors of a round.</summary>
    public static IReadOnlyList<string> OfJurors { get; } = ["juror", "round", "edition", "left", "minutes", "deadline", "link"];

    /// <summary>What a template may hold; a message that is made of it takes its own alone.</summary>
    public static IReadOnlyList<string> All { get; } = [.. OfEntries.Union(OfJurors)];

    /// <summary>The first thing in braces that nothing fills, with its braces; null where there is none.</summary>
    public static string? Unknown(string? text, IReadOnlyCollection<string> known) =>
        Braces().Matches(text ?? "").Select(match => match.Value).FirstOrDefault(found => !known.Contains(found[1..^1]));

    /// <summary>Fills a text in one pass, so that a title that looks like a placeholder stays a title. What <paramref name="valueOf"/> does not know stays as it is.</summary>
    public static string Fill(string text, Func<string, string?> valueOf) => Braces().Replace(text, match => valueOf(match.Value[1..^1]) ?? match.Value);

    [GeneratedRegex(@"\{[^{}\r\n]*\}", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Braces();
}
