using FsCheck;
using FsCheck.Fluent;
using Showcase.Domain.Judging;
using Showcase.Domain.Judging.Deliberating;

namespace Showcase.Domain.Tests.Judging.Deliberating;

public sealed class SeverityModelTests
{
    private static readonly Guid[] Films = Ids(1, 400);
    private static readonly Guid[] Jurors = Ids(1_000, 40);

    /// <summary>Up to 5 films and 4 jurors; 0 is "not scored".</summary>
    private static readonly Gen<List<GivenScore>> Small =
        Gen.Choose(0, 10).ArrayOf(20).Select(marks => marks.Select((mark, at) => new GivenScore(Films[at / 4], Jurors[at % 4], mark)).Where(score => score.Score > 0).ToList());

    [Fact]
    public void A_film_with_strict_jurors_rises_above_one_with_mild_jurors()
    {
        // Truth: film 0 is better than film 1 by 1.5. Jurors 0 and 1 give 2 less than they should, 2 and 3 give 2 more; films 2 to 21 were seen by one of each.
        var leaning = new[] { -2.0, -2, 2, 2 };
        var scores = new List<GivenScore>();
        Give(0, 7.5, 0, 1);
        Give(1, 6.0, 2, 3);
        for (var film = 2; film < 22; film++) Give(film, 4 + (film % 4), film % 2, 2 + (film / 2 % 2));

        var fit = SeverityModel.Fit(scores);

        Assert.Equal([Films[1], Films[0]], OrderOf(scores.GroupBy(score => score.SubmissionId).ToDictionary(film => film.Key, film => film.Select(score => score.Score)), 0, 1));
        Assert.Equal([Films[0], Films[1]], OrderOf(fit.Films.ToDictionary(film => film.Key, film => film.Value.Scores.AsEnumerable()), 0, 1));
        Assert.All(fit.Jurors, (juror, at) => Assert.Equal(-leaning[at], juror.Severity, 0.15));

        void Give(int film, double worth, params int[] jurors) => scores.AddRange(jurors.Select(juror => new GivenScore(Films[film], Jurors[juror], worth + leaning[juror])));
    }

