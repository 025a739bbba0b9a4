using Microsoft.Net.Http.Headers;

namespace Showcase.Web.Features.Public;

/// <summary>
/// Marks a page that is the same for every visitor. A shared cache may keep it for a minute; a browser asks again each time, so that a
/// sign-in or a change of the colours shows at once.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PublicPageAttribute : Attribute;

internal static class PublicPages
{
    private const string ForEverybody = "public, max-age=0, s-maxage=60, must-revalidate";
    private const string ForOne = "private, no-cache";

    public static void UsePublicPages(this WebApplication app) =>
        app.UseWhen(
            context => context.IsPublicPage(),
            pages =>
            {
                pages.UseResponseCompression();
                pages.Use((context, next) =>
                {
                    context.Response.OnStarting(Mark, context);
                    return next(context);
                });
            });

    public static bool IsPublicPage(this HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<PublicPageAttribute>() is not null;

    /// <summary>What was marked before, by whoever knew better, stays so.</summary>
    private static Task Mark(object state)
    {
        var context = (HttpContext)state;
        var headers = context.Response.Headers;
        if (context.Response.StatusCode != StatusCodes.Status200OK || headers.CacheControl.Count > 0) return Task.CompletedTask;

        headers.CacheControl = context.User.Identity?.IsAuthenticated == true ? ForOne : ForEverybody;
        headers.Append(HeaderNames.Vary, HeaderNames.Cookie);
        return Task.CompletedTask;
    }
}
