using Showcase.Domain.Calls;

namespace Showcase.Web.Features.Calls;

/// <summary>Which calls take films.</summary>
public static class OpenCalls
{
    /// <summary>Those that are open at that moment; a category's deadline may have passed.</summary>
    public static IQueryable<Call> OpenAt(this IQueryable<Call> calls, DateTimeOffset now) =>
        calls.Where(call => call.State == CallState.Open && (call.OpensAt == null || call.OpensAt <= now));
}
