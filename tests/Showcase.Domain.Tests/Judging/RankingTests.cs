using FsCheck;
using FsCheck.Fluent;
using Showcase.Domain.Judging;

namespace Showcase.Domain.Tests.Judging;

public sealed class RankingTests
{
    private static readonly Gen<List<SubmissionScores>> Ballots =
        Gen.Choose(1, 10).Select(mark => (double)mark).ListOf().Select(scores => new SubmissionScores(Guid.CreateVersion7(), [.. scores])).ListOf().Select(all => all.ToList());

    [Fact]
    public void Mean_and_spread_are_those_of_a_textbook()
    {
        var ranked = Assert.Single(Ranking.Of([new SubmissionScores(Guid.CreateVersion7(), [2, 4, 4, 4, 5, 5, 7, 9])]));

        Assert.Equal((1, 5, 8), (ranked.Position, ranked.Mean, ranked.Count));
        Assert.Equal(Math.Sqrt(32.0 / 7), ranked.Spread!.Value, 6);
    }

    [Fact]
    public void One_score_has_no_spread_and_none_has_no_position()
    {
        var (one, none) = (new SubmissionScores(Guid.CreateVersion7(), [7]), new SubmissionScores(Guid.CreateVersion7(), []));

        var ranked = Ranking.Of([none, one]);

        Assert.Equal([new RankedSubmission(one.SubmissionId, 1, 7, null, 1), new RankedSubmission(none.SubmissionId, null, null, null, 0)], ranked);
    }

    [Fact]
    public void Films_with_the_same_mean_share_a_position_and_the_next_one_comes_after_both()
    {
        double[][] scores = [[8, 8], [7, 9], [8], [6]];

        var ranked = Ranking.Of(scores.Select(of => new SubmissionScores(Guid.CreateVersion7(), of)));

        Assert.Equal([1, 1, 1, 4], ranked.Select(row => row.Position));
        Assert.Equal([2, 2, 1, 1], ranked.Select(row => row.Count));
    }

    [Fact]
    public void The_order_of_jurors_and_films_does_not_change_the_ranking() => Check(all =>
    {
        var shuffled = all.AsEnumerable().Reverse().Select(film => film with { Scores = [.. film.Scores.Reverse()] });

        return Ranking.Of(all).SequenceEqual(Ranking.Of(shuffled));
    });

    [Fact]
    public void No_film_is_lost_and_means_never_rise_further_down() => Check(all =>
    {
        var ranked = Ranking.Of(all);

        return ranked.Select(row => row.SubmissionId).ToHashSet().SetEquals(all.Select(film => film.SubmissionId))
            && ranked.Zip(ranked.Skip(1)).All(pair => (pair.First.Mean ?? 0) >= (pair.Second.Mean ?? 0));
    });

    [Fact]
    public void A_position_is_one_more_than_the_films_with_a_better_mean() => Check(all =>
    {
        var ranked = Ranking.Of(all);

        return ranked.Where(row => row.Mean is not null).All(row => row.Position == 1 + ranked.Count(other => other.Mean > row.Mean));
    });

    [Fact]
    public void A_spread_is_zero_where_all_agree_and_never_wider_than_the_scale_allows() => Check(all =>
        Ranking.Of(all).All(row => row.Spread is null || (row.Spread >= 0 && row.Spread <= 9 / Math.Sqrt(2) + 1e-6)));

    private static void Check(Func<List<SubmissionScores>, bool> holds) => Prop.ForAll(Ballots.ToArbitrary(), holds).QuickCheckThrowOnFailure();
}
