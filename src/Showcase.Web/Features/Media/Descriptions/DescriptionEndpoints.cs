using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Showcase.Domain.Media.Descriptions;
using Showcase.Web.Security;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Media.Descriptions;

/// <summary>
/// Takes the sound file that describes a film, in one go: it is small beside a film, so a broken connection costs little. For the
/// signed-in owner, from our own pages. A refusal is <c>{ code, text }</c>.
/// </summary>
internal static class DescriptionEndpoints
{
    public static void MapDescriptions(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/media/films/{filmId:guid}/descriptions/{language}", AddAsync)
            .RequireAuthorization(Policies.SignedIn)
            .AddEndpointFilter(FromOurPagesAsync)
            .AddEndpointFilter<StorageFailureFilter>()
            .WithMetadata(new RequestSizeLimitAttribute(AudioDescription.MostBytes));

    private static async Task<IResult> AddAsync(Guid filmId, string language, string? name, HttpContext context, DescriptionService service, SiteTexts texts)
    {
        if (context.Request.ContentLength is not { } size) return UploadEndpoints.Refuse(DescriptionRefusals.Incomplete, StatusCodes.Status411LengthRequired, texts);

        // A stall of a minute does not cost the file.
        if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate) rate.MinDataRate = new MinDataRate(2048, TimeSpan.FromMinutes(1));
        try
        {
            var result = await service.AddAsync(Actor.From(context.User)!, filmId, language, new SoundUpload(name ?? "", size, context.Request.Body), context.RequestAborted);
            return result.Succeeded ? Results.StatusCode(StatusCodes.Status201Created) : UploadEndpoints.Refuse(result.Refusal, StatusOf(result.Refusal), texts);
        }
        catch (Exception gone) when (gone is Microsoft.AspNetCore.Http.BadHttpRequestException or ConnectionResetException || (gone is OperationCanceledException && context.RequestAborted.IsCancellationRequested))
        {
            // The sender went away or fell asleep.
            return Results.StatusCode(StatusCodes.Status408RequestTimeout);
        }
    }

    private static int StatusOf(Refusal refusal) =>
        refusal == Refusals.NotFound ? StatusCodes.Status404NotFound
        : refusal == DescriptionRefusals.TooLarge ? StatusCodes.Status413PayloadTooLarge
        : refusal == DescriptionRefusals.NotSound ? StatusCodes.Status415UnsupportedMediaType
        : StatusCodes.Status409Conflict;

    /// <summary>Cookies alone prove nothing about the page: the request must come from our own origin.</summary>
    private static ValueTask<object?> FromOurPagesAsync(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var request = call.HttpContext.Request;
        var isOurs = request.Headers.Origin is [{ } origin] && Uri.TryCreate(origin, UriKind.Absolute, out var page)
            && string.Equals(page.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase);
        return isOurs ? next(call) : ValueTask.FromResult<object?>(Results.Json(new { code = Refusals.Forbidden.Code, text = "" }, statusCode: StatusCodes.Status403Forbidden));
    }
}
