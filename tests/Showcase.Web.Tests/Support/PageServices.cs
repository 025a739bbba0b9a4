using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Showcase.Web.Data;
using Showcase.Web.Features.Editions;
using Showcase.Web.Security;
using Showcase.Web.Shared;
using Showcase.Web.Texts;

namespace Showcase.Web.Tests.Support;

/// <summary>What every page of an edition asks for, over a test's world.</summary>
internal static class PageServices
{
    public static void AddPages(this IServiceCollection services, World world)
    {
        services.AddLocalization();
        services.AddLogging();
        services.AddSingleton<SiteTexts>();
        services.AddSingleton<TimeProvider>(world.Clock);
        services.AddSingleton<IDbContextFactory<ShowcaseDbContext>>(world.Store);
        services.AddSingleton<ChangeFeed>();
        services.AddSingleton<EditionQueries>();
        services.AddSingleton<EditionAccess>();
    }
}
