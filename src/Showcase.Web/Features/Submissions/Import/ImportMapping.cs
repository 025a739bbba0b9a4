using Showcase.Web.Shared;

namespace Showcase.Web.Features.Submissions.Import;

/// <summary>What a column of an imported file may say, in the order in which the mapping asks for it.</summary>
public enum ImportField
{
    Number,
    Title,
    Email,
    FirstName,
    LastName,
    Name,
    Synopsis,
    Duration,
    Country,
    Languages,
    Year,
    Directors,
    Writers,
    Producers,
    KeyCast,
    Category,
    CoverLetter,
    SubmittedAt,
    Status,
    OriginalTitle,
    Statement,
    Biography,
    Trailer,
    ShootingFormat,
    AspectRatio,
    Colour,
    StudentFilm,
    FirstFilm,
}

/// <summary>Which column says what, by position: a file may name two columns alike.</summary>
public sealed record ImportMapping(IReadOnlyDictionary<ImportField, int> Columns)
{
    /// <summary>FilmFreeway's names first, then ours and the usual ones. Compared without case, blanks and signs.</summary>
    private static readonly Dictionary<ImportField, string[]> Known = new()
    {
        [ImportField.Number] = ["trackingnumber", "submissionid", "number", "id"],
        [ImportField.Title] = ["projecttitle", "title", "film", "filmtitle", "originaltitle", "projecttitleoriginallanguage"],
        [ImportField.Email] = ["email", "submitteremail", "emailaddress", "mailaddress", "mail"],
        [ImportField.FirstName] = ["firstname"],
        [ImportField.LastName] = ["lastname", "surname"],
        [ImportField.Name] = ["artist", "submittername", "submitter", "name", "fullname"],
        [ImportField.Synopsis] = ["synopsis", "synopsisenglish", "briefsynopsis", "description"],
        [ImportField.Duration] = ["duration", "runtime", "runningtime", "length"],
        [ImportField.Country] = ["countryoforigin", "country", "countries"],
        [ImportField.Languages] = ["language", "languages"],
        [ImportField.Year] = ["completiondate", "year", "yearofproduction", "productionyear"],
        [ImportField.Directors] = ["directors", "director"],
        [ImportField.Writers] = ["writers", "writer"],
        [ImportField.Producers] = ["producers", "producer"],
        [ImportField.KeyCast] = ["keycast", "cast"],
        [ImportField.Category] = ["submissioncategories", "submissioncategory", "category", "categories"],
        [ImportField.CoverLetter] = ["coverletter", "submissionnotes"],
        [ImportField.SubmittedAt] = ["submissiondate", "submittedat", "sentin"],
        [ImportField.Status] = ["submissionstatus"],
        [ImportField.OriginalTitle] = ["originaltitle", "projecttitleoriginallanguage"],
        [ImportField.Statement] = ["directorstatement", "directorsstatement", "statement"],
        [ImportField.Biography] = ["directorbiography", "directorbio", "directorsbiography", "biography"],
        [ImportField.Trailer] = ["trailerurl", "trailer", "trailerlink"],
        [ImportField.ShootingFormat] = ["shootingformat"],
        [ImportField.AspectRatio] = ["aspectratio"],
        [ImportField.Colour] = ["filmcolor", "filmcolour", "color", "colour"],
        [ImportField.StudentFilm] = ["studentproject", "studentfilm"],
        [ImportField.FirstFilm] = ["firsttimefilmmaker", "firstfilm"],
    };

    /// <summary>Reads the mapping off the header; a column is used once, by the first field that knows its name.</summary>
    public static ImportMapping Guess(IReadOnlyList<string> headers)
    {
        ArgumentNullException.ThrowIfNull(headers);
        var names = headers.Select(Bare).ToList();
        var columns = new Dictionary<ImportField, int>();
        foreach (var (field, known) in Known)
        {
            var column = known.Select(name => names.IndexOf(name)).FirstOrDefault(found => found >= 0 && !columns.ContainsValue(found), -1);
            if (column >= 0) columns[field] = column;
        }

        return new ImportMapping(columns);
    }

    /// <summary>Whether the header is FilmFreeway's.</summary>
    public static bool IsFilmFreeway(IReadOnlyList<string> headers) => headers.Select(Bare).Contains("trackingnumber", StringComparer.Ordinal);

    public int? this[ImportField field] => Columns.TryGetValue(field, out var column) ? column : null;

    public ImportMapping With(ImportField field, int? column)
    {
        var changed = new Dictionary<ImportField, int>(Columns);
        if (column is { } chosen) changed[field] = chosen;
        else changed.Remove(field);
        return new ImportMapping(changed);
    }

    /// <summary>Why nothing can be read by it; null where it will do.</summary>
    public Refusal? Check()
    {
        if (this[ImportField.Title] is null) return new Refusal("Imports.TitleUnmapped");
        return this[ImportField.Email] is null ? new Refusal("Imports.EmailUnmapped") : null;
    }

    /// <summary>The cell of that field, trimmed; null where no column is chosen or the cell is empty.</summary>
    public string? Cell(CsvRow row, ImportField field)
    {
        ArgumentNullException.ThrowIfNull(row);
        return this[field] is { } column && column < row.Cells.Count && row.Cells[column].Trim() is { Length: > 0 } text ? text : null;
    }

    /// <summary>Our own file names the time zone behind "Sent in".</summary>
    private static string Bare(string header) => string.Concat(header.Split('(')[0].Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