    [Fact]
    public void Leanings_are_those_of_brute_force_least_squares() => Prop.ForAll(Small.ToArbitrary(), scores =>
    {
        var fit = SeverityModel.Fit(scores);
        var (films, jurors) = Solve(scores, fit.Shrinkage);

        return fit.Jurors.All(juror => Math.Abs(-juror.Severity - jurors[juror.JurorId]) < 1e-8)
            && fit.Films.All(film => Math.Abs(film.Value.Scores.Average() - films[film.Key]) < 1e-8);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Shrinkage_is_where_the_dense_restricted_likelihood_times_the_prior_is_largest() => Prop.ForAll(Small.ToArbitrary(), scores =>
    {
        var fit = SeverityModel.Fit(scores);
        if (fit.Noise == 0) return true;

        var here = Deviance(scores, fit.Shrinkage);
        return Deviance(scores, fit.Shrinkage * 1.05) >= here - 1e-6 && Deviance(scores, fit.Shrinkage / 1.05) >= here - 1e-6;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_error_is_that_of_the_dense_inverse_for_a_leaning_from_its_groups_mean()
    {
        List<GivenScore> scores = [new(Films[0], Jurors[0], 4), new(Films[0], Jurors[1], 7), new(Films[1], Jurors[1], 8), new(Films[1], Jurors[2], 6), new(Films[2], Jurors[0], 5), new(Films[2], Jurors[2], 9), new(Films[3], Jurors[1], 3)];
        var fit = SeverityModel.Fit(scores);
        var inverse = Inverse(Normal(scores, fit.Shrinkage, out var films, out var jurors));
        var first = films.Count;
        foreach (var (juror, at) in jurors.Select((juror, at) => (juror, at)))
        {
            // Variance of b_j − mean(b), from the covariance of all leanings.
            var weights = jurors.Select((_, other) => (other == at ? 1.0 : 0.0) - (1.0 / jurors.Count)).ToArray();
            var variance = weights.Select((weight, row) => weights.Select((other, column) => weight * other * inverse[first + row, first + column]).Sum()).Sum() * fit.Noise * fit.Noise;

            Assert.Equal(Math.Sqrt(variance), fit.Jurors.Single(row => row.JurorId == juror).Error!.Value, 8);
        }
    }

    [Fact]
    public void A_made_up_jury_is_found_again_within_its_errors()
    {
        var random = new Random(20261129);
        var leanings = Enumerable.Range(0, 24).Select(_ => Normal(random)).ToArray();
        var scores = new List<GivenScore>();
        for (var film = 0; film < 400; film++)
        {
            var worth = 6 + Normal(random);
            foreach (var juror in Enumerable.Range(0, 24).OrderBy(_ => random.Next()).Take(4).ToList()) scores.Add(new GivenScore(Films[film], Jurors[juror], worth + leanings[juror] + (0.7 * Normal(random))));
        }

        var fit = SeverityModel.Fit(scores);

        var mean = leanings.Average();
        Assert.Equal(0.7, fit.Noise, 0.05);
        Assert.InRange(fit.Shrinkage, 0.25, 0.9);
        Assert.All(fit.Jurors, juror => Assert.InRange(-juror.Severity - (leanings[Array.IndexOf(Jurors, juror.JurorId)] - mean), -4 * juror.Error!.Value, 4 * juror.Error.Value));
        Assert.InRange(fit.Jurors.Count(juror => Math.Abs(-juror.Severity - (leanings[Array.IndexOf(Jurors, juror.JurorId)] - mean)) < 2 * juror.Error!.Value), 19, 24);
    }

    [Fact]
    public void Jurors_who_share_no_film_are_groups_and_each_sums_to_nothing()
    {
        List<GivenScore> scores =
        [
            new(Films[0], Jurors[0], 2), new(Films[0], Jurors[1], 4),
            new(Films[1], Jurors[2], 9), new(Films[1], Jurors[3], 5), new(Films[2], Jurors[3], 6), new(Films[2], Jurors[2], 9),
            new(Films[3], Jurors[4], 8),
        ];

        var fit = SeverityModel.Fit(scores);

        Assert.Equal(3, fit.Groups);
        Assert.Equal([2, 2, 1, 1, 3], fit.Jurors.Select(juror => juror.Group));
        Assert.Equal([2, 1, 1, 3], Films.Take(4).Select(film => fit.Films[film].Group));
        Assert.All(fit.Jurors.GroupBy(juror => juror.Group), group => Assert.Equal(0, group.Sum(juror => juror.Severity), 9));
        Assert.Null(fit.Jurors[4].Error);
        Assert.Equal([8], fit.Films[Films[3]].Scores);
    }

    [Fact]
    public void One_juror_alone_has_no_severity()
    {
        var fit = SeverityModel.Fit([new(Films[0], Jurors[0], 2), new(Films[1], Jurors[0], 9)]);

        var juror = Assert.Single(fit.Jurors);
        Assert.Equal((0, null, 2, 0, 5.5), (juror.Severity, juror.Error, juror.Count, juror.Shared, juror.Mean));
        Assert.Equal([2, 9], Films.Take(2).Select(film => Assert.Single(fit.Films[film].Scores)));
    }

    [Fact]
    public void Who_gives_every_film_the_same_has_a_severity_like_everybody_and_is_named()
    {
        var scores = Enumerable.Range(0, 10).SelectMany(film => new[] { new GivenScore(Films[film], Jurors[0], 5), new GivenScore(Films[film], Jurors[1], 6 + (film % 3)) });

        var fit = SeverityModel.Fit(scores);

        Assert.Equal([true, false], fit.Jurors.Select(juror => juror.IsConstant));
        Assert.True(fit.Jurors[0].Severity > 0.5, $"{fit.Jurors[0].Severity}");
    }

    [Fact]
    public void Jurors_who_always_agree_have_none_and_nothing_changes()
    {
        var fit = SeverityModel.Fit(Enumerable.Range(0, 6).SelectMany(film => new[] { new GivenScore(Films[film], Jurors[0], film), new GivenScore(Films[film], Jurors[1], film) }));

        Assert.All(fit.Jurors, juror => Assert.Equal(0, juror.Severity));
        Assert.All(fit.Films, film => Assert.Equal(film.Value.Scores[0], film.Value.Scores[1]));
    }

    /// <summary>One shared film says that two jurors differ and not whose nature it is: a part is believed, by the prior.</summary>
    [Fact]
    public void One_difference_is_believed_in_part()
    {
        var fit = SeverityModel.Fit([new(Films[0], Jurors[0], 3), new(Films[0], Jurors[1], 7)]);

        Assert.Equal(SeverityModel.UsualShrinkage, fit.Shrinkage, 0.01);
        Assert.Equal(0.5, fit.Jurors[0].Severity, 0.01);
        Assert.Equal(-0.5, fit.Jurors[1].Severity, 0.01);
    }

    [Fact]
    public void Where_everybody_saw_every_film_the_order_stays_that_of_the_means() => Prop.ForAll(Gen.Choose(1, 10).ArrayOf(24).ToArbitrary(), marks =>
    {
        var scores = marks.Select((mark, at) => new GivenScore(Films[at / 4], Jurors[at % 4], mark)).ToList();
        var raw = Ranking.Of(scores.GroupBy(score => score.SubmissionId).Select(film => new SubmissionScores(film.Key, [.. film.Select(score => score.Score)])));
        var adjusted = Ranking.Of(SeverityModel.Fit(scores).Films.Select(film => new SubmissionScores(film.Key, film.Value.Scores)));

        return raw.Select(film => (film.SubmissionId, film.Position, film.Mean)).SequenceEqual(adjusted.Select(film => (film.SubmissionId, film.Position, film.Mean)));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_order_of_the_scores_is_nothing_to_it() => Prop.ForAll(Small.ToArbitrary(), scores =>
    {
        var (there, back) = (SeverityModel.Fit(scores), SeverityModel.Fit(scores.AsEnumerable().Reverse()));

        return there.Jurors.SequenceEqual(back.Jurors) && there.Films.All(film => film.Value.Scores.SequenceEqual(back.Films[film.Key].Scores));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Nothing_makes_nothing_and_a_film_scored_twice_by_one_is_refused()
    {
        var fit = SeverityModel.Fit([]);

        Assert.Empty(fit.Jurors);
        Assert.Equal(0, fit.Groups);
        Assert.Throws<ArgumentException>(() => SeverityModel.Fit([new(Films[0], Jurors[0], 3), new(Films[0], Jurors[0], 4)]));
    }

    [Fact]
    public void Scores_that_fit_exactly_are_solved_and_believed()
    {
        var scores = Enumerable.Range(0, 12).SelectMany(film => Enumerable.Range(0, 3).Select(juror => new GivenScore(Films[film], Jurors[juror], 5 + (film % 4) + juror))).ToList();

        var fit = SeverityModel.Fit(scores);

        Assert.All(fit.Jurors, (juror, at) => Assert.Equal(1 - at, juror.Severity, 0.05));
        Assert.All(fit.Jurors, juror => Assert.False(double.IsNaN(juror.Error!.Value)));
    }

    private static Guid[] Ids(int from, int count) => [.. Enumerable.Range(from, count).Select(number => new Guid(number, 0, 0, new byte[8]))];

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static IEnumerable<Guid> OrderOf(Dictionary<Guid, IEnumerable<double>> scores, params int[] films) => films.Select(film => Films[film]).OrderByDescending(film => scores[film].Average());

    /// <summary>The normal matrix of all unknowns, films first, with λ on the jurors' diagonal.</summary>
    private static double[,] Normal(List<GivenScore> scores, double shrinkage, out List<Guid> films, out List<Guid> jurors)
    {
        (films, jurors) = ([.. scores.Select(score => score.SubmissionId).Distinct().Order()], [.. scores.Select(score => score.JurorId).Distinct().Order()]);
        var matrix = new double[films.Count + jurors.Count, films.Count + jurors.Count];
        foreach (var score in scores)
        {
            var (film, juror) = (films.IndexOf(score.SubmissionId), films.Count + jurors.IndexOf(score.JurorId));
            matrix[film, film]++;
            matrix[juror, juror]++;
            matrix[film, juror]++;
            matrix[juror, film]++;
        }

        for (var juror = films.Count; juror < films.Count + jurors.Count; juror++) matrix[juror, juror] += shrinkage;
        return matrix;
    }

    private static (Dictionary<Guid, double> Films, Dictionary<Guid, double> Jurors) Solve(List<GivenScore> scores, double shrinkage)
    {
        var inverse = Inverse(Normal(scores, shrinkage, out var films, out var jurors));
        var right = films.Select(film => scores.Where(score => score.SubmissionId == film).Sum(score => score.Score))
            .Concat(jurors.Select(juror => scores.Where(score => score.JurorId == juror).Sum(score => score.Score))).ToArray();
        double At(int row) => right.Select((value, column) => inverse[row, column] * value).Sum();
        return (films.Select((film, row) => (film, At(row))).ToDictionary(), jurors.Select((juror, row) => (juror, At(films.Count + row))).ToDictionary());
    }

    /// <summary>Minus twice the log restricted likelihood over scores, with V = ZZ' ÷ λ + I and the variance profiled out, and the prior's part.</summary>
    private static double Deviance(List<GivenScore> scores, double shrinkage)
    {
        List<Guid> films = [.. scores.Select(score => score.SubmissionId).Distinct()];
        var count = scores.Count;
        var covariance = new double[count, count];
        for (var row = 0; row < count; row++)
        {
            for (var column = 0; column < count; column++) covariance[row, column] = (row == column ? 1 : 0) + (scores[row].JurorId == scores[column].JurorId ? 1 / shrinkage : 0);
        }

        var inverse = Inverse(covariance);
        var design = new double[films.Count, films.Count];
        var right = new double[films.Count];
        var square = 0.0;
        for (var row = 0; row < count; row++)
        {
            for (var column = 0; column < count; column++)
            {
                design[films.IndexOf(scores[row].SubmissionId), films.IndexOf(scores[column].SubmissionId)] += inverse[row, column];
                right[films.IndexOf(scores[row].SubmissionId)] += inverse[row, column] * scores[column].Score;
                square += scores[row].Score * inverse[row, column] * scores[column].Score;
            }
        }

        var fitted = Inverse(design);
        var explained = right.Select((value, row) => right.Select((other, column) => value * fitted[row, column] * other).Sum()).Sum();
        var distance = Math.Log(shrinkage / SeverityModel.UsualShrinkage) / Math.Log(3);
        return ((count - films.Count) * Math.Log(square - explained)) + LogDeterminant(covariance) + LogDeterminant(design) + (distance * distance);
    }

    private static double[,] Inverse(double[,] matrix)
    {
        var size = matrix.GetLength(0);
        var (left, inverse) = ((double[,])matrix.Clone(), new double[size, size]);
        for (var row = 0; row < size; row++) inverse[row, row] = 1;
        for (var pivot = 0; pivot < size; pivot++)
        {
            var scale = left[pivot, pivot];
            for (var column = 0; column < size; column++) (left[pivot, column], inverse[pivot, column]) = (left[pivot, column] / scale, inverse[pivot, column] / scale);
            for (var row = 0; row < size; row++)
            {
                if (row == pivot) continue;

                var factor = left[row, pivot];
                for (var column = 0; column < size; column++)
                {
                    left[row, column] -= factor * left[pivot, column];
                    inverse[row, column] -= factor * inverse[pivot, column];
                }
            }
        }

        return inverse;
    }

    private static double LogDeterminant(double[,] matrix)
    {
        var (left, sum) = ((double[,])matrix.Clone(), 0.0);
        for (var pivot = 0; pivot < left.GetLength(0); pivot++)
        {
            sum += Math.Log(left[pivot, pivot]);
            for (var row = pivot + 1; row < left.GetLength(0); row++)
            {
                var factor = left[row, pivot] / left[pivot, pivot];
                for (var column = pivot; column < left.GetLength(0); column++) left[row, column] -= factor * left[pivot, column];
            }
        }

        return sum;
    }
}
