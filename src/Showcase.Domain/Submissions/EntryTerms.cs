using Showcase.Domain.Calls;

namespace Showcase.Domain.Submissions;

/// <summary>What a category asks of an entry. Sending in checks it; pages tell by it beforehand what would be refused.</summary>
public sealed record EntryTerms(CallState Call, TimeSpan MinRuntime, TimeSpan MaxRuntime, DateTimeOffset Deadline)
{
    public static EntryTerms Of(Call call, Category category)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(category);
        return new EntryTerms(call.State, category.MinRuntime, category.MaxRuntime, category.Deadline);
    }

    /// <summary>Whether the door is open: the call is, and the deadline has not passed.</summary>
    public Refusal? Closed(DateTimeOffset now)
    {
        if (Call != CallState.Open) return SubmissionRefusals.CallClosed;
        return now > Deadline ? SubmissionRefusals.DeadlinePassed : null;
    }

    /// <summary>Everything that stands against sending in now. <paramref name="runtime"/> is the probed one, null while the video is not ready.</summary>
    public IEnumerable<Refusal> Problems(TimeSpan? runtime, DateTimeOffset now)
    {
        if (Closed(now) is { } closed) yield return closed;
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
