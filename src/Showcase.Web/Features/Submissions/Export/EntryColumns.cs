using System.Globalization;
using Showcase.Domain.Films;
using Showcase.Web.Features.Editions;
using Showcase.Web.Features.Films;
using Showcase.Web.Shared;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Submissions.Export;

/// <summary>The columns of the file with everything, under FilmFreeway's names: what reads its files reads ours, and so does our own import.</summary>
internal static class EntryColumns
{
    private static readonly (string Name, Func<ExportedEntry, EditionScope, string?> Cell)[] All =
    [
        ("Tracking Number", (entry, _) => entry.Number.Length > 0 ? entry.Number : entry.Id.ToString()),
        ("Submission Status", (entry, _) => entry.State.ToString()),
        ("Submission Date", (entry, edition) => entry.SubmittedAt is { } at ? edition.ToLocal(at).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) : null),
        ("Submission Categories", (entry, _) => entry.Category),
        ("Project Title", (entry, _) => entry.Film.Title),
        ("Original Title", (entry, _) => entry.Film.Profile.OriginalTitle),
        ("Synopsis", (entry, _) => entry.Film.Synopsis),
        ("Duration", (entry, _) => (entry.Runtime ?? entry.Film.StatedRuntime) is var length && length > TimeSpan.Zero ? Lengths.Text(length) : null),
        ("Country of Origin", (entry, _) => Countries.Name(entry.Film.Country)),
        ("Language", (entry, _) => Languages.Names(entry.Film.Languages)),
        ("Submitter Name", (entry, _) => entry.Artist),
        ("Email", (entry, _) => entry.Email),
        ("Directors", (entry, _) => Names(entry, "Director")),
        ("Writers", (entry, _) => Names(entry, "Writer")),
        ("Producers", (entry, _) => Names(entry, "Producer")),
        ("Key Cast", (entry, _) => Names(entry, "Cast")),
        ("Completion Date", (entry, _) => entry.Film.Profile.CompletedOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? entry.Film.Year.ToString(CultureInfo.InvariantCulture)),
        ("Shooting Format", (entry, _) => entry.Film.Profile.ShootingFormat),
        ("Aspect Ratio", (entry, _) => entry.Film.Profile.AspectRatio),
        ("Film Color", (entry, _) => Colour(entry.Film.Profile.Colour)),
        ("Student Project", (entry, _) => YesOrNo(entry.Film.Profile.IsStudentFilm)),
        ("First-time Filmmaker", (entry, _) => YesOrNo(entry.Film.Profile.IsFirstFilm)),
        ("Director Statement", (entry, _) => entry.Film.Profile.Statement),
        ("Director Biography", (entry, _) => entry.Film.Profile.Biography),
        ("Trailer URL", (entry, _) => entry.Film.Links.FirstOrDefault(link => link.Label.Contains("trailer", StringComparison.OrdinalIgnoreCase))?.Address),
        ("Cover Letter", (entry, _) => entry.CoverLetter),
        ("Fee", (entry, _) => entry.Fee is { } fee ? Amounts.OfMinor(fee.Amount, fee.Currency) : null),
        ("Flag", (entry, _) => string.Join(", ", entry.Tags)),
    ];

    public static string Heading { get; } = Csv.Line(All.Select(column => column.Name));

    public static string Line(ExportedEntry entry, EditionScope edition) => Csv.Line(All.Select(column => column.Cell(entry, edition)));

    private static string Names(ExportedEntry entry, string role) =>
        string.Join(", ", entry.Film.Credits.Where(credit => string.Equals(credit.Role, role, StringComparison.OrdinalIgnoreCase)).Select(credit => credit.Name));

    private static string? Colour(PictureColour colour) => colour switch
    {
        PictureColour.Colour => "Color",
        PictureColour.BlackAndWhite => "Black & White",
        PictureColour.Both => "Black & White and Color",
        _ => null,
    };

    private static string YesOrNo(bool holds) => holds ? "Yes" : "No";
}
