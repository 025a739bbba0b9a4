using Microsoft.AspNetCore.Mvc;
using Showcase.Web.Security;

namespace Showcase.Web.App;

/// <summary>
/// The light / dark switch: a plain form, kept in a cookie, so that it works without script. It carries no token: the worst that another
/// site could do is change the colours, and a token would set a cookie for every visitor and keep public pages out of caches.
/// </summary>
internal static class ThemeEndpoint
{
    public const string Cookie = "theme";

    public static string? Theme(this HttpContext context) => context.Request.Cookies[Cookie] is "light" or "dark" ? context.Request.Cookies[Cookie] : null;

    public static void MapTheme(this WebApplication app) => app.MapPost("/theme", (HttpContext context, [FromForm] string? theme, [FromForm] string? returnUrl) =>
    {
        if (theme is "light" or "dark")
        {
            context.Response.Cookies.Append(Cookie, theme, new CookieOptions { MaxAge = TimeSpan.FromDays(365), HttpOnly = true, SameSite = SameSiteMode.Lax, IsEssential = true });
        }
        else
        {
            context.Response.Cookies.Delete(Cookie);
        }

        return Results.LocalRedirect(LocalAddress.Or(returnUrl, "/"));
    }).DisableAntiforgery();
}
