namespace Showcase.Web.Features.Media;

internal static class MediaSetup
{
    public static void AddMedia(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<PlaybackGrants>();
    }

    public static void MapMedia(this WebApplication app)
    {
    }
}
