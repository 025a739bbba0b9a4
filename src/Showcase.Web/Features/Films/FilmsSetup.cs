using Showcase.Web.Features.Account;

namespace Showcase.Web.Features.Films;

internal static class FilmsSetup
{
    public static void AddFilms(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<FilmService>();
        builder.Services.AddSingleton<FilmQueries>();
        builder.Services.AddSingleton<IPersonalDataSource, FilmData>();
    }

    public static void MapFilms(this WebApplication app)
    {
    }
}
