using Showcase.Domain.Films;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Submissions.Import;

/// <summary>One row as it is understood. Null is what the file does not say: it changes nothing that is here.</summary>
public sealed record ImportEntry(
    CsvRow Source, string Number, string Title, string Email, string Artist, Guid CategoryId, string Category, DateTimeOffset? SubmittedAt, string? CoverLetter,
    string? Synopsis, TimeSpan? Runtime, int? Year, string? Country, string? Languages, IReadOnlyList<Credit> Credits)
{
    public int Row => Source.Number;

    /// <summary>The film's details after this row: what it says, and for the rest what is here already.</summary>
    public FilmDetails Details(FilmDetails? before, DateTimeOffset now)
    {
        before ??= new FilmDetails(Title, "", TimeSpan.Zero, (SubmittedAt ?? now).Year, "", "", [], []);
        return before with
        {
            Title = Title,
            Synopsis = Synopsis ?? before.Synopsis,
            StatedRuntime = Runtime ?? before.StatedRuntime,
            Year = Year ?? before.Year,
            Country = Country ?? before.Country,
            Languages = Languages ?? before.Languages,
            Credits = [.. Credits, .. before.Credits.Where(credit => Credits.All(told => told.Role != credit.Role))],
        };
    }
}

/// <summary>Something that a person should know about a row. <see cref="LeavesOut"/>: the row was not imported for it.</summary>
public sealed record ImportProblem(int Row, string? Column, string? Value, Refusal Why, bool LeavesOut);

/// <summary>A category that entries may go to.</summary>
public sealed record ImportCategory(Guid Id, string Name);
