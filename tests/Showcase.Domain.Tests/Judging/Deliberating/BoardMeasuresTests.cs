using Showcase.Domain.Judging.Deliberating;

namespace Showcase.Domain.Tests.Judging.Deliberating;

public sealed class BoardMeasuresTests
{
    private static readonly BoardMeasures OneToTen = new(UsualCount: 4, Least: 1, Most: 10, IsVerdict: false);
    private static readonly BoardFacts Plain = new(Count: 4, Spread: 1, HasYesAndNo: false, Watched: [100, 90, 60, 50], HasNewVersion: false, HasConflict: false, Moved: 0, GroupFilms: 40);

    [Fact]
    public void A_plain_film_has_no_flag() => Assert.Empty(OneToTen.Of(Plain));

    [Theory]
    [InlineData(1, 2, true)]
    [InlineData(2, 2, false)]
    [InlineData(2, 4, true)]
    [InlineData(3, 4, false)]
    [InlineData(0, 0, true)]
    public void Few_are_fewer_than_two_or_half_of_what_is_usual(int count, double usual, bool isFew) =>
        Assert.Equal(isFew, (OneToTen with { UsualCount = usual }).Of(Plain with { Count = count }).Contains(BoardFlag.FewReviews));

    [Fact]
    public void Jurors_disagree_from_a_quarter_of_the_scale_or_where_one_says_yes_and_one_no()
    {
        Assert.Equal([BoardFlag.Disagreement], OneToTen.Of(Plain with { Spread = 2.25 }));
        Assert.Empty(OneToTen.Of(Plain with { Spread = 2.24 }));
        Assert.Equal([BoardFlag.Disagreement], OneToTen.Of(Plain with { HasYesAndNo = true }));
        Assert.Empty((OneToTen with { Least = 0, Most = 100, IsVerdict = true }).Of(Plain with { Spread = 35 }));
    }

    [Fact]
    public void Whoever_played_less_than_half_scored_it_unwatched()
    {
        Assert.Equal([BoardFlag.ScoredUnwatched], OneToTen.Of(Plain with { Watched = [100, 49] }));
        Assert.Empty(OneToTen.Of(Plain with { Watched = [] }));
    }

    [Theory]
    [InlineData(3, 20, true)]
    [InlineData(-3, 20, true)]
    [InlineData(2, 5, false)]
    [InlineData(9, 100, false)]
    [InlineData(-10, 100, true)]
    public void A_rank_has_moved_much_by_a_tenth_of_the_films_and_three_positions(int moved, int films, bool isMuch) =>
        Assert.Equal(isMuch, OneToTen.Of(Plain with { Moved = moved, GroupFilms = films }).Contains(BoardFlag.RankMoved));

    [Fact]
    public void Versions_and_conflicts_are_passed_on_and_severity_may_not_apply() =>
        Assert.Equal([BoardFlag.NewVersion, BoardFlag.Conflict], OneToTen.Of(Plain with { HasNewVersion = true, HasConflict = true, Moved = null }));

    [Fact]
    public void A_film_of_exactly_five_minutes_is_one_of_up_to_five()
    {
        Assert.Equal(
            [RuntimeBand.To5, RuntimeBand.To10, RuntimeBand.To10, RuntimeBand.To20, RuntimeBand.To40, RuntimeBand.Longer],
            new[] { 300, 301, 600, 1_200, 2_400, 2_401 }.Select(seconds => RuntimeBands.Of(TimeSpan.FromSeconds(seconds))));
    }
}
