using Showcase.Web.Features.Editions;
using Showcase.Web.Features.Films.Stills;

namespace Showcase.Web.Features.Public;

/// <summary>An edition as visitors see it.</summary>
public sealed record PublicEdition
{
    public required EditionScope Scope { get; init; }

    public required string Tagline { get; init; }

    public required string City { get; init; }
}

public sealed record OpenCall(string Name, EditionScope Edition, DateTimeOffset Deadline);

public sealed record PublicFilms(IReadOnlyList<PublicFilm> Films, int Total);

/// <summary>A film as visitors see it: nothing of who owns it, what they wrote to the festival, or how it was judged.</summary>
public sealed record PublicFilm(
    Guid Id, string Title, string OriginalTitle, string Synopsis, int Year, string Country, string Languages, TimeSpan Runtime,
    IReadOnlyList<PublicCredit> Credits, IReadOnlyList<PublicTool> Tools, string? Poster)
{
    /// <summary>The poster in its sizes, where the artist made one; else a frame of the video stands for the film.</summary>
    public ShownPoster? OwnPoster { get; init; }

    /// <summary>In the artist's order; read for the film's own page.</summary>
    public IReadOnlyList<ShownStill> Stills { get; init; } = [];

    /// <summary>Who is named first: the directors, else the first credit.</summary>
    public string Makers
    {
        get
        {
            var directors = Credits.Where(credit => credit.Role.Contains("direct", StringComparison.OrdinalIgnoreCase)).Select(credit => credit.Name).ToList();
            return directors.Count > 0 ? string.Join(", ", directors) : Credits.Count > 0 ? Credits[0].Name : "";
        }
    }
}

public sealed record PublicCredit(string Role, string Name);

public sealed record PublicTool(string Name, string Model, string? UsedFor);
