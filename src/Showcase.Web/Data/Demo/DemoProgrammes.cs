using Showcase.Domain.Editions;
using Showcase.Domain.Programmes;
using Showcase.Domain.Submissions;

namespace Showcase.Web.Data.Demo;

/// <summary>Two cinemas, a gallery, and two programmes of selected films. They are placed on the schedule by <see cref="DemoDirector"/>.</summary>
internal static class DemoProgrammes
{
    public const string Weather = "Competition 1: Weather systems";
    public const string Bodies = "Competition 2: Bodies, counted";

    /// <summary>The film that loops on the gallery's wall.</summary>
    public const int OnTheWall = 10;

    private static readonly int[] WeatherFilms = [0, 4, 6, 8, 3];
    private static readonly int[] BodiesFilms = [1, 2, 5, 7];

    public static IEnumerable<object> Make(Edition edition, List<Submission> submissions)
    {
        yield return Venue(edition, "Kino Mond", "Oranienstraße 44, 10969 Berlin", new SpaceDetails("Screen 1", SpaceKind.Screen, 164, TimeSpan.FromMinutes(20), Evening), new SpaceDetails("Screen 2", SpaceKind.Screen, 53, TimeSpan.FromMinutes(15), Evening));
        yield return Venue(edition, "Filmtheater am Ufer", "Maybachufer 9, 12047 Berlin", new SpaceDetails("Großer Saal", SpaceKind.Screen, 310, TimeSpan.FromMinutes(30), Evening));
        yield return Venue(edition, "Galerie Nordlicht", "Linienstraße 160, 10115 Berlin", new SpaceDetails("Front room", SpaceKind.Wall, 30, TimeSpan.Zero, new Hours(new TimeOnly(11, 0), new TimeOnly(22, 0))));
        yield return Programme(edition, Weather, "Fog, salt, light: five films about what cannot be held.", WeatherFilms, submissions);
        yield return Programme(edition, Bodies, "Four films about who is counted, and by what.", BodiesFilms, submissions);
    }

    private static Hours Evening => new(new TimeOnly(14, 0), new TimeOnly(1, 0));

    private static Venue Venue(Edition edition, string name, string address, params SpaceDetails[] spaces)
    {
        var venue = Demo.Must(Domain.Programmes.Venue.Create(edition.Id, name, address));
        foreach (var space in spaces) Demo.Must(venue.AddSpace(space));
        return venue;
    }

    private static Programme Programme(Edition edition, string name, string description, int[] films, List<Submission> submissions)
    {
        var programme = Demo.Must(Domain.Programmes.Programme.Create(
            edition.Id, new ProgrammeDetails(name, description, TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(15))));
        var ids = films.Select(film => submissions[film].Id).ToList();
        Demo.Must(programme.Arrange(ids, ids.ToHashSet()));
        return programme;
    }
}
