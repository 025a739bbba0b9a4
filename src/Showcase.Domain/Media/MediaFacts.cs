namespace Showcase.Domain.Media;

/// <summary>What the probe says of a file. Sizes in pixels, rates in frames a second.</summary>
public sealed record MediaFacts(
    TimeSpan Duration,
    int Width,
    int Height,
    double FrameRate,
    string Container,
    string VideoCodec,
    string? AudioCodec,
    int AudioChannels,
    long BitRate);

public enum RenditionKind
{
    Poster,
    HlsMaster,
    Storyboard,
    Captions,
    GalleryFile,
}

/// <summary>Something that processing made of an asset; <see cref="Path"/> is its name in the media storage.</summary>
public sealed class Rendition(RenditionKind kind, string path) : Entity
{
    public RenditionKind Kind { get; private set; } = kind;

    public string Path { get; private set; } = path;
}

public enum StageState
{
    Waiting,
    Running,
    Done,
    Failed,
}

/// <summary>One step of processing, the truth about it; the scheduler only wakes those who do it.</summary>
public sealed class ProcessingStage(string name, int position) : Entity
{
    public string Name { get; private set; } = name;

    public int Position { get; private set; } = position;

    public StageState State { get; private set; }

    public int Attempts { get; private set; }

    /// <summary>0 to 100.</summary>
    public int Progress { get; private set; }

    public string? Error { get; private set; }

    /// <summary>Running: until then the worker that claimed the stage is taken to be alive. Waiting: not to be tried again before.</summary>
    public DateTimeOffset? LeaseUntil { get; private set; }

    public DateTimeOffset? StartedAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public bool IsClaimableAt(DateTimeOffset now) =>
        State is StageState.Waiting or StageState.Running && (LeaseUntil is null || LeaseUntil < now);

    public void Claim(DateTimeOffset now, TimeSpan lease)
    {
        (State, StartedAt, LeaseUntil, Error) = (StageState.Running, now, now + lease, null);
        Attempts++;
    }

    public void Report(int progress, DateTimeOffset now, TimeSpan lease) => (Progress, LeaseUntil) = (Math.Clamp(progress, 0, 100), now + lease);

    public void Finish(DateTimeOffset now) => (State, Progress, EndedAt, LeaseUntil) = (StageState.Done, 100, now, null);

    public void Fail(string error, DateTimeOffset now) => (State, Error, EndedAt, LeaseUntil) = (StageState.Failed, error, now, null);

    /// <summary>This attempt failed for a reason that may pass; the next one waits until <paramref name="notBefore"/>.</summary>
    public void RetryAfter(string error, DateTimeOffset notBefore) => (State, Error, LeaseUntil, Progress) = (StageState.Waiting, error, notBefore, 0);

    public void StartOver() => (State, Error, LeaseUntil, Progress, Attempts, EndedAt) = (StageState.Waiting, null, null, 0, 0, null);
}
