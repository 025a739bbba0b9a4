using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using Showcase.Web.Data;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Account;

internal static class AccountSetup
{
    public static void AddAccount(this WebApplicationBuilder builder)
    {
        builder.Services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        builder.Services.ConfigureApplicationCookie(cookie =>
        {
            cookie.LoginPath = "/account/signin";
            cookie.LogoutPath = "/account/signout";
            cookie.AccessDeniedPath = "/account/forbidden";
            cookie.ReturnUrlParameter = "returnUrl";
        });
        builder.Services.AddIdentityCore<ApplicationUser>(identity =>
            {
                identity.Stores.SchemaVersion = ModelServices.SchemaVersion;
                identity.User.RequireUniqueEmail = true;
                identity.SignIn.RequireConfirmedAccount = true;
                identity.Password.RequiredLength = 10;
                identity.Password.RequireDigit = false;
                identity.Password.RequireLowercase = false;
                identity.Password.RequireUppercase = false;
                identity.Password.RequireNonAlphanumeric = false;
                identity.Lockout.MaxFailedAccessAttempts = 5;
                identity.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(5);
            })
            .AddRoles<IdentityRole<Guid>>()
            .AddEntityFrameworkStores<ShowcaseDbContext>()
            .AddClaimsPrincipalFactory<ActorClaimsFactory>()
            .AddSignInManager()
            .AddDefaultTokenProviders();
        builder.Services.AddScoped<AuthenticationStateProvider, RevalidatingAuthentication>();
    }

    public static void MapAccount(this WebApplication app)
    {
        app.MapPost("/account/signout", async (SignInManager<ApplicationUser> signIn) =>
        {
            await signIn.SignOutAsync();
            return Results.LocalRedirect("/");
        });
    }
}
