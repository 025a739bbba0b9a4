using Showcase.Domain.Media.Captions;
using Showcase.Domain.Media.Descriptions;

namespace Showcase.Domain.Media;

public enum MediaState
{
    Uploading,
    Uploaded,
    Processing,
    Ready,
    Rejected,
    Failed,
    Expired,
}

/// <summary>One uploaded file, from the first announced byte to its renditions.</summary>
public sealed class MediaAsset : AggregateRoot
{
    /// <summary>20 GB: ten minutes in ProRes 422 HQ are about 13 GB.</summary>
    public const long MostBytes = 20_000_000_000;

    public const int FileNameLength = 255;

    private readonly List<Rendition> renditions = [];
    private readonly List<ProcessingStage> stages = [];
    private readonly List<MediaFinding> findings = [];

    private MediaAsset()
    {
    }

    public Guid FilmId { get; private set; }

    public Guid OwnerId { get; private set; }

    /// <summary>
    /// The language of the describer's voice, where this is not the film but its sound described (<see cref="AudioDescription"/>); null for the film itself.
    /// </summary>
    public string? DescribedIn { get; private set; }

    /// <summary>As the artist's disk had it; shown, never used as a path.</summary>
    public string FileName { get; private set; } = "";

    /// <summary>Announced bytes; commit refuses any other number.</summary>
    public long Size { get; private set; }

    /// <summary>Bytes in each block but the last.</summary>
    public int BlockSize { get; private set; }

    /// <summary>Recognises the same file after a reload: name, size, time of change and hash of both ends, as the browser tells.</summary>
    public string Fingerprint { get; private set; } = "";

    public MediaState State { get; private set; }

    /// <summary>Lower-case hexadecimal SHA-256 of the whole file, once verified.</summary>
    public string? Sha256 { get; private set; }

