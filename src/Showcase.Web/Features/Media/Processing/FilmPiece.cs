namespace Showcase.Web.Features.Media.Processing;

/// <summary>A stretch of the film that is worked on at once, and the number of its first segment.</summary>
internal sealed record FilmPiece(TimeSpan Begin, TimeSpan Length, bool IsLast, int FirstSegment)
{
    // More than a piece can have: numbers must rise from piece to piece.
    private const int MostSegments = 50;

    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Pieces of a film, each twice as long as the one before: the first is one segment, so that it is there soon, and whoever is faster than the film
    /// has the next one made before the last has been watched.
    /// </summary>
    /// <param name="duration">Of the film.</param>
    /// <param name="longest">A multiple of a segment's length: what is lost where a server dies.</param>
    public static IReadOnlyList<FilmPiece> Cut(TimeSpan duration, TimeSpan longest)
    {
        var pieces = new List<FilmPiece>();
        var (begin, length) = (TimeSpan.Zero, TimeSpan.FromSeconds(FfmpegArguments.SegmentSeconds));
        while (true)
        {
            var left = duration - begin;
            var isLast = left < length + Shortest;
            pieces.Add(new FilmPiece(begin, isLast ? left : length, isLast, pieces.Count * MostSegments));
            if (isLast) return pieces;

            begin += length;
            length = TimeSpan.FromTicks(Math.Min(2 * length.Ticks, longest.Ticks));
        }
    }
}
