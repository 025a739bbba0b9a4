namespace Showcase.Domain.Submissions;

public enum ImportState
{
    Running,
    Finished,
    Undone,
}

/// <summary>
/// One file of entries from elsewhere taken into a call: who did it, when, and what became of its rows. It is never deleted, so that
/// the call's entries can be accounted for.
/// </summary>
public sealed class SubmissionImport : AggregateRoot
{
    public const int SourceLength = 40;
    public const int FileNameLength = 200;

    /// <summary>A run that has saved nothing for so long has died with its server.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromMinutes(2);

    private SubmissionImport()
    {
    }

    public Guid EditionId { get; private set; }

    public Guid CallId { get; private set; }

    /// <summary>Where the rows come from, such as FilmFreeway: their numbers are unique there.</summary>
    public string Source { get; private set; } = "";

    public string FileName { get; private set; } = "";

    public Guid ImportedBy { get; private set; }

    public DateTimeOffset StartedAt { get; private set; }

    /// <summary>When rows were last saved.</summary>
    public DateTimeOffset LastStepAt { get; private set; }

    public ImportState State { get; private set; }

    public ImportCounts Counts { get; private set; } = ImportCounts.None;

    public Guid? UndoneBy { get; private set; }

    public DateTimeOffset? UndoneAt { get; private set; }

    public static Result<SubmissionImport> Begin(Guid editionId, Guid callId, string? source, string fileName, Guid by, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(fileName);
        if (Text.Check(source, "Source", SourceLength) is { } bad) return bad;

        return new SubmissionImport
        {
            EditionId = editionId, CallId = callId, Source = source!.Trim(), ImportedBy = by, StartedAt = now, LastStepAt = now,
            FileName = fileName.Length > FileNameLength ? fileName[..FileNameLength] : fileName,
        };
    }

    public void Count(ImportCounts counts, DateTimeOffset now) => (Counts, LastStepAt) = (counts, now);

    public void Finish(DateTimeOffset now) => (State, LastStepAt) = (ImportState.Finished, now);

    /// <summary>Whether rows may still be on their way.</summary>
    public bool IsRunning(DateTimeOffset now) => State == ImportState.Running && now - LastStepAt < Silence;

    /// <summary>Why it cannot be undone now; null where it can.</summary>
    public Refusal? CheckUndo(DateTimeOffset now)
    {
        if (State == ImportState.Undone) return ImportRefusals.AlreadyUndone;
        return IsRunning(now) ? ImportRefusals.StillRunning : null;
    }

    public void MarkUndone(Guid by, DateTimeOffset now) => (State, UndoneBy, UndoneAt) = (ImportState.Undone, by, now);
}

/// <summary>
/// What became of the rows: new entries, changed films, rows that say what is here already, films that somebody changed here and that
/// therefore stayed, and rows that were left out.
/// </summary>
public sealed record ImportCounts(int New, int Changed, int Same, int Kept, int LeftOut)
{
    public static ImportCounts None => new(0, 0, 0, 0, 0);

    public int Total => New + Changed + Same + Kept + LeftOut;
}

public static class ImportRefusals
{
    public static readonly Refusal AlreadyUndone = new("Imports.AlreadyUndone");
    public static readonly Refusal StillRunning = new("Imports.StillRunning");
    public static readonly Refusal CategoryMissing = new("Imports.CategoryMissing");
}
