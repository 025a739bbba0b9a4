namespace Showcase.Web.Features.Judging;

internal static class JudgingSetup
{
    public static void AddJudging(this WebApplicationBuilder builder)
    {
    }

    public static void MapJudging(this WebApplication app)
    {
    }
}
