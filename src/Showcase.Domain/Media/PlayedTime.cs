using System.Globalization;
using System.Runtime.InteropServices;

namespace Showcase.Domain.Media;

/// <summary>A piece of a film, in milliseconds from its start; it ends before <paramref name="To"/>.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct PlayedSpan(int From, int To)
{
    public int Length => To - From;
}

/// <summary>
/// Which pieces of a film were played, each moment once however often it was: spans in order that do not touch. Players tell their
/// place some four times a second, so what is less than a second apart is one piece; what a viewer jumped over stays out.
/// </summary>
public sealed class PlayedTime
{
    /// <summary>Of a film that was watched in more pieces the shortest are forgotten.</summary>
    public const int MostSpans = 400;

    private const int Gap = 1000;

    public static readonly PlayedTime None = new([]);

    private PlayedTime(IReadOnlyList<PlayedSpan> spans) => Spans = spans;

    public IReadOnlyList<PlayedSpan> Spans { get; }

    public TimeSpan Total => TimeSpan.FromMilliseconds(Spans.Sum(span => (long)span.Length));

    /// <summary>What <see cref="ToString"/> wrote.</summary>
    public static PlayedTime Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new PlayedTime([.. text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(piece =>
        {
            var dash = piece.IndexOf('-', StringComparison.Ordinal);
            return new PlayedSpan(int.Parse(piece.AsSpan(0, dash), CultureInfo.InvariantCulture), int.Parse(piece.AsSpan(dash + 1), CultureInfo.InvariantCulture));
        })]);
    }

    /// <summary>These pieces and more, in any order.</summary>
    public PlayedTime With(IEnumerable<PlayedSpan> more)
    {
        var merged = new List<PlayedSpan>();
        foreach (var span in Spans.Concat(more).Where(span => span.Length > 0).OrderBy(span => span.From))
        {
            if (merged.Count > 0 && span.From - merged[^1].To < Gap) merged[^1] = merged[^1] with { To = Math.Max(merged[^1].To, span.To) };
            else merged.Add(span);
        }

        return new PlayedTime(merged.Count <= MostSpans ? merged : [.. merged.OrderByDescending(span => span.Length).Take(MostSpans).OrderBy(span => span.From)]);
    }

    /// <summary>How much of a film that long, in whole per cent; 100 from half a per cent before the end.</summary>
    public int PercentOf(TimeSpan duration) =>
        duration <= TimeSpan.Zero ? 0 : (int)Math.Clamp(Math.Round(100 * (Total / duration), MidpointRounding.AwayFromZero), 0, 100);

    public override string ToString() => string.Join(',', Spans.Select(span => string.Create(CultureInfo.InvariantCulture, $"{span.From}-{span.To}")));
}
