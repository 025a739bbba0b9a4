using Showcase.Web.Features.Account;

namespace Showcase.Web.Features.Programmes;

internal static class ProgrammesSetup
{
    public static void AddProgrammes(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<VenueService>();
        builder.Services.AddSingleton<VenueQueries>();
        builder.Services.AddSingleton<ProgrammeService>();
        builder.Services.AddSingleton<ProgrammeQueries>();
        builder.Services.AddSingleton<ProjectionQueries>();
        builder.Services.AddSingleton<DraftEditor>();
        builder.Services.AddSingleton<ScheduleService>();
        builder.Services.AddSingleton<WallService>();
        builder.Services.AddSingleton<ScheduleQueries>();
        builder.Services.AddSingleton<ReleaseQueries>();
        builder.Services.AddSingleton<IPersonalDataSource, ReleaseData>();
    }

    public static void MapProgrammes(this WebApplication app) => app.MapWallPlayer();
}
