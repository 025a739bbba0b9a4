namespace Showcase.Web.Features.Films;

internal static class FilmsSetup
{
    public static void AddFilms(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<FilmService>();
        builder.Services.AddSingleton<FilmQueries>();
    }

    public static void MapFilms(this WebApplication app)
    {
    }
}
