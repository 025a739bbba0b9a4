namespace Showcase.Domain.Judging.Deliberating;

/// <summary>
/// How much stricter or milder each juror is than those who scored the same films. The model is additive,
/// <c>score(i, j) = film(i) + leaning(j) + noise</c>: the film's worth is a free number, leanings are drawn around 0 with variance σ_b², noise has
/// variance σ². Leanings are those that make <c>Σ (score − film − leaning)² + λ Σ leaning²</c> least, with λ = σ² ÷ σ_b²: the regularised least squares
/// of J. Platt and C. Burges (2012), with which NIPS corrected reviewers' scores, and at the same time the best linear unbiased prediction of C. R.
/// Henderson ("Best linear unbiased estimation and prediction under a selection model", Biometrics 31, 1975, 423–447). Severity in points of the
/// scale is the idea of J. M. Linacre's many-facet measurement (1989), without its logistic scale: what is taken off can be said in one number.
/// <para>
/// λ comes from the scores: it makes their restricted likelihood (H. D. Patterson and R. Thompson, Biometrika 58, 1971, 545–554) times a weak
/// log-normal prior the largest. A panel of few cannot tell juror from noise, and stays near the prior's median.
/// </para>
/// <para>
/// A film's worth is then the mean of its scores with the leanings taken off, so where all films have the same jurors the order is that of the raw
/// means. Jurors who are connected by no chain of shared films are told apart as groups: within each, leanings sum to 0, and nothing can be said
/// between them. The model shifts scores and does not stretch them: who gives every film the same score has a leaning like everybody.
/// </para>
/// The solution is exact (Cholesky, cubic in the number of jurors) and does not depend on the order in which scores come.
/// </summary>
public static class SeverityModel
{
    /// <summary>Noise of three times the jurors' variance is usual where this was measured.</summary>
    public const double UsualShrinkage = 3;

    private const double LeastShrinkage = 0.01;
    private const double MostShrinkage = 10_000;

    /// <summary>Standard deviation of the prior of ln λ: a factor of three to each side.</summary>
    private static readonly double PriorWidth = Math.Log(3);

    /// <param name="scores">What was handed in; a juror scores a film once.</param>
    public static SeverityFit Fit(IEnumerable<GivenScore> scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        GivenScore[] given = [.. scores.OrderBy(score => score.SubmissionId).ThenBy(score => score.JurorId)];
        if (given.Select(score => (score.SubmissionId, score.JurorId)).Distinct().Count() < given.Length) throw new ArgumentException("A juror scores a film once.", nameof(scores));

        Guid[] jurors = [.. given.Select(score => score.JurorId).Distinct().Order()];
        var places = jurors.Select((juror, place) => (juror, place)).ToDictionary(row => row.juror, row => row.place);
        var films = given.GroupBy(score => score.SubmissionId).Select(film => new ScoredFilm(film.Key, [.. film.Select(score => (places[score.JurorId], score.Score))])).ToList();
        var groups = JurorGroups.Of(jurors.Length, films.ConvertAll(film => film.Scores.Select(score => score.Juror)));
        var system = new SeveritySystem(jurors.Length, films);
        var shrinkage = system.HasDifferences ? MostLikely(system) : UsualShrinkage;
        var solved = system.Solve(shrinkage, groups);
        var counts = given.GroupBy(score => score.JurorId).ToDictionary(own => own.Key, own => own.Select(score => score.Score).ToList());
        var shared = films.Where(film => film.Scores.Length > 1).SelectMany(film => film.Scores).CountBy(score => score.Juror).ToDictionary();
        return new SeverityFit(
            [.. jurors.Select((juror, place) => new JurorSeverity(
                juror, groups.Of(place), -solved.Leanings[place], solved.Errors[place], counts[juror].Count, shared.GetValueOrDefault(place), counts[juror].Average(),
                counts[juror].Count > 1 && counts[juror].TrueForAll(score => score == counts[juror][0])))],
            films.ToDictionary(film => film.SubmissionId, film => new AdjustedFilm(groups.Of(film.Scores[0].Juror), [.. film.Scores.Select(score => score.Score - solved.Leanings[score.Juror])])),
            groups.Count,
            shrinkage,
            solved.Noise);
    }

    /// <summary>Searches ln λ on a grid, and goes on between the best point's neighbours by golden section.</summary>
    private static double MostLikely(SeveritySystem system)
    {
        const int Steps = 16;
        var (low, high) = (Math.Log(LeastShrinkage), Math.Log(MostShrinkage));
        var width = (high - low) / Steps;
        var best = Enumerable.Range(0, Steps + 1).MinBy(step => Unlikeliness(low + (step * width)));
        var (from, to) = (Math.Max(low, low + ((best - 1) * width)), Math.Min(high, low + ((best + 1) * width)));
        var golden = (Math.Sqrt(5) - 1) / 2;
        var (left, right) = (to - (golden * (to - from)), from + (golden * (to - from)));
        var (atLeft, atRight) = (Unlikeliness(left), Unlikeliness(right));
        while (to - from > 1e-4)
        {
            if (atLeft <= atRight)
            {
                (to, right, atRight) = (right, left, atLeft);
                left = to - (golden * (to - from));
                atLeft = Unlikeliness(left);
            }
            else
            {
                (from, left, atLeft) = (left, right, atRight);
                right = from + (golden * (to - from));
                atRight = Unlikeliness(right);
            }
        }

        return Math.Exp((from + to) / 2);

        double Unlikeliness(double logarithm)
        {
            var distance = (logarithm - Math.Log(UsualShrinkage)) / PriorWidth;
            return system.Deviance(Math.Exp(logarithm)) + (distance * distance);
        }
    }
}

public sealed record GivenScore(Guid SubmissionId, Guid JurorId, double Score);

/// <summary>What the scores of a round say of its jurors.</summary>
/// <param name="Jurors">By id.</param>
/// <param name="Films">Those that have a score.</param>
/// <param name="Groups">How many groups of jurors share no film with each other.</param>
/// <param name="Shrinkage">λ.</param>
/// <param name="Noise">σ: by how much, in points, a juror's score differs from what film and leaning say.</param>
public sealed record SeverityFit(IReadOnlyList<JurorSeverity> Jurors, IReadOnlyDictionary<Guid, AdjustedFilm> Films, int Groups, double Shrinkage, double Noise);

/// <summary>A juror among those of their group.</summary>
/// <param name="JurorId">Who.</param>
/// <param name="Group">From 1, the group with the most films first.</param>
/// <param name="Severity">Points that are added to each of their scores; below 0 where they are milder than the group. Drawn towards 0 the more, the less is known.</param>
/// <param name="Error">Its standard error, in points; null where there is nobody to compare with.</param>
/// <param name="Count">How many films they scored.</param>
/// <param name="Shared">How many of these somebody else scored as well: only those tell anything.</param>
/// <param name="Mean">Of their raw scores.</param>
/// <param name="IsConstant">Whether all of these, two or more, are the same.</param>
public sealed record JurorSeverity(Guid JurorId, int Group, double Severity, double? Error, int Count, int Shared, double Mean, bool IsConstant);

/// <summary>A film's scores with each juror's severity added, which may leave the scale. Only films of one group can be compared.</summary>
public sealed record AdjustedFilm(int Group, IReadOnlyList<double> Scores);

/// <summary>A film with its scores, each by the juror's place in the list of jurors.</summary>
internal sealed record ScoredFilm(Guid SubmissionId, (int Juror, double Score)[] Scores);
