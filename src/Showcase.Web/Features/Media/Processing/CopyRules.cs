using System.Globalization;

namespace Showcase.Web.Features.Media.Processing;

/// <summary>Whether a picture that every browser can decode can also be cut into segments and sent as it is.</summary>
internal static class CopyRules
{
    private const double LongestGap = 6;
    private const double MostBitsPerSecond = 8_000_000;

    // Shorter stretches say nothing about what a line must carry.
    private const double Stretch = 2;

    /// <summary>
    /// Whether what is marked as keyframes are whole pictures. Encoders that refresh the picture bit by bit (intra refresh) mark where that begins;
    /// only their first is one.
    /// </summary>
    /// <param name="packets">A line a frame, as for <see cref="Allow"/>.</param>
    /// <param name="pictures">A line a keyframe of the first seconds that could be decoded by itself: its type, I for a whole picture.</param>
    public static bool AreWhole(string packets, string pictures) =>
        Lines(pictures).Count(line => line.StartsWith('I')) >= Math.Min(2, Lines(packets).Count(line => line.Split(',') is [_, _, ['K', ..], ..]));

    /// <param name="packets">A line a frame, in the order of decoding: time in seconds, bytes, flags, with K for a keyframe.</param>
    public static bool Allow(string packets)
    {
        double? keyframe = null;
        (double began, double bits, double last) = (0, 0, 0);
        Span<Range> parts = stackalloc Range[4];
        foreach (var line in packets.AsSpan().EnumerateLines())
        {
            if (line.IsEmpty) continue;

            if (line.Split(parts, ',') < 3) return false;
            if (!double.TryParse(line[parts[0]], CultureInfo.InvariantCulture, out var at) || !long.TryParse(line[parts[1]], CultureInfo.InvariantCulture, out var bytes)) return false;

            // A picture that follows its keyframe and is shown before it leans on what came before (an open group of pictures): a player that
            // begins there, and a segment that is marked by itself, would lose it.
            if (at < keyframe) return false;
            if (line[parts[2]].StartsWith('K'))
            {
                if (keyframe is { } before && at - before > LongestGap) return false;
                if (keyframe is null) began = at;
                keyframe = at;
                if (at - began >= Stretch)
                {
                    if (bits / (at - began) > MostBitsPerSecond) return false;
                    (began, bits) = (at, 0);
                }
            }

            // It must begin with a keyframe.
            if (keyframe is null) return false;
            bits += 8.0 * bytes;
            last = Math.Max(last, at);
        }

        return keyframe is { } end && last - end <= LongestGap && (last - began < Stretch || bits / (last - began) <= MostBitsPerSecond);
    }

    private static string[] Lines(string output) => output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
