using Showcase.Web.Features.Account;

namespace Showcase.Web.Features.Grants;

internal static class GrantsSetup
{
    public static void AddGrants(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<FundService>();
        builder.Services.AddSingleton<ApplicationService>();
        builder.Services.AddSingleton<AwardService>();
        builder.Services.AddSingleton<GrantQueries>();
        builder.Services.AddSingleton<FundQueries>();
        builder.Services.AddSingleton<IPersonalDataSource, GrantData>();
    }

    public static void MapGrants(this WebApplication app) => app.MapPaymentsCsv();
}
