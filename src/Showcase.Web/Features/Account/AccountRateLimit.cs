using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Account;

/// <summary>Slows down whoever posts account forms in bulk: guessing passwords over many accounts, or filling the outbox.</summary>
internal static class AccountRateLimit
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    public static void AddAccountRateLimit(this IServiceCollection services) => services.AddRateLimiter(limiter =>
    {
        limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limiter.OnRejected = (rejected, _) =>
        {
            rejected.HttpContext.Response.Headers.RetryAfter = Window.TotalSeconds.ToString(CultureInfo.InvariantCulture);
            return ValueTask.CompletedTask;
        };
        limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
            HttpMethods.IsPost(context.Request.Method) && context.Request.Path.StartsWithSegments("/account", StringComparison.OrdinalIgnoreCase)
                ? RateLimitPartition.GetSlidingWindowLimiter(context.Connection.RemoteIpAddress?.ToString() ?? "", _ => new SlidingWindowRateLimiterOptions
                {
                    PermitLimit = context.RequestServices.GetRequiredService<IOptions<SiteOptions>>().Value.AccountPostsPerMinute,
                    Window = Window,
                    SegmentsPerWindow = 6,
                })
                : RateLimitPartition.GetNoLimiter(""));
    });
}
