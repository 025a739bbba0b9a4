using Showcase.Web.Features.Account;

namespace Showcase.Web.Features.Audience;

internal static class AudienceSetup
{
    public static void AddAudience(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<AudienceService>();
        builder.Services.AddSingleton<AudienceQueries>();
        builder.Services.AddSingleton<VoteGuesses>();
        builder.Services.AddSingleton<VoteService>();
        builder.Services.AddSingleton<IPersonalDataSource, AudienceData>();
    }

    public static void MapAudience(this WebApplication app) => app.MapAudienceExport();
}