    /// <summary>Why the file was rejected or failed: a resource key of the feature.</summary>
    public string? Problem { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When its upload was last asked for: as it was announced, gone on with, or its ticket renewed.</summary>
    public DateTimeOffset AskedForAt { get; private set; }

    public DateTimeOffset? ReadyAt { get; private set; }

    public MediaFacts? Facts { get; private set; }

    public IReadOnlyList<Rendition> Renditions => renditions;

    public IReadOnlyList<ProcessingStage> Stages => stages;

    /// <summary>What the quality control noticed.</summary>
    public IReadOnlyList<MediaFinding> Findings => findings;

    /// <summary>The film plays from its beginning, and the rest of it is being made.</summary>
    public bool IsGrowing => renditions.Exists(rendition => rendition.Kind == RenditionKind.HlsBeginning);

    public int BlockCount => Blocks.CountOf(Size, BlockSize);

    public static Result<MediaAsset> Announce(Guid filmId, Guid ownerId, string fileName, long size, string fingerprint, DateTimeOffset now)
    {
        if (Text.Check(fileName, "FileName", FileNameLength) is { } bad) return bad;
        if (size <= 0) return MediaRefusals.Empty;
        if (size > MostBytes) return MediaRefusals.TooLarge;

        return new MediaAsset
        {
            FilmId = filmId, OwnerId = ownerId, FileName = fileName, Size = size, Fingerprint = fingerprint,
            BlockSize = Blocks.SizeFor(size), CreatedAt = now, AskedForAt = now,
        };
    }

    /// <summary>A sound file that describes the film in this language.</summary>
    public static Result<MediaAsset> AnnounceDescription(Guid filmId, Guid ownerId, string language, string fileName, long size, DateTimeOffset now)
    {
        if (string.IsNullOrEmpty(language) || language.Length > CaptionTrack.LanguageLength) return DescriptionRefusals.LanguageMissing;
        if (size > AudioDescription.MostBytes) return DescriptionRefusals.TooLarge;

        var announced = Announce(filmId, ownerId, fileName, size, fingerprint: "", now);
        if (announced.Succeeded) announced.Value.DescribedIn = language;
        return announced;
    }

    /// <summary>All bytes are there and committed: processing may begin. Saying it again changes nothing.</summary>
    public Result Complete(IEnumerable<string> stageNames)
    {
        ArgumentNullException.ThrowIfNull(stageNames);
        if (State is MediaState.Processing or MediaState.Ready) return Result.Ok;
        if (State is not (MediaState.Uploading or MediaState.Uploaded)) return MediaRefusals.NotUploading;

        State = MediaState.Processing;
        stages.AddRange(stageNames.Select((name, position) => new ProcessingStage(name, position)));
        return Result.Ok;
    }

    public void RecordFacts(MediaFacts facts) => Facts = facts;

    public void RecordHash(string sha256) => Sha256 = sha256;

    public void RecordFindings(IEnumerable<MediaFinding> found)
    {
        findings.Clear();
        findings.AddRange(found);
    }

    public void AddRendition(RenditionKind kind, string path)
    {
        renditions.RemoveAll(rendition => rendition.Path == path);
        renditions.Add(new Rendition(kind, path));
    }

    /// <summary>The film plays from its beginning, though the rest or finer versions of it may still be made.</summary>
    public void MarkReady(DateTimeOffset now) => (State, ReadyAt, Problem) = (MediaState.Ready, ReadyAt ?? now, null);

    /// <summary>The file itself is no good; the artist must mend it.</summary>
    public void Reject(string problem) => (State, Problem) = (MediaState.Rejected, problem);

    /// <summary>We failed; the file may be good.</summary>
    public void Fail(string problem) => (State, Problem) = (MediaState.Failed, problem);

    /// <summary>We make no more of it. A film that is whole goes on playing; half a film would never end, and fails.</summary>
    public void GiveUp(string problem)
    {
        if (IsUnfinished) Fail(problem);
    }

    public void Expire() => State = MediaState.Expired;

    /// <summary>A newer file has taken this one's place: what plays whole goes on playing until the newer one does, everything else ends.</summary>
    public void Supersede(DateTimeOffset now)
    {
        CancelStages(now);
        if (IsUnfinished) Expire();
    }

    /// <summary>Ends what is under way or waits.</summary>
    public Result Cancel(DateTimeOffset now)
    {
        if (!IsUnderWay) return MediaRefusals.NotUnderWay;

        CancelStages(now);
        GiveUp("Media.WasCancelled");
        return Result.Ok;
    }

    /// <summary>Adds a stage behind the others, for something that not every film needs. Asked for again, it stays as it is.</summary>
    public void AskFor(string stage)
    {
        if (!stages.Exists(known => known.Name == stage)) stages.Add(new ProcessingStage(stage, stages.Count));
    }

    /// <summary>Gives what failed or was cancelled another round of attempts.</summary>
    public Result RunAgain() => RunAgain(stage => stage.State is StageState.Failed or StageState.Cancelled);

    /// <summary>Does one stage again, whatever became of it.</summary>
    public Result RunAgain(string name) => RunAgain(stage => stage.Name == name);

    /// <summary>Does everything again. What plays goes on playing.</summary>
    public Result RunAllAgain() => RunAgain(_ => true);

    /// <summary>Does again what was done under another key (<see cref="ProcessingStage"/>) than it would be now, and nothing else.</summary>
    /// <param name="versionOf">The version of a stage's rules, by its name.</param>
    public Result BringUpToDate(Func<string, int> versionOf) =>
        stages.Exists(stage => IsOutdated(stage, versionOf)) ? RunAgain(stage => IsOutdated(stage, versionOf)) : MediaRefusals.UpToDate;

    /// <summary>The stage is done, by older rules than there are or from other bytes than the file's.</summary>
    public bool IsOutdated(ProcessingStage stage, Func<string, int> versionOf)
    {
        ArgumentNullException.ThrowIfNull(stage);
        ArgumentNullException.ThrowIfNull(versionOf);
        return stage.State == StageState.Done && !stage.IsDoneUnder(versionOf(stage.Name), Sha256);
    }

    /// <summary>Has the file checked before anything is made of it again: what is made must not come of another one.</summary>
    /// <param name="check">The stage that checks it.</param>
    public void CheckFirst(string check) => stages.Find(stage => stage.Name == check && !stage.IsOpen)?.StartOver();

    /// <summary>There is nothing yet that plays to its end.</summary>
    public bool IsUnfinished => State == MediaState.Processing || (State == MediaState.Ready && IsGrowing);

    /// <summary>Whether stages wait or run.</summary>
    public bool IsUnderWay => State is MediaState.Processing or MediaState.Ready && stages.Exists(stage => stage.IsOpen);

    /// <summary>The stage that is due, or runs already: stages follow one another, so only the first that is open can be claimed.</summary>
    public ProcessingStage? NextStage(DateTimeOffset now) =>
        State is MediaState.Processing or MediaState.Ready && stages.Where(stage => stage.IsOpen).MinBy(stage => stage.Position) is { } next && (next.State == StageState.Running || next.IsDueAt(now)) ? next : null;

    private Result RunAgain(Predicate<ProcessingStage> isMeant)
    {
        if (State is not (MediaState.Failed or MediaState.Ready)) return MediaRefusals.NotFailed;
        if (stages.FindAll(isMeant) is not { Count: > 0 } meant) return MediaRefusals.NotFailed;
        if (stages.Exists(stage => stage.State == StageState.Running)) return MediaRefusals.StillRunning;

        if (State == MediaState.Failed)
        {
            // What it failed at must be done too before it can be ready.
            (State, Problem) = (MediaState.Processing, null);
            meant = stages.FindAll(stage => meant.Contains(stage) || stage.State is StageState.Failed or StageState.Cancelled);
        }

        foreach (var stage in meant) stage.StartOver();
        return Result.Ok;
    }

    private void CancelStages(DateTimeOffset now)
    {
        foreach (var stage in stages.Where(stage => stage.IsOpen)) stage.Cancel(now);
    }
}

public static class MediaRefusals
{
    public static readonly Refusal Empty = new("Media.Empty");
    public static readonly Refusal TooLarge = new("Media.TooLarge", MediaAsset.MostBytes / 1_000_000_000);
    public static readonly Refusal NotUploading = new("Media.NotUploading");
    public static readonly Refusal Incomplete = new("Media.Incomplete");
    public static readonly Refusal NotVideo = new("Media.NotVideo");

    /// <summary>The file ends before its own parts do: it was cut off in copying.</summary>
    public static readonly Refusal Truncated = new("Media.Truncated");

    /// <summary>Pictures without the index that finds them: a recording or an export that did not end properly.</summary>
    public static readonly Refusal NoIndex = new("Media.NoIndex");
    public static readonly Refusal NoVideo = new("Media.NoVideo");
    public static readonly Refusal TooManyParts = new("Media.TooManyParts");
    public static readonly Refusal PieceOutOfPlace = new("Media.PieceOutOfPlace");
    public static readonly Refusal NotFailed = new("Media.NotFailed");
    public static readonly Refusal PlayedOutside = new("Media.PlayedOutside");
    public static readonly Refusal PlayedTooFast = new("Media.PlayedTooFast");
    public static readonly Refusal UpToDate = new("Media.UpToDate");
    public static readonly Refusal NotUnderWay = new("Media.NotUnderWay");
    public static readonly Refusal StillRunning = new("Media.StillRunning");
    public static readonly Refusal HashMismatch = new("Media.HashMismatch");
}
