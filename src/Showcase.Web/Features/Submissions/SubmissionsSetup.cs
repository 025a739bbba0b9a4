namespace Showcase.Web.Features.Submissions;

internal static class SubmissionsSetup
{
    public static void AddSubmissions(this WebApplicationBuilder builder)
    {
    }

    public static void MapSubmissions(this WebApplication app)
    {
    }
}
