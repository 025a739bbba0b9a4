namespace Showcase.Web.Features.Grants;

internal static class GrantsSetup
{
    public static void AddGrants(this WebApplicationBuilder builder)
    {
    }

    public static void MapGrants(this WebApplication app)
    {
    }
}
