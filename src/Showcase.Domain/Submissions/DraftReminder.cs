using Showcase.Domain.Calls;

namespace Showcase.Domain.Submissions;

/// <summary>That the owner of a draft was reminded of a deadline: once for each, whoever runs how often. A deadline that moves is a new one.</summary>
public sealed class DraftReminder : Entity
{
    /// <summary>How long before a deadline one is reminded: time enough to find a file.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromDays(3);

    /// <summary>The same for a draft that was begun later than that.</summary>
    public static readonly TimeSpan LastCall = TimeSpan.FromDays(1);

    private DraftReminder()
    {
    }

    public DraftReminder(Guid submissionId, DateTimeOffset until) => (SubmissionId, Until) = (submissionId, until);

    public Guid SubmissionId { get; private set; }

    /// <summary>The deadline that it told of.</summary>
    public DateTimeOffset Until { get; private set; }

    /// <summary>
    /// The deadline that the owner of a draft begun at <paramref name="begunAt"/> is to be reminded of now; null where it is too early, too
    /// late, or the draft is so young that its owner knows.
    /// </summary>
    public static Tier? Due(IReadOnlyList<Tier> tiers, DateTimeOffset begunAt, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(tiers);
        if (tiers.FirstOrDefault(tier => now <= tier.Until) is not { } next) return null;

        var lead = begunAt <= next.Until - Ahead ? Ahead : LastCall;
        return begunAt <= next.Until - lead && now >= next.Until - lead ? next : null;
    }
}
