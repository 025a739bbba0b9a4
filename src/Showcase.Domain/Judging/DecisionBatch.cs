namespace Showcase.Domain.Judging;

public enum DecisionBatchState
{
    /// <summary>Decided, and neither told nor visible: one step takes it back.</summary>
    Waiting,

    /// <summary>The films took their states and the letters were let go, in one save.</summary>
    Released,

    Undone,
}

/// <summary>
/// The decisions that were applied together, and what became of them. While it waits the entries keep the states that they had, so that nobody can
/// read a decision early, whatever they look at. Of a release and an undoing at the same moment one wins: the version guards it.
/// </summary>
public sealed class DecisionBatch : AggregateRoot
{
    private DecisionBatch()
    {
    }

    public Guid EditionId { get; private set; }

    public DecisionBatchState State { get; private set; }

    /// <summary>How many entries it decides on.</summary>
    public int Decisions { get; private set; }

    /// <summary>How many of them are written to; the others have no address.</summary>
    public int Letters { get; private set; }

    /// <summary>How many took no new state at the release: they were withdrawn or moved while the letters waited.</summary>
    public int MovedOn { get; private set; }

    public Guid AppliedBy { get; private set; }

    public DateTimeOffset AppliedAt { get; private set; }

    /// <summary>When the letters leave by themselves; null where an organiser lets them go.</summary>
    public DateTimeOffset? ReleaseAt { get; private set; }

    /// <summary>Who let it go or took it back; null where its time came.</summary>
    public Guid? EndedBy { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public static DecisionBatch Apply(Guid editionId, LetterHold hold, Guid by, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(hold);
        return new DecisionBatch { EditionId = editionId, AppliedBy = by, AppliedAt = now, ReleaseAt = now + hold.Time };
    }

    /// <summary>Counts what it was made of.</summary>
    public void Count(int decisions, int letters) => (Decisions, Letters) = (decisions, letters);

    /// <summary>Lets the letters go.</summary>
    /// <param name="by">Who does it; null where the time has come.</param>
    /// <param name="now">When.</param>
    public Result Release(Guid? by, DateTimeOffset now)
    {
        if (Ended() is { } refused) return refused;
        if (by is null && !(ReleaseAt <= now)) throw new InvalidOperationException("The letters of this batch are not due.");

        (State, EndedBy, EndedAt) = (DecisionBatchState.Released, by, now);
        return Result.Ok;
    }

    public void CountMovedOn(int movedOn) => MovedOn = movedOn;

    /// <summary>Takes everything back, as long as no letter has left.</summary>
    public Result Undo(Guid by, DateTimeOffset now)
    {
        if (Ended() is { } refused) return refused;

        (State, EndedBy, EndedAt) = (DecisionBatchState.Undone, by, now);
        return Result.Ok;
    }

    /// <summary>Stops the clock: the letters wait until somebody lets them go.</summary>
    public Result StopClock()
    {
        if (Ended() is { } refused) return refused;

        ReleaseAt = null;
        return Result.Ok;
    }

    private Refusal? Ended() => State switch
    {
        DecisionBatchState.Released => LetterRefusals.HaveLeft,
        DecisionBatchState.Undone => LetterRefusals.UndoneAlready,
        _ => null,
    };
}
