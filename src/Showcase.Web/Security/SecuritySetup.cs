namespace Showcase.Web.Security;

internal static class SecuritySetup
{
    public static void AddSecurity(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<EditionAccess>();
        builder.Services.AddSingleton<AdministratorAccess>();
        builder.Services.AddPolicies();
        builder.Services.AddCascadingAuthenticationState();
    }
}
