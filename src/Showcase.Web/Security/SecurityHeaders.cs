using Showcase.Web.Storage;

namespace Showcase.Web.Security;

/// <summary>Headers of every answer: nothing of ours is framed, sniffed, or loaded from elsewhere.</summary>
internal static class SecurityHeaders
{
    private const string ContentSecurityPolicy =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; media-src 'self' blob:; " +
        "font-src 'self' data:; connect-src 'self' ws: wss: {storage}; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    public static void UseSecurityHeaders(this WebApplication app)
    {
        // Where films are sent straight to a storage account, its origin is the one other that a page may talk to.
        var storage = app.Services.GetRequiredService<IMediaStorage>().BlockOrigin?.GetLeftPart(UriPartial.Authority);
        var policy = ContentSecurityPolicy.Replace(" {storage}", storage is null ? "" : $" {storage}", StringComparison.Ordinal);
        app.Use((context, next) => WithHeaders(context, next, policy));
    }

    /// <summary>What was typed and not saved is kept on the device (decision 0020), until whoever typed it leaves.</summary>
    public static void ForgetDevice(this HttpResponse response) => response.Headers["Clear-Site-Data"] = "\"storage\"";

    private static Task WithHeaders(HttpContext context, RequestDelegate next, string policy)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
        return next(context);
    }
}
