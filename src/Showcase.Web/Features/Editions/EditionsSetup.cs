namespace Showcase.Web.Features.Editions;

internal static class EditionsSetup
{
    public static void AddEditions(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<EditionQueries>();
    }

    public static void MapEditions(this WebApplication app)
    {
    }
}
