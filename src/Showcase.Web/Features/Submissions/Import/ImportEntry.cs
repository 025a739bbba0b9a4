using Showcase.Domain.Films;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Submissions.Import;

/// <summary>One row as it is understood. Null is what the file does not say: it changes nothing that is here.</summary>
public sealed record ImportEntry(
    CsvRow Source, string Number, string Title, string Email, string Artist, Guid CategoryId, string Category, DateTimeOffset? SubmittedAt, string? CoverLetter,
    string? Synopsis, TimeSpan? Runtime, int? Year, string? Country, string? Languages, IReadOnlyList<Credit> Credits)
{
    public int Row => Source.Number;

    public ImportProfile Profile { get; init; } = new();

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
            Profile = Profile.Over(before.Profile),
            Links = Profile.Trailer is { } trailer && before.Links.All(link => link.Address != trailer.Address) ? [trailer, .. before.Links] : before.Links,
        };
    }
}

/// <summary>What a row says of the film's profile; null is what it does not say.</summary>
public sealed record ImportProfile
{
    public string? OriginalTitle { get; init; }

    public string? Statement { get; init; }

    public string? Biography { get; init; }

    public FilmLink? Trailer { get; init; }

    public DateOnly? CompletedOn { get; init; }

    public string? ShootingFormat { get; init; }

    public string? AspectRatio { get; init; }

    public PictureColour? Colour { get; init; }

    public bool? IsStudentFilm { get; init; }

    public bool? IsFirstFilm { get; init; }

    internal FilmProfile Over(FilmProfile before) => before with
    {
        OriginalTitle = OriginalTitle ?? before.OriginalTitle,
        Statement = Statement ?? before.Statement,
        Biography = Biography ?? before.Biography,
        CompletedOn = CompletedOn ?? before.CompletedOn,
        ShootingFormat = ShootingFormat ?? before.ShootingFormat,
        AspectRatio = AspectRatio ?? before.AspectRatio,
        Colour = Colour ?? before.Colour,
        IsStudentFilm = IsStudentFilm ?? before.IsStudentFilm,
        IsFirstFilm = IsFirstFilm ?? before.IsFirstFilm,
    };
}

/// <summary>Something that a person should know about a row. <see cref="LeavesOut"/>: the row was not imported for it.</summary>
public sealed record ImportProblem(int Row, string? Column, string? Value, Refusal Why, bool LeavesOut);

/// <summary>A category that entries may go to.</summary>
public sealed record ImportCategory(Guid Id, string Name);
