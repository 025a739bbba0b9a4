using Showcase.Web.Features.Account;

namespace Showcase.Web.Features.Editions;

internal static class EditionsSetup
{
    public static void AddEditions(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<EditionQueries>();
        builder.Services.AddSingleton<MemberQueries>();
        builder.Services.AddSingleton<TodayQueries>();
        builder.Services.AddSingleton<EditionService>();
        builder.Services.AddSingleton<MemberService>();
        builder.Services.AddSingleton<InvitationService>();
        builder.Services.AddSingleton<IPersonalDataSource, MembershipData>();
    }

    public static void MapEditions(this WebApplication app)
    {
        app.MapMembersExport();
    }
}
