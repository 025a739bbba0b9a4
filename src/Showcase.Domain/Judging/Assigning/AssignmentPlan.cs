namespace Showcase.Domain.Judging.Assigning;

/// <summary>What would be given and taken back, and how everybody would stand then.</summary>
/// <param name="Added">Pairs that do not exist yet.</param>
/// <param name="TakenBack">Pairs that exist, that nobody has begun, and that go to somebody else or to nobody.</param>
/// <param name="Bound">No plan has fewer points.</param>
public sealed record AssignmentPlan(
    IReadOnlyList<PlannedPair> Added,
    IReadOnlyList<PlannedPair> TakenBack,
    IReadOnlyList<JurorLoad> Loads,
    IReadOnlyList<UnmetFilm> Unmet,
    long Points,
    long Bound,
    AssignmentSolution Solution)
{
    /// <summary>Whether no other plan is better.</summary>
    public bool IsProved => Points == Bound;
}

public sealed record PlannedPair(Guid FilmId, Guid JurorId, Bid? Bid);

/// <summary>A juror's films before and after, and how long they would watch in the whole edition.</summary>
public sealed record JurorLoad(Guid JurorId, int FilmsBefore, int Films, long Seconds, int? MostMinutes);

/// <summary>A film that does not get all its reviews, and why.</summary>
/// <param name="Able">How many jurors could take it, were they not full.</param>
/// <param name="Obstacles">How many may not, by reason.</param>
/// <param name="Full">Those who could take it, or take something from one who could: all of them have as much as they can. Empty where too few could take it at all.</param>
public sealed record UnmetFilm(Guid FilmId, int Missing, int Able, IReadOnlyDictionary<PairObstacle, int> Obstacles, IReadOnlyList<Guid> Full);

/// <summary>One pair explained. Points are what the pair costs by bid and by topics; the other choice is the best plan without it, or with it.</summary>
/// <param name="Needed">How many reviews the film still needs.</param>
/// <param name="MorePoints">By how much the other choice costs more; null where there is none.</param>
/// <param name="MoreUnmet">How many reviews more would be missing with it.</param>
public sealed record PairReading(
    Guid FilmId, Guid JurorId, bool IsPlanned, HeldState? Held, PairObstacle? Obstacle, Bid? Bid, int BidPoints, int TopicPoints, int Needed, long? MorePoints, int? MoreUnmet);
