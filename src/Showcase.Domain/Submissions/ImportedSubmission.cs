namespace Showcase.Domain.Submissions;

/// <summary>
/// Ties an entry to the number that it has elsewhere, once in a call: the same row imported again finds its entry.
/// </summary>
public sealed class ImportedSubmission(Guid callId, string source, string number, Guid submissionId, Guid filmId, Guid filmVersion) : Entity
{
    public const int NumberLength = 100;

    public Guid CallId { get; private set; } = callId;

    public string Source { get; private set; } = source;

    public string Number { get; private set; } = number;

    public Guid SubmissionId { get; private set; } = submissionId;

    public Guid FilmId { get; private set; } = filmId;

    /// <summary>The film's details as the last import left them; another version means that somebody changed them here.</summary>
    public Guid FilmVersion { get; private set; } = filmVersion;

    public void Follow(Guid version) => FilmVersion = version;
}

/// <summary>What an import did to one entry, kept to undo it.</summary>
public sealed class ImportedChange : Entity
{
    private ImportedChange()
    {
    }

    public Guid ImportId { get; private set; }

    public Guid SubmissionId { get; private set; }

    public Guid FilmId { get; private set; }

    /// <summary>An account without a password that the import made for the entry's artist.</summary>
    public Guid? MadeArtistId { get; private set; }

    public string Title { get; private set; } = "";

    /// <summary>The film's details as they were, as JSON; null where the import made the film.</summary>
    public string? Before { get; private set; }

    public Guid PreviousFilmVersion { get; private set; }

    public Guid FilmVersion { get; private set; }

    public Guid SubmissionVersion { get; private set; }

    public bool IsNew => Before is null;

    public static ImportedChange Made(Guid importId, Submission submission, Films.Film film, Guid? madeArtistId)
    {
        ArgumentNullException.ThrowIfNull(submission);
        ArgumentNullException.ThrowIfNull(film);
        return new ImportedChange
        {
            ImportId = importId, SubmissionId = submission.Id, FilmId = film.Id, Title = film.Title, MadeArtistId = madeArtistId,
            FilmVersion = film.DetailsVersion, SubmissionVersion = submission.Version,
        };
    }

    public static ImportedChange Changed(Guid importId, Guid submissionId, Films.Film film, string before, Guid versionBefore)
    {
        ArgumentNullException.ThrowIfNull(film);
        return new ImportedChange
        {
            ImportId = importId, SubmissionId = submissionId, FilmId = film.Id, Title = film.Title, Before = before,
            PreviousFilmVersion = versionBefore, FilmVersion = film.DetailsVersion,
        };
    }

    /// <summary>A later import was undone: the film is again as this one left it, under a new version.</summary>
    public void Follow(Guid version) => FilmVersion = version;
}
