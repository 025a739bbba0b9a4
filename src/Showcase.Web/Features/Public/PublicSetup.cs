namespace Showcase.Web.Features.Public;

internal static class PublicSetup
{
    public static void AddPublic(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<PublicQueries>();
    }

    public static void MapPublic(this WebApplication app) => app.MapCalendar();
}
