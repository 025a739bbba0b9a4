using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Showcase.Web.Features.Media;

/// <summary>What endpoints have in common that scripts and players talk to.</summary>
internal static class MediaEndpointFilters
{
    /// <summary>Answers stay as they are: no page of words for people takes their place.</summary>
    public static TBuilder WithoutErrorPages<TBuilder>(this TBuilder endpoints) where TBuilder : IEndpointConventionBuilder => endpoints.AddEndpointFilter((call, next) =>
    {
        if (call.HttpContext.Features.Get<IStatusCodePagesFeature>() is { } pages) pages.Enabled = false;
        return next(call);
    });

    /// <summary>Cookies alone prove nothing about the page: the request must come from our own origin.</summary>
    public static TBuilder FromOurPages<TBuilder>(this TBuilder endpoints) where TBuilder : IEndpointConventionBuilder => endpoints.AddEndpointFilter((call, next) =>
    {
        var request = call.HttpContext.Request;
        var isOurs = request.Headers.Origin is [{ } origin] && Uri.TryCreate(origin, UriKind.Absolute, out var page)
            && string.Equals(page.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase);
        return isOurs ? next(call) : ValueTask.FromResult<object?>(Results.Json(new { code = Refusals.Forbidden.Code, text = "" }, statusCode: StatusCodes.Status403Forbidden));
    });

    /// <summary>
    /// A stall of a minute does not cost what is being sent; beyond it, 2 KiB a second are asked for. Senders who go away or fall asleep know
    /// it, and try again: they are no failure of ours.
    /// </summary>
    public static TBuilder ForSlowSenders<TBuilder>(this TBuilder endpoints) where TBuilder : IEndpointConventionBuilder => endpoints.AddEndpointFilter(async (call, next) =>
    {
        var context = call.HttpContext;
        if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate) rate.MinDataRate = new MinDataRate(2048, TimeSpan.FromMinutes(1));
        try
        {
            return await next(call);
        }
        catch (Exception gone) when (gone is Microsoft.AspNetCore.Http.BadHttpRequestException or ConnectionResetException || (gone is OperationCanceledException && context.RequestAborted.IsCancellationRequested))
        {
            return Results.StatusCode(StatusCodes.Status408RequestTimeout);
        }
    });
}
