namespace Showcase.Web.Features.Public;

internal static class PublicSetup
{
    public static void AddPublic(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<PublicQueries>();

        // Only pages that carry no secret are compressed (see UsePublicPages): the length of the others would betray theirs.
        builder.Services.AddResponseCompression(compression => compression.EnableForHttps = true);
    }

    public static void MapPublic(this WebApplication app) => app.MapCalendar();
}
