using Showcase.Domain.Calls;

namespace Showcase.Domain.Submissions;

/// <summary>What a category asks of an entry. Sending in checks it; pages tell by it beforehand what would be refused.</summary>
public sealed record EntryTerms(
    CallState Call, TimeSpan MinRuntime, TimeSpan MaxRuntime, DateTimeOffset Deadline, FeeSchedule Fees, EntryLimits Limits)
{
    /// <summary>From when on the call takes films; null where it does already.</summary>
    public DateTimeOffset? OpensAt { get; init; }

    /// <summary>Whether a code opens the door to its holder: after the deadline, and where the call was closed.</summary>
    public bool IsReopened { get; init; }

    public static EntryTerms Of(Call call, Category category)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(category);
        return new EntryTerms(
            call.State, category.MinRuntime, category.MaxRuntime, category.Deadline,
            new FeeSchedule(category.Tiers, call.Currency), new EntryLimits(call.MostPerPerson, category.MostPerPerson)) { OpensAt = call.OpensAt };
    }

    /// <summary>Whether the door is open: the call is, and the deadline has not passed by more than <paramref name="grace"/>, which pages do not know.</summary>
    public Refusal? Closed(DateTimeOffset now, TimeSpan grace = default)
    {
        if (IsReopened && Call != CallState.Draft) return null;
        if (Call != CallState.Open) return SubmissionRefusals.CallClosed;
        if (now < OpensAt) return SubmissionRefusals.CallNotOpenYet;
        return now > Deadline + grace ? SubmissionRefusals.DeadlinePassed : null;
    }

    /// <summary>Everything that stands against sending in now. <paramref name="runtime"/> is the probed one, null while the video is not ready.</summary>
    public IEnumerable<Refusal> Problems(TimeSpan? runtime, DateTimeOffset now, EntriesSent sent = default, TimeSpan grace = default)
    {
        if (Closed(now, grace) is { } closed) yield return closed;
        if (Limits.Reached(sent) is { } reached) yield return reached;
        if (Runtime(runtime) is { } outside) yield return outside;
    }

    /// <summary>What stands against a film that runs so long.</summary>
    public Refusal? Runtime(TimeSpan? runtime)
    {
        if (runtime is null) return SubmissionRefusals.VideoNotReady;
        return Category.IsWithin(runtime.Value, MinRuntime, MaxRuntime)
            ? null
            : new Refusal("Submissions.RuntimeOutside", runtime.Value, MinRuntime, MaxRuntime);
    }
}
