using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Account;

/// <summary>Slows down whoever posts account forms in bulk: guessing passwords over many accounts, or filling the outbox; and whoever asks for the audience's ballot without end.</summary>
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
        {
            var (path, site) = (context.Request.Path, context.RequestServices.GetRequiredService<IOptions<SiteOptions>>().Value);
            if (HttpMethods.IsPost(context.Request.Method) && path.StartsWithSegments("/account", StringComparison.OrdinalIgnoreCase)) return Within("account", site.AccountPostsPerMinute, context);
            return path.StartsWithSegments("/vote", StringComparison.OrdinalIgnoreCase) ? Within("vote", site.VoteRequestsPerMinute, context) : RateLimitPartition.GetNoLimiter("");
        });
    });

    private static RateLimitPartition<string> Within(string what, int permits, HttpContext context) =>
        RateLimitPartition.GetSlidingWindowLimiter($"{what} {context.Connection.RemoteIpAddress}", _ => new SlidingWindowRateLimiterOptions { PermitLimit = permits, Window = Window, SegmentsPerWindow = 6 });
}
