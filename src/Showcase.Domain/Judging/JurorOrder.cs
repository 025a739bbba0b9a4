namespace Showcase.Domain.Judging;

/// <summary>The order that a juror puts their films of a round in, where the round ranks. A draft saves itself; it counts once it is handed in.</summary>
public sealed class JurorOrder : AggregateRoot
{
    private JurorOrder()
    {
    }

    public Guid RoundId { get; private set; }

    public Guid JurorId { get; private set; }

    /// <summary>The best first. Equal ranks are a tie; ranks that are left out are gaps, which other people read and the count does not.</summary>
    public IReadOnlyList<PlacedFilm> Placed { get; private set; } = [];

    public DateTimeOffset SavedAt { get; private set; }

    public DateTimeOffset? HandedInAt { get; private set; }

    public static JurorOrder Of(Guid roundId, Guid jurorId) => new() { RoundId = roundId, JurorId = jurorId };

    /// <summary>Keeps an order. Refused where it names a film that is not the juror's to place, or one twice.</summary>
    /// <param name="placed">In any order; ranks are from 1.</param>
    /// <param name="own">The juror's films: assigned, not recused, not decided.</param>
    /// <param name="round">Its window must be open, and it must rank.</param>
    /// <param name="handIn">From now on it counts; an order that counts goes on counting with each change.</param>
    /// <param name="now">The server's clock.</param>
    public Result Place(IReadOnlyCollection<PlacedFilm> placed, IReadOnlySet<Guid> own, JudgingRound round, bool handIn, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(placed);
        ArgumentNullException.ThrowIfNull(own);
        ArgumentNullException.ThrowIfNull(round);
        if (round.Mode != RoundMode.Ranking) return JudgingRefusals.NotRanked;
        if (round.Window.IsOverAt(now)) return JudgingRefusals.WindowClosed;
        if (!round.Window.IsOpenAt(now)) return JudgingRefusals.WindowNotOpen;
        if (placed.Any(place => !own.Contains(place.SubmissionId))) return JudgingRefusals.NotYoursToPlace;
        if (placed.DistinctBy(place => place.SubmissionId).Count() < placed.Count) return JudgingRefusals.PlacedTwice;
        if (placed.Any(place => place.Rank is < 1 or > Schulze.MostFilms * 2)) return JudgingRefusals.NotYoursToPlace;
        if (handIn && placed.Count == 0) return JudgingRefusals.NothingPlaced;

        Placed = [.. placed.OrderBy(place => place.Rank).ThenBy(place => place.SubmissionId)];
        SavedAt = now;
        if (handIn || HandedInAt is not null) HandedInAt = Placed.Count == 0 ? null : now;
        Touch();
        return Result.Ok;
    }
}

public sealed record PlacedFilm(Guid SubmissionId, int Rank);
