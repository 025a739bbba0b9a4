using Showcase.Web.Features.Media.Processing;

namespace Showcase.Web.Tests.Features.Media.Processing;

public sealed class FilmPieceTests
{
    [Theory]
    [InlineData(0.5, "0.5")]
    [InlineData(4.9, "4.9")]
    [InlineData(5, "4 1")]
    [InlineData(20, "4 8 8")]
    [InlineData(60.5, "4 8 16 32.5")]
    [InlineData(200, "4 8 16 32 60 60 20")]
    public void The_first_is_one_segment_and_each_is_twice_as_long_as_the_one_before_up_to_a_minute(double seconds, string lengths)
    {
        var pieces = FilmPiece.Cut(TimeSpan.FromSeconds(seconds), TimeSpan.FromMinutes(1));

        Assert.Equal(lengths, string.Join(' ', pieces.Select(piece => FormattableString.Invariant($"{piece.Length.TotalSeconds}"))));
        Assert.Equal(pieces.Select((_, place) => place == pieces.Count - 1), pieces.Select(piece => piece.IsLast));
        Assert.All(pieces.Zip(pieces.Skip(1)), pair => Assert.Equal((pair.First.Begin + pair.First.Length, true), (pair.Second.Begin, pair.Second.FirstSegment - pair.First.FirstSegment > (pair.First.Length.TotalSeconds / 4) + 1)));
    }
}
