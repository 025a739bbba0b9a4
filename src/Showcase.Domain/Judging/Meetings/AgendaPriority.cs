namespace Showcase.Domain.Judging.Meetings;

/// <summary>
/// How much a film needs to be talked about: priority = disagreement × nearness, each from 0 to 1. Where all agree there is nothing to say, and far
/// from the cut nothing hangs on it.
/// </summary>
public static class AgendaPriority
{
    /// <summary>
    /// The sample standard deviation of the scores over the greatest that there is on the scale, (most − least) ÷ √2, which two jurors at its two ends
    /// have (n scores with k at one end have √(k(n − k) ÷ (n(n − 1))) of the scale's length, and that is greatest at n = 2).
    /// </summary>
    public static double Disagreement(double spread, double least, double most)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(spread);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(most, least);
        return Math.Min(1, spread * Math.Sqrt(2) / (most - least));
    }

    /// <summary>
    /// width ÷ (width + distance). The distance is counted in places from the cut: 0 for the last film inside and for the first outside. The width is a
    /// quarter of the slots and at least one: a film that far away counts half. Films with equal scores share all their places, and the nearest of them
    /// counts: a tie across the cut is at the cut.
    /// </summary>
    /// <param name="first">The best place that the film shares, from 1.</param>
    /// <param name="last">The last place that it shares.</param>
    /// <param name="slots">How many films there is room for.</param>
    public static double Nearness(int first, int last, int slots)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(first, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(last, first);
        ArgumentOutOfRangeException.ThrowIfLessThan(slots, 1);
        var distance = Math.Max(0, Math.Max(first - (slots + 1), slots - last));
        var width = Math.Max(1, slots / 4.0);
        return width / (width + distance);
    }

    /// <summary>
    /// The films that the rules take, the highest priority first; then the better rank, then the smaller id. A film without a rank was scored by nobody,
    /// and one with a single score has no disagreement: both come onto an agenda by hand. Where no film has a spread, as in a round that ranks, the
    /// priority is the nearness alone. Films with priority 0 are left out.
    /// </summary>
    /// <param name="films">All films of the round, ranked.</param>
    /// <param name="undecided">Those that a decision is still to be taken on; the others keep their places and are not taken.</param>
    /// <param name="rules">The organiser's choice.</param>
    /// <param name="least">The lowest score of the round's scale.</param>
    /// <param name="most">The highest.</param>
    public static IReadOnlyList<AgendaFilm> Choose(
        IReadOnlyCollection<RankedSubmission> films, IReadOnlySet<Guid> undecided, AgendaRules rules, double least, double most)
    {
        ArgumentNullException.ThrowIfNull(films);
        ArgumentNullException.ThrowIfNull(undecided);
        ArgumentNullException.ThrowIfNull(rules);
        var ranked = films.Where(film => film.Position is not null).ToList();
        var shared = ranked.CountBy(film => film.Position!.Value).ToDictionary();
        var isOrderOnly = ranked.TrueForAll(film => film.Spread is null);
        return [.. ranked
            .Where(film => undecided.Contains(film.SubmissionId))
            .Select(film => (Film: film, Priority: PriorityOf(film)))
            .Where(row => row.Priority > 0 && row.Priority * 100 >= rules.LeastPercent)
            .OrderByDescending(row => row.Priority).ThenBy(row => row.Film.Position).ThenBy(row => row.Film.SubmissionId)
            .Take(rules.MostFilms)
            .Select(row => new AgendaFilm(row.Film.SubmissionId, row.Priority))];

        double PriorityOf(RankedSubmission film)
        {
            var first = film.Position!.Value;
            var nearness = Nearness(first, first + shared[first] - 1, rules.Slots);
            return isOrderOnly ? nearness : film.Spread is { } spread ? Disagreement(spread, least, most) * nearness : 0;
        }
    }
}

/// <summary>A film of an agenda. Priority runs from 0 to 1.</summary>
public sealed record AgendaFilm(Guid SubmissionId, double Priority);
