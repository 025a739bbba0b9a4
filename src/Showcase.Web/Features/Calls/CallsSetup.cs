namespace Showcase.Web.Features.Calls;

internal static class CallsSetup
{
    public static void AddCalls(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<CallQueries>();
        builder.Services.AddSingleton<CallService>();
    }

    public static void MapCalls(this WebApplication app)
    {
        app.MapOpenCallsFeed();
        app.MapCallsExport();
    }
}
