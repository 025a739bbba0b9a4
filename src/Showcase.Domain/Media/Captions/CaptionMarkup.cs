using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Showcase.Domain.Media.Captions;

/// <summary>
/// Writes a cue's text anew: bold, italic, underlined, and who speaks. Any other tag goes, what it held stays as text, and every sign that
/// means something to WebVTT is escaped, so that no text can begin a cue, a tag or a comment.
/// </summary>
internal static partial class CaptionMarkup
{
    private const int VoiceLength = 60;

    /// <summary>Empty where nothing is left to read.</summary>
    public static string Clean(ReadOnlySpan<string> lines)
    {
        var clean = new StringBuilder();
        var open = new Stack<string>();
        var hasText = false;
        foreach (var line in lines)
        {
            var written = Clean(Overrides().Replace(line, ""), open, ref hasText).Trim();

            // An empty line would end the cue.
            if (written.Length == 0) continue;
            if (clean.Length > 0) clean.Append('\n');
            clean.Append(written);
        }

        while (open.TryPop(out var left)) clean.Append("</").Append(left).Append('>');
        return hasText ? clean.ToString() : "";
    }

    /// <summary>SubRip files put captions at the top of the picture with a code of another format, mostly to keep titles free.</summary>
    public static bool IsAtTop(ReadOnlySpan<string> lines)
    {
        foreach (var line in lines)
        {
            if (AtTop().IsMatch(line)) return true;
        }

        return false;
    }

    private static string Clean(string line, Stack<string> open, ref bool hasText)
    {
        var clean = new StringBuilder(line.Length);
        var at = 0;
        foreach (var tag in Tag().Matches(line).Cast<Match>())
        {
            hasText |= Append(clean, line[at..tag.Index]);
            at = tag.Index + tag.Length;
            var name = tag.Groups["name"].Value.ToLowerInvariant();
            if (name is not ("b" or "i" or "u" or "v")) continue;

            if (tag.Groups["close"].Success) Close(clean, open, name);
            else Open(clean, open, name, tag.Groups["rest"].Value);
        }

        hasText |= Append(clean, line[at..]);
        return clean.ToString();
    }

    private static void Open(StringBuilder clean, Stack<string> open, string name, string rest)
    {
        // Another voice begins where the one before ends.
        if (name == "v") Close(clean, open, name);
        if (open.Contains(name)) return;

        if (name == "v")
        {
            var voice = Words(rest.Split((char[]?)null, 2) is [_, var annotation] ? annotation : "");
            if (voice.Length == 0) return;

            clean.Append("<v ").Append(Escaped(voice.Length > VoiceLength ? voice[..VoiceLength] : voice)).Append('>');
        }
        else
        {
            clean.Append('<').Append(name).Append('>');
        }

        open.Push(name);
    }

    /// <summary>Tags that were opened inside are closed with it.</summary>
    private static void Close(StringBuilder clean, Stack<string> open, string name)
    {
        if (!open.Contains(name)) return;

        string closed;
        do
        {
            closed = open.Pop();
            clean.Append("</").Append(closed).Append('>');
        }
        while (closed != name);
    }

    private static bool Append(StringBuilder clean, string text)
    {
        var words = WithoutControls(WebUtility.HtmlDecode(text));
        clean.Append(Escaped(words));
        return !string.IsNullOrWhiteSpace(words);
    }

    private static string Words(string text) => string.Join(' ', WithoutControls(WebUtility.HtmlDecode(text)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Line ends among them: an entity can write one.</summary>
    private static string WithoutControls(string text) =>
        string.Create(text.Length, text, (signs, from) =>
        {
            for (var at = 0; at < signs.Length; at++) signs[at] = char.IsControl(from[at]) || from[at] is '\u2028' or '\u2029' or '\uFEFF' ? ' ' : from[at];
        });

    private static string Escaped(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    /// <summary>A tag, or a time inside a text. A lone &lt; is a text's own.</summary>
    [GeneratedRegex("<(?<close>/)?(?<name>[a-zA-Z][a-zA-Z0-9]*)(?<rest>[^<>]{0,200})>|<[0-9:.]{5,15}>", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Tag();

    /// <summary>Codes of the format ASS that SubRip files carry, such as {\an8}.</summary>
    [GeneratedRegex(@"\{\\[^{}]{0,100}\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Overrides();

    [GeneratedRegex(@"\{\\an[789]\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AtTop();
}
