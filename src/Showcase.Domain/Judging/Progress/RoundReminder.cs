namespace Showcase.Domain.Judging.Progress;

/// <summary>How long before a round closes its jurors are reminded.</summary>
public enum RemindedAhead
{
    ThreeDays,
    OneDay,
}

/// <summary>That a juror was reminded of a round's close: once three days and once a day ahead, whoever runs how often. A close that moves is a new one.</summary>
public sealed class RoundReminder : Entity
{
    public static readonly TimeSpan Ahead = TimeSpan.FromDays(3);
    public static readonly TimeSpan LastCall = TimeSpan.FromDays(1);

    private RoundReminder()
    {
    }

    public RoundReminder(Guid roundId, Guid jurorId, DateTimeOffset closesAt, RemindedAhead lead) =>
        (RoundId, JurorId, ClosesAt, Lead) = (roundId, jurorId, closesAt, lead);

    public Guid RoundId { get; private set; }

    public Guid JurorId { get; private set; }

    /// <summary>The close that it told of.</summary>
    public DateTimeOffset ClosesAt { get; private set; }

    public RemindedAhead Lead { get; private set; }

    /// <summary>
    /// Which reminder is due to a juror who was given the first of their unfinished films at <paramref name="givenAt"/>; null where it is too early, too late, or
    /// they were given it so lately that they know. Where nothing ran while the first was due, only the second is sent.
    /// </summary>
    public static RemindedAhead? Due(JudgingWindow window, DateTimeOffset givenAt, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(window);
        if (!window.IsOpenAt(now)) return null;

        var left = window.ClosesAt - now;
        if (left <= LastCall) return givenAt <= window.ClosesAt - LastCall ? RemindedAhead.OneDay : null;
        return left <= Ahead && givenAt <= window.ClosesAt - Ahead ? RemindedAhead.ThreeDays : null;
    }
}
