using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml;
using Microsoft.AspNetCore.Components;
using Showcase.Domain.Programmes;
using Showcase.Web.Features.Editions;
using Showcase.Web.Features.Programmes;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Public;

/// <summary>Films and screenings in the words of schema.org, for search engines. A data block: the browser runs nothing of it.</summary>
internal static class StructuredData
{
    public static JsonObject Film(PublicFilm film, EditionScope edition, SiteAddress site) => Thing(
        "Movie",
        ("@id", FilmAddress(film.Id, edition, site)),
        ("url", FilmAddress(film.Id, edition, site)),
        ("name", film.Title),
        ("description", film.Synopsis.Length > 0 ? film.Synopsis : null),
        ("image", film.Poster is null ? null : site.Of(film.Poster)),
        ("duration", XmlConvert.ToString(film.Runtime)),
        ("dateCreated", film.Year.ToString(CultureInfo.InvariantCulture)),
        ("countryOfOrigin", film.Country.Length == 0 ? null : Thing("Country", ("name", PublicWords.Country(film.Country)))),
        ("director", film.Makers.Length == 0 ? null : Thing("Person", ("name", film.Makers))));

    public static JsonObject Screening(ReleasedScreening screening, Released release, EditionScope edition, SiteAddress site)
    {
        var (programme, space) = (release.Programme(screening.ProgrammeId)!, release.Space(screening.SpaceId)!);
        return Thing(
            "ScreeningEvent",
            ("name", programme.Name),
            ("url", site.Of($"editions/{edition.Slug}/programmes/{programme.Id}")),
            ("startDate", Local(screening.StartsAt, edition)),
            ("endDate", Local(screening.EndsAt, edition)),
            ("location", Thing("Place", ("name", $"{space.Venue}, {space.Name}"), ("address", space.Address.Length == 0 ? null : space.Address))),
            ("workPresented", new JsonArray([.. programme.Films.Select(film => Thing("Movie", ("@id", FilmAddress(film.FilmId, edition, site)), ("name", film.Title)))])));
    }

    /// <summary>The encoder writes every sign of markup as an escape, so that no title can end the block.</summary>
    public static MarkupString Script(IReadOnlyList<JsonObject> things)
    {
        var graph = new JsonObject { ["@context"] = "https://schema.org", ["@graph"] = new JsonArray([.. things.Select(thing => thing.DeepClone())]) };
        return new MarkupString($"<script type=\"application/ld+json\">{graph.ToJsonString()}</script>");
    }

    private static JsonObject Thing(string type, params (string Name, JsonNode? Value)[] facts)
    {
        var thing = new JsonObject { ["@type"] = type };
        foreach (var (name, value) in facts)
        {
            if (value is not null) thing[name] = value;
        }

        return thing;
    }

    private static string FilmAddress(Guid id, EditionScope edition, SiteAddress site) => site.Of($"editions/{edition.Slug}/films/{id}");

    private static string Local(DateTimeOffset moment, EditionScope edition) =>
        TimeZoneInfo.ConvertTime(moment, edition.TimeZone).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
}
