namespace Showcase.Web.Features.Programmes;

internal static class ProgrammesSetup
{
    public static void AddProgrammes(this WebApplicationBuilder builder)
    {
    }

    public static void MapProgrammes(this WebApplication app)
    {
    }
}
