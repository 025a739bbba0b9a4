using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Showcase.Domain.Media.Captions;

/// <summary>The line of a cue that says when and where: <c>00:01:02,500 --> 00:01:05.000 line:0</c>, with comma or dot, with hours or without.</summary>
internal static partial class CaptionTimes
{
    private const int MostSettings = 5;
    private const int MostCharacters = 300;

    /// <summary>Null where the times are none. Settings that WebVTT does not know, and regions, are left out.</summary>
    public static CaptionSpan? Parse(string line)
    {
        if (line.Length > MostCharacters) return null;

        var arrow = line.IndexOf("-->", StringComparison.Ordinal);
        var after = line[(arrow + 3)..].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (after.Length == 0 || Read(line[..arrow].Trim()) is not { } from || Read(after[0]) is not { } to) return null;

        return new CaptionSpan(from, to, string.Join(' ', after.Skip(1).Where(setting => Setting().IsMatch(setting)).Take(MostSettings)));
    }

    private static TimeSpan? Read(string text)
    {
        var match = Time().Match(text);
        if (!match.Success) return null;

        var fraction = match.Groups["fraction"].Value.PadRight(3, '0');
        return new TimeSpan(0, Number(match.Groups["hours"].Value), Number(match.Groups["minutes"].Value), Number(match.Groups["seconds"].Value), Number(fraction));
    }

    private static int Number(string digits) => digits.Length == 0 ? 0 : int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^((?<hours>[0-9]{1,3}):)?(?<minutes>[0-5]?[0-9]):(?<seconds>[0-5]?[0-9])([.,](?<fraction>[0-9]{1,3}))?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Time();

    [GeneratedRegex(
        @"^(line:-?[0-9]{1,3}(\.[0-9]{1,3})?%?(,(start|center|end))?|position:[0-9]{1,3}(\.[0-9]{1,3})?%(,(line-left|center|line-right))?|size:[0-9]{1,3}(\.[0-9]{1,3})?%|align:(start|center|end|left|right)|vertical:(rl|lr))\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Setting();
}

/// <summary>When a caption stands in the picture, and where.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct CaptionSpan(TimeSpan From, TimeSpan To, string Settings);
