using Showcase.Web.Features.Account;

namespace Showcase.Web.Features.Fees;

internal static class FeesSetup
{
    public static void AddFees(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<LedgerService>();
        builder.Services.AddSingleton<LedgerQueries>();
        builder.Services.AddSingleton<IPersonalDataSource, FeeData>();
    }
}
