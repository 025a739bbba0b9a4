namespace Showcase.Web.Features.Calls;

internal static class CallsSetup
{
    public static void AddCalls(this WebApplicationBuilder builder)
    {
    }

    public static void MapCalls(this WebApplication app)
    {
    }
}
