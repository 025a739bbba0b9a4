namespace Showcase.Web.Features.Admin;

internal static class AdminSetup
{
    public static void AddAdmin(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<PeopleQueries>();
        builder.Services.AddSingleton<PeopleService>();
    }

    public static void MapAdmin(this WebApplication app)
    {
    }
}
