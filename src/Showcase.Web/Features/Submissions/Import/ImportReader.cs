using System.Security.Cryptography;
using System.Text;
using Showcase.Domain.Accounts;
using Showcase.Domain.Calls;
using Showcase.Domain.Films;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Submissions.Import;

/// <summary>Understands the rows of a file by a mapping. It knows nothing of what is here already.</summary>
public sealed class ImportReader(CsvFile file, ImportMapping mapping, IReadOnlyList<ImportCategory> categories, ImportCategory usual, TimeZoneInfo zone, DateTimeOffset now)
{
    private static readonly HashSet<string> TakenBack = new(StringComparer.OrdinalIgnoreCase) { "Withdrawn", "Incomplete", "Disqualified" };
    private static readonly (ImportField Field, string Role)[] Roles =
        [(ImportField.Directors, "Director"), (ImportField.Writers, "Writer"), (ImportField.Producers, "Producer"), (ImportField.KeyCast, "Cast")];

    private readonly List<ImportProblem> problems = [];

    /// <summary>What was found wrong so far.</summary>
    public IReadOnlyList<ImportProblem> Problems => problems;

    /// <summary>How many rows were left out so far.</summary>
    public int LeftOut { get; private set; }

    /// <summary>The rows that can be imported, one after the other.</summary>
    public IEnumerable<ImportEntry> Entries(int most = int.MaxValue)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var row in file.Rows.Take(most))
        {
            if (Understand(row) is not { } entry)
            {
                LeftOut++;
            }
            else if (seen.TryGetValue(entry.Number, out var first))
            {
                LeftOut++;
                Tell(row, mapping[ImportField.Number] is null ? ImportField.Title : ImportField.Number, new Refusal("Imports.Twice", first), leavesOut: true);
            }
            else
            {
                seen[entry.Number] = row.Number;
                yield return entry;
            }
        }
    }

    /// <summary>Adds what came up when the entry met what is here already.</summary>
    public void Report(ImportEntry entry, Refusal why, bool leavesOut)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(why);
        if (leavesOut) LeftOut++;
        Tell(entry.Source, FieldOf(why), why, leavesOut);
    }

    private ImportEntry? Understand(CsvRow row)
    {
        if (row.Fault is { } fault)
        {
            problems.Add(new ImportProblem(row.Number, null, null, fault, LeavesOut: true));
            return null;
        }

        if (mapping.Cell(row, ImportField.Status) is { } status && TakenBack.Contains(status)) return Refuse(row, ImportField.Status, new Refusal("Imports.TakenBack"));
        if (mapping.Cell(row, ImportField.Title) is not { } title) return Refuse(row, ImportField.Title, new Refusal("Imports.TitleMissing"));
        if (mapping.Cell(row, ImportField.Email) is not { } email || !EmailAddress.IsOne(email)) return Refuse(row, ImportField.Email, new Refusal("Imports.EmailInvalid"));
        if (NumberOf(row, title, email) is not { } number) return Refuse(row, ImportField.Number, new Refusal("Imports.NumberInvalid", ImportedSubmission.NumberLength));
        if (Read(row, ImportField.Duration, ImportWords.Length, "Imports.DurationInvalid") is not (true, var runtime)) return null;
        if (Read(row, ImportField.Year, ImportWords.Date, "Imports.DateInvalid") is not (true, var completed)) return null;
        if (Read(row, ImportField.SubmittedAt, ImportWords.Date, "Imports.DateInvalid") is not (true, var sent)) return null;

        var countryText = mapping.Cell(row, ImportField.Country);
        var country = countryText is null ? null : ImportWords.Country(countryText);
        if (countryText is not null && country is null) return Refuse(row, ImportField.Country, new Refusal("Imports.CountryUnknown"));

        // Nobody says in which time zone the dates are: read in the edition's, one may lie an hour ahead.
        var submittedAt = sent is { } at ? Moment(at) : (DateTimeOffset?)null;
        if (submittedAt > now) submittedAt = now;

        var category = CategoryOf(row);
        var entry = new ImportEntry(
            row, number, title, email, ArtistOf(row, email), category.Id, category.Name, submittedAt,
            mapping.Cell(row, ImportField.CoverLetter), mapping.Cell(row, ImportField.Synopsis), runtime, completed?.Year, country, LanguagesOf(row), CreditsOf(row)) { Profile = ProfileOf(row) };
        return Check(row, entry) ? entry : null;
    }

    /// <summary>The domain has the last word, before anything is saved.</summary>
    private bool Check(CsvRow row, ImportEntry entry)
    {
        var placeholder = entry.Country is null ? entry with { Country = "XX" } : entry;
        var film = Film.Create(Guid.Empty, placeholder.Details(null, now), now);
        if (film.Refusal is { } why)
        {
            Refuse(row, FieldOf(why), why);
            return false;
        }

        if (Text.Check(entry.CoverLetter, "CoverLetter", Submission.CoverLetterLength, required: false) is not { } tooLong) return true;

        Refuse(row, ImportField.CoverLetter, tooLong);
        return false;
    }

    /// <summary>Where no column holds a number, address and title together stand for it.</summary>
    private string? NumberOf(CsvRow row, string title, string email)
    {
        if (mapping[ImportField.Number] is not null) return mapping.Cell(row, ImportField.Number) is { Length: <= ImportedSubmission.NumberLength } number ? number : null;

        return "#" + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{email.ToUpperInvariant()}\n{title.ToUpperInvariant()}")));
    }

    private string ArtistOf(CsvRow row, string email)
    {
        var name = mapping.Cell(row, ImportField.Name) ?? $"{mapping.Cell(row, ImportField.FirstName)} {mapping.Cell(row, ImportField.LastName)}".Trim();
        if (name.Length == 0) name = email.Split('@')[0];
        return name.Length > ApplicationUser.DisplayNameLength ? name[..ApplicationUser.DisplayNameLength] : name;
    }

    private ImportCategory CategoryOf(CsvRow row)
    {
        if (mapping.Cell(row, ImportField.Category) is not { } text) return usual;

        var names = text.Split([',', ';', '\n'], StringSplitOptions.TrimEntries).Prepend(text);
        var known = names.Select(name => categories.FirstOrDefault(category => string.Equals(category.Name, name, StringComparison.OrdinalIgnoreCase))).FirstOrDefault(found => found is not null);
        if (known is null) Tell(row, ImportField.Category, new Refusal("Imports.CategoryUnknown", usual.Name), leavesOut: false);
        return known ?? usual;
    }

    private string? LanguagesOf(CsvRow row)
    {
        if (mapping.Cell(row, ImportField.Languages) is not { } text) return null;

        var (codes, unknown) = ImportWords.LanguagesOf(text);
        if (unknown.Count > 0) Tell(row, ImportField.Languages, new Refusal("Imports.LanguageUnknown", string.Join(", ", unknown)), leavesOut: false);
        return codes;
    }

    private ImportProfile ProfileOf(CsvRow row) => new()
    {
        OriginalTitle = mapping.Cell(row, ImportField.OriginalTitle),
        Statement = mapping.Cell(row, ImportField.Statement),
        Biography = mapping.Cell(row, ImportField.Biography),
        Trailer = TrailerOf(row),
        CompletedOn = mapping.Cell(row, ImportField.Year) is { } completed ? ImportWords.Day(completed) : null,
        ShootingFormat = mapping.Cell(row, ImportField.ShootingFormat),
        AspectRatio = mapping.Cell(row, ImportField.AspectRatio),
        Colour = mapping.Cell(row, ImportField.Colour) is { } colour ? ImportWords.Colour(colour) : null,
        IsStudentFilm = mapping.Cell(row, ImportField.StudentFilm) is { } student ? ImportWords.YesOrNo(student) : null,
        IsFirstFilm = mapping.Cell(row, ImportField.FirstFilm) is { } first ? ImportWords.YesOrNo(first) : null,
    };

    /// <summary>An address that pages may link to; another is told of and left out.</summary>
    private FilmLink? TrailerOf(CsvRow row)
    {
        if (mapping.Cell(row, ImportField.Trailer) is not { } address) return null;
        if (FilmLink.IsAddress(address)) return new FilmLink("Trailer", address);

        Tell(row, ImportField.Trailer, FilmRefusals.LinkInvalid, leavesOut: false);
        return null;
    }

    private List<Credit> CreditsOf(CsvRow row)
    {
        var credits = new List<Credit>();
        foreach (var (field, role) in Roles)
        {
            if (mapping.Cell(row, field) is { } text) credits.AddRange(ImportWords.Names(text).Select(name => new Credit(role, name)));
        }

        return credits;
    }

    private DateTimeOffset Moment(DateTime time) => time.Kind switch
    {
        DateTimeKind.Utc => new DateTimeOffset(time),
        DateTimeKind.Local => new DateTimeOffset(time).ToUniversalTime(),
        _ => new DateTimeOffset(time, zone.GetUtcOffset(time)).ToUniversalTime(),
    };

    /// <summary>An empty cell says nothing; one that cannot be read leaves the row out.</summary>
    private (bool IsFine, T? Value) Read<T>(CsvRow row, ImportField field, Func<string, T?> read, string refusal)
        where T : struct
    {
        if (mapping.Cell(row, field) is not { } text) return (true, null);
        if (read(text) is { } value) return (true, value);

        Refuse(row, field, new Refusal(refusal));
        return (false, null);
    }

    private ImportEntry? Refuse(CsvRow row, ImportField? field, Refusal why)
    {
        Tell(row, field, why, leavesOut: true);
        return null;
    }

    private void Tell(CsvRow row, ImportField? field, Refusal why, bool leavesOut)
    {
        var column = field is { } asked && mapping[asked] is { } index ? file.Headers[index] : null;
        var value = field is { } known ? mapping.Cell(row, known) : null;
        problems.Add(new ImportProblem(row.Number, column, value is { Length: > 100 } ? value[..100] : value, why, leavesOut));
    }

    private static ImportField? FieldOf(Refusal why)
    {
        if (why == FilmRefusals.RuntimeInvalid) return ImportField.Duration;
        if (why == FilmRefusals.CountryInvalid) return ImportField.Country;
        return why.Arguments is [string name, ..] && Enum.TryParse<ImportField>(name, out var field) ? field : null;
    }
}
