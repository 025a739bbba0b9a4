using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Showcase.Domain.Media.Captions;

/// <summary>
/// What a SubRip (.srt) or WebVTT (.vtt) file says, and nothing else of it: <see cref="ToWebVtt"/> writes a file of our own. Cues may
/// overlap, since two people may speak at once, and are put in the order of their beginnings.
/// WebVTT is specified at https://www.w3.org/TR/webvtt1/; SubRip has no specification, so what common software writes is read.
/// </summary>
public sealed partial class CaptionFile
{
    /// <summary>1 MiB; the subtitles of a feature film take about a tenth.</summary>
    public const int MostBytes = 1024 * 1024;

    public const int MostCues = 20_000;

    /// <summary>Characters of one cue, markup included. Two lines of 40 are usual.</summary>
    public const int MostCharacters = 1_000;

    private const string Arrow = "-->";

    private CaptionFile(IReadOnlyList<CaptionCue> cues) => Cues = cues;

    public IReadOnlyList<CaptionCue> Cues { get; }

    /// <summary>When the last caption goes.</summary>
    public TimeSpan Until => Cues.Max(cue => cue.To);

    /// <summary>
    /// Reads a file in UTF-8, or in UTF-16 where it says so. Another encoding is refused and not guessed: guessing wrong shows jurors the
    /// wrong letters, and nobody tells the artist. A refusal names the line.
    /// </summary>
    /// <param name="content">The file's bytes, a stranger's.</param>
    /// <param name="runtime">The film's; null where there is no video yet. What begins later is refused, what ends later is cut off there.</param>
    public static Result<CaptionFile> Read(ReadOnlySpan<byte> content, TimeSpan? runtime)
    {
        if (content.Length > MostBytes) return CaptionRefusals.TooLarge;

        var decoded = CaptionDecoding.Decode(content);
        if (!decoded.Succeeded) return decoded.Refusal;

        var lines = decoded.Value.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n');
        var isWebVtt = Signature().IsMatch(lines[0]);
        if (!isWebVtt && !Array.Exists(lines, IsTimed)) return string.IsNullOrWhiteSpace(decoded.Value) ? CaptionRefusals.Empty : CaptionRefusals.NotCaptions;

        return ReadCues(lines, isWebVtt, runtime);
    }

    /// <summary>The captions as a WebVTT file in which every sign is ours, or was checked.</summary>
    public string ToWebVtt()
    {
        var file = new StringBuilder("WEBVTT\n\n");
        foreach (var cue in Cues)
        {
            file.Append(Time(cue.From)).Append(' ').Append(Arrow).Append(' ').Append(Time(cue.To));
            if (cue.Settings.Length > 0) file.Append(' ').Append(cue.Settings);
            file.Append('\n').Append(cue.Text).Append("\n\n");
        }

        return file.ToString();
    }

    private static Result<CaptionFile> ReadCues(string[] lines, bool isWebVtt, TimeSpan? runtime)
    {
        // WebVTT allows a line of spaces inside a caption; SubRip files have them between captions.
        Predicate<string> isBlank = isWebVtt ? string.IsNullOrEmpty : string.IsNullOrWhiteSpace;
        var cues = new List<CaptionCue>();
        for (var at = isWebVtt ? AfterHead(lines) : 0; at < lines.Length; at++)
        {
            if (string.IsNullOrWhiteSpace(lines[at])) continue;

            var (first, end) = (at, at);
            while (end < lines.Length && !isBlank(lines[end])) end++;
            at = end;
            if (isWebVtt && Unseen().IsMatch(lines[first]) && !IsTimed(lines[first])) continue;

            // A number or a name may stand above the times; neither is kept.
            var times = IsTimed(lines[first]) ? first : first + 1;
            if (times >= end || !IsTimed(lines[times])) return CaptionRefusals.TextWithoutTimes(first + 1);
            if (Array.FindIndex(lines, times + 1, end - times - 1, IsTimed) is >= 0 and var next) return CaptionRefusals.NoGap(next + 1);

            var read = ReadCue(lines, times, end, runtime);
            if (!read.Succeeded) return read.Refusal;
            if (read.Value.Text.Length == 0) continue;
            if (cues.Count == MostCues) return CaptionRefusals.TooMany;

            cues.Add(read.Value);
        }

        return cues.Count == 0 ? CaptionRefusals.Empty : new CaptionFile([.. cues.OrderBy(cue => cue.From)]);
    }

    private static Result<CaptionCue> ReadCue(string[] lines, int times, int end, TimeSpan? runtime)
    {
        var line = times + 1;
        if (CaptionTimes.Parse(lines[times]) is not { } span) return CaptionRefusals.TimesUnreadable(line);
        if (span.To <= span.From) return CaptionRefusals.Backward(line);
        if (span.From >= runtime) return CaptionRefusals.BeyondEnd(line, runtime.Value);

        var written = lines.AsSpan(line, end - line);
        if (IsTooLong(written)) return CaptionRefusals.CueTooLong(line + 1);

        var text = CaptionMarkup.Clean(written);
        var settings = CaptionMarkup.IsAtTop(written) ? "line:0" : span.Settings;
        return new CaptionCue(span.From, span.To > runtime ? runtime.Value : span.To, settings, text);
    }

    /// <summary>The head of a WebVTT file ends with an empty line, or where a cue begins without one.</summary>
    private static int AfterHead(string[] lines)
    {
        var at = 1;
        while (at < lines.Length && lines[at].Length > 0 && !IsTimed(lines[at])) at++;
        return at;
    }

    /// <summary>Asked before the text is looked into: what is short cannot take long.</summary>
    private static bool IsTooLong(ReadOnlySpan<string> lines)
    {
        var length = 0;
        foreach (var line in lines) length += line.Length;
        return length > MostCharacters;
    }

    private static bool IsTimed(string line) => line.Contains(Arrow, StringComparison.Ordinal);

    private static string Time(TimeSpan time) =>
        string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours:00}:{time.Minutes:00}:{time.Seconds:00}.{time.Milliseconds:000}");

    [GeneratedRegex(@"^WEBVTT(\s|\z)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Signature();

    /// <summary>Comments, style sheets and regions: a viewer needs none of them, and a style sheet may load things from elsewhere.</summary>
    [GeneratedRegex(@"^(NOTE|STYLE|REGION)(\s|\z)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Unseen();
}

/// <summary>One caption: when it stands, where (WebVTT's settings, or nothing), and what it says in WebVTT's markup.</summary>
public sealed record CaptionCue(TimeSpan From, TimeSpan To, string Settings, string Text);
