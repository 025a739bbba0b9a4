using Showcase.Web.Features.Account;

namespace Showcase.Web.Features.Prizes;

internal static class PrizesSetup
{
    public static void AddPrizes(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<LaurelLetters>();
        builder.Services.AddSingleton<PrizeService>();
        builder.Services.AddSingleton<PrizeQueries>();
        builder.Services.AddSingleton<PublicPrizeQueries>();
        builder.Services.AddSingleton<LaurelQueries>();
        builder.Services.AddSingleton<IPersonalDataSource, PrizeData>();
    }

    public static void MapPrizes(this WebApplication app) => app.MapLaurels();
}
