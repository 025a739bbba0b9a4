namespace Showcase.Web.Features.Films;

internal static class FilmsSetup
{
    public static void AddFilms(this WebApplicationBuilder builder)
    {
    }

    public static void MapFilms(this WebApplication app)
    {
    }
}
