namespace Showcase.Domain.Media;

public enum StageState
{
    Waiting,
    Running,
    Done,
    Failed,

    /// <summary>Taken back before it was done, by an administrator or because a newer file replaces this one.</summary>
    Cancelled,
}

/// <summary>
/// One step of processing, the truth about it; the scheduler only wakes those who do it. Asset, digest of the source, name and version together are
/// the key of its work. What was begun under a key is gone on with under that key alone, so no two sources and no two versions are ever mixed. What is
/// done under it is there, and is not done again but where somebody asks for exactly that. A newer version makes nothing due by itself, or a release would
/// make every film anew: the stage is outdated then, which shows, and is done again when it is asked for (<see cref="MediaAsset.BringUpToDate"/>).
/// </summary>
public sealed class ProcessingStage(string name, int position) : Entity
{
    public string Name { get; private set; } = name;

    public int Position { get; private set; } = position;

    /// <summary>The version of the step's rules that it was last begun with.</summary>
    public int StageVersion { get; private set; }

    /// <summary>The digest of the source that it was last begun with; null where that was not known yet, as for the stages that find it out.</summary>
    public string? SourceDigest { get; private set; }

    public StageState State { get; private set; }

    public int Attempts { get; private set; }

    /// <summary>0 to 100.</summary>
    public int Progress { get; private set; }

    public string? Error { get; private set; }

    /// <summary>
    /// Running: what its worker renews; where it stays the same for the length of a lease, the worker is gone. Waiting: not to be tried again before.
    /// </summary>
    public DateTimeOffset? LeaseUntil { get; private set; }

    public DateTimeOffset? StartedAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>The last attempt was ended by its limits: the next one has wider ones.</summary>
    public bool NeedsMore { get; private set; }

    /// <summary>Done by these rules or newer ones, from this source: there is nothing to do.</summary>
    public bool IsDoneUnder(int version, string? digest) => State == StageState.Done && StageVersion >= version && (SourceDigest ?? digest) == digest;

    public bool IsOpen => State is StageState.Waiting or StageState.Running;

    /// <summary>Waits, and its pause is over. A pause that ends later than any could was begun by a clock that has been put back since.</summary>
    public bool IsDueAt(DateTimeOffset now) => State == StageState.Waiting && (LeaseUntil is not { } until || until <= now || until > now + RetryPlan.LongestPause);

    /// <summary>It runs, and if its worker is gone, it was the last one that it is given.</summary>
    public bool IsLostForGood => State == StageState.Running && RetryPlan.PauseAfter(FailureKind.Transient, Attempts, NeedsMore) is null;

    public void Claim(int version, string? digest, DateTimeOffset now, TimeSpan lease)
    {
        (StageVersion, SourceDigest) = (version, digest);
        (State, StartedAt, LeaseUntil, Error) = (StageState.Running, now, now + lease, null);
        Attempts++;
    }

    public void Report(int progress, DateTimeOffset now, TimeSpan lease) => (Progress, LeaseUntil) = (Math.Clamp(progress, 0, 100), now + lease);

    public void Finish(DateTimeOffset now) => (State, Progress, EndedAt, LeaseUntil, NeedsMore) = (StageState.Done, 100, now, null, false);

    /// <summary>This attempt failed: tried again later where <see cref="RetryPlan"/> sees hope, else failed for good. Answers whether there is hope.</summary>
    public bool Fail(FailureKind kind, string error, DateTimeOffset now)
    {
        if (RetryPlan.PauseAfter(kind, Attempts, NeedsMore) is not { } pause)
        {
            (State, Error, EndedAt, LeaseUntil) = (StageState.Failed, error, now, null);
            return false;
        }

        (State, Error, LeaseUntil, Progress) = (StageState.Waiting, error, now + pause, 0);
        NeedsMore |= kind == FailureKind.Resource;
        return true;
    }

    /// <summary>The server stopped in the middle: no fault of anything, and no attempt.</summary>
    public void PutBack(DateTimeOffset now) => (State, LeaseUntil, Attempts) = (StageState.Waiting, now, Math.Max(0, Attempts - 1));

    public void Cancel(DateTimeOffset now) => (State, EndedAt, LeaseUntil) = (StageState.Cancelled, now, null);

    public void StartOver() => (State, Error, LeaseUntil, Progress, Attempts, EndedAt, NeedsMore) = (StageState.Waiting, null, null, 0, 0, null, false);
}

public enum FailureKind
{
    /// <summary>It may pass by itself: a store that does not answer, a full disk, a stalled tool.</summary>
    Transient,

    /// <summary>It wanted more than it may use.</summary>
    Resource,

    /// <summary>It will be the same next time.</summary>
    Permanent,
}

/// <summary>When a stage is tried again.</summary>
public static class RetryPlan
{
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30)];

    public static TimeSpan LongestPause => Pauses[^1];

    /// <summary>How long to wait before the next attempt; null where there is none.</summary>
    /// <param name="kind">Why the last attempt failed.</param>
    /// <param name="attempts">How many there were.</param>
    /// <param name="hadMore">It has failed for want of resources before, and had more of them in this attempt.</param>
    public static TimeSpan? PauseAfter(FailureKind kind, int attempts, bool hadMore) => kind switch
    {
        FailureKind.Transient when attempts <= Pauses.Length => Pauses[Math.Max(0, attempts - 1)],
        FailureKind.Resource when !hadMore => Pauses[0],
        _ => null,
    };
}
