namespace Showcase.Domain.Audience;

/// <summary>
/// What an audience made of a film. <see cref="Score"/> is what films are compared by across halls of different sizes: three fives from three people are less sure than a mean of
/// 4.8 from two hundred.
/// </summary>
/// <param name="Film">The film.</param>
/// <param name="Votes">How many gave it stars, or chose it.</param>
/// <param name="Voters">How many votes the ballot has.</param>
/// <param name="Mean">Of its stars; null on a ballot of favourites, and without votes.</param>
/// <param name="Score">See <see cref="AudienceCount"/>; null without votes.</param>
public sealed record FilmCount(AudienceFilm Film, int Votes, int Voters, double? Mean, double? Score);

/// <summary>Counts ballots.</summary>
public static class AudienceCount
{
    /// <summary>How many votes the common mean weighs.</summary>
    public const double PriorVotes = 10;

    /// <summary>The middle of the scale from 1 to 5, where nothing else is known.</summary>
    public const double Middle = 3;

    /// <summary>Of the normal distribution, for 95 per cent between both ends.</summary>
    private const double Z = 1.959964;

    /// <summary>The films of a ballot, the best first; films with equal scores by title.</summary>
    /// <param name="ballot">The ballot.</param>
    /// <param name="votes">The choices of each code that counts.</param>
    /// <param name="commonMean">Of all stars in the edition; see <see cref="MeanOf"/>.</param>
    public static IReadOnlyList<FilmCount> Of(AudienceBallot ballot, IReadOnlyCollection<IReadOnlyList<AudienceChoice>> votes, double commonMean)
    {
        ArgumentNullException.ThrowIfNull(ballot);
        ArgumentNullException.ThrowIfNull(votes);
        var counted = votes.Where(vote => ballot.Check(vote) is null).ToList();
        var stars = counted.SelectMany(vote => vote).GroupBy(choice => choice.SubmissionId).ToDictionary(group => group.Key, group => group.Select(choice => choice.Stars).ToList());
        return [.. ballot.Films
            .Select(film => Of(film, ballot.Scale, stars.GetValueOrDefault(film.SubmissionId, []), counted.Count, commonMean))
            .OrderByDescending(count => count.Score ?? double.MinValue).ThenBy(count => count.Film.Title, StringComparer.OrdinalIgnoreCase).ThenBy(count => count.Film.SubmissionId)];
    }

    /// <summary>The mean of all stars; the middle of the scale where there are none.</summary>
    public static double MeanOf(IEnumerable<IReadOnlyList<AudienceChoice>> votes) => votes.SelectMany(vote => vote).Select(choice => (double)choice.Stars).DefaultIfEmpty(Middle).Average();

    /// <summary>
    /// A mean drawn towards the common one by as much as ten votes weigh, on the same scale: (10 · m + sum of stars) / (10 + votes). A Bayesian average, of the form
    /// that IMDb published for its Top 250.
    /// </summary>
    public static double Shrunk(double sum, int votes, double commonMean) => ((PriorVotes * commonMean) + sum) / (PriorVotes + votes);

    /// <summary>
    /// The lower end of Wilson's interval for a share, 95 per cent (E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22, 1927),
    /// between 0 and 1.
    /// </summary>
    public static double Wilson(int chosen, int voters)
    {
        if (voters == 0) return 0;

        var share = (double)chosen / voters;
        var z2 = Z * Z;
        var middle = share + (z2 / (2 * voters));
        var spread = Z * Math.Sqrt(((share * (1 - share)) + (z2 / (4 * voters))) / voters);
        return Math.Max(0, (middle - spread) / (1 + (z2 / voters)));
    }

    private static FilmCount Of(AudienceFilm film, AudienceScale scale, List<int> stars, int voters, double commonMean) => scale == AudienceScale.Favourite
        ? new FilmCount(film, stars.Count, voters, null, voters == 0 ? null : Wilson(stars.Count, voters))
        : new FilmCount(film, stars.Count, voters, stars.Count == 0 ? null : stars.Average(), stars.Count == 0 ? null : Shrunk(stars.Sum(), stars.Count, commonMean));
}
