using Showcase.Web.Features.Account;
using Showcase.Web.Features.Films.CoAuthors;
using Showcase.Web.Features.Films.Stills;

namespace Showcase.Web.Features.Films;

internal static class FilmsSetup
{
    public static void AddFilms(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<FilmService>();
        builder.Services.AddSingleton<FilmQueries>();
        builder.Services.AddSingleton<PictureStudio>();
        builder.Services.AddSingleton<StillService>();
        builder.Services.AddSingleton<StillQueries>();
        builder.Services.AddSingleton<StillSweep>();
        builder.Services.AddSingleton<CoAuthorService>();
        builder.Services.AddSingleton<CoAuthorQueries>();
        builder.Services.AddSingleton<IPersonalDataSource, FilmData>();
        builder.Services.AddSingleton<IPersonalDataSource, CoAuthorData>();
    }

    public static void MapFilms(this WebApplication app) => app.MapStills();
}
