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
            cookie.Cookie.Name = "showcase";
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.ExpireTimeSpan = TimeSpan.FromDays(14);
        });
        builder.Services.AddIdentityCore<ApplicationUser>(identity =>
            {
                identity.Stores.SchemaVersion = ModelServices.SchemaVersion;
                identity.User.RequireUniqueEmail = true;
                identity.User.AllowedUserNameCharacters = ""; // The name is the address, whatever signs it has.
                identity.SignIn.RequireConfirmedAccount = true;
                identity.Password.RequiredLength = PasswordRules.Length;
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

        // A lost role or a changed password must not live on in a cookie; one read in so many seconds and person is its price.
        builder.Services.Configure<SecurityStampValidatorOptions>(stamp => stamp.ValidationInterval = TimeSpan.FromSeconds(15));

        // A passkey stands for both steps, so the device must have seen its owner; it must also know whom it signs in.
        builder.Services.Configure<IdentityPasskeyOptions>(passkey => (passkey.UserVerificationRequirement, passkey.ResidentKeyRequirement) = ("required", "required"));
        builder.Services.AddAccountRateLimit();
        builder.Services.AddScoped<AccountMails>();
        builder.Services.AddScoped<RegistrationService>();
        builder.Services.AddScoped<ProfileService>();
        builder.Services.AddScoped<PersonalDataService>();
        builder.Services.AddScoped<FirstAdministrators>();
        builder.Services.AddHostedService<FirstAdministratorNotice>();
    }

    public static void MapAccount(this WebApplication app)
    {
        app.MapPasskeys();
        app.MapPersonalData();
    }
}
