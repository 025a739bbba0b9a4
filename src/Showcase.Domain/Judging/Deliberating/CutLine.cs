using Showcase.Domain.Submissions;

namespace Showcase.Domain.Judging.Deliberating;

/// <summary>A film as the line sees it. Position is null without a rank.</summary>
public sealed record LineFilm(Guid SubmissionId, int? Position, TimeSpan Runtime, SubmissionState State, DecisionOutcome? Staged);

/// <summary>How far down the line is: so many films, so much running time, or whichever ends first.</summary>
public sealed record LineRule(DecisionOutcome Outcome, int? Slots, TimeSpan? Time)
{
    public const int MostSlots = 10_000;
    public const int MostMinutes = 100_000;

    /// <summary>What stands against it.</summary>
    public Refusal? Check()
    {
        if (Slots is < 1 or > MostSlots) return Refusals.OutOfRange("Slots", 1, MostSlots);
        if (Time is { TotalMinutes: < 1 or > MostMinutes }) return Refusals.OutOfRange("Minutes", 1, MostMinutes);
        return Slots is null && Time is null ? Refusals.Required("Slots") : null;
    }
}

/// <summary>
/// What falls in, from the best rank down. Films that have the outcome already take their slots and minutes first, wherever they rank. Films that
/// cannot take the step or have no rank do not count; those for which something else is staged are passed over. The line is drawn before the
/// first film that does not fit: no shorter one from below slips in.
/// </summary>
/// <param name="In">The best first.</param>
/// <param name="Already">Those that have the outcome.</param>
/// <param name="Runtime">Of all of these.</param>
/// <param name="PassedOver">How many have something else staged, and stood above the line.</param>
/// <param name="CutsTie">Whether the first film below shares its rank with the last one above.</param>
public sealed record CutLine(IReadOnlyList<Guid> In, IReadOnlyList<Guid> Already, TimeSpan Runtime, int PassedOver, bool CutsTie)
{
    public int Films => In.Count + Already.Count;

    /// <param name="ranked">The best rank first.</param>
    /// <param name="rule">It must be sound.</param>
    public static CutLine Draw(IEnumerable<LineFilm> ranked, LineRule rule)
    {
        ArgumentNullException.ThrowIfNull(ranked);
        ArgumentNullException.ThrowIfNull(rule);
        if (rule.Check() is { } bad) throw new ArgumentException(bad.Code, nameof(rule));

        var target = StagedDecision.StateOf(rule.Outcome);
        var films = ranked.ToList();
        var already = films.FindAll(film => film.State == target);
        var runtime = already.Aggregate(TimeSpan.Zero, (sum, film) => sum + film.Runtime);
        var inside = new List<LineFilm>();
        var (passed, cutsTie) = (0, false);
        foreach (var film in films.Where(film => film.Position is not null && Submission.CanMove(film.State, target)))
        {
            if (film.Staged is { } staged && staged != rule.Outcome)
            {
                passed++;
                continue;
            }

            if (already.Count + inside.Count >= rule.Slots || runtime + film.Runtime > rule.Time)
            {
                cutsTie = inside.Count > 0 && inside[^1].Position == film.Position;
                break;
            }

            inside.Add(film);
            runtime += film.Runtime;
        }

        return new CutLine(inside.ConvertAll(film => film.SubmissionId), already.ConvertAll(film => film.SubmissionId), runtime, passed, cutsTie);
    }
}
