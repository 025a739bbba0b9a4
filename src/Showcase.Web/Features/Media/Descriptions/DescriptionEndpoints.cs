using Microsoft.AspNetCore.Mvc;
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
            .FromOurPages()
            .ForSlowSenders()
            .AddEndpointFilter<StorageFailureFilter>()
            .WithMetadata(new RequestSizeLimitAttribute(AudioDescription.MostBytes));

    private static async Task<IResult> AddAsync(Guid filmId, string language, string? name, HttpContext context, DescriptionService service, SiteTexts texts)
    {
        if (context.Request.ContentLength is not { } size) return UploadEndpoints.Refuse(DescriptionRefusals.Incomplete, StatusCodes.Status411LengthRequired, texts);

        var result = await service.AddAsync(Actor.From(context.User)!, filmId, language, new SoundUpload(name ?? "", size, context.Request.Body), context.RequestAborted);
        return result.Succeeded ? Results.StatusCode(StatusCodes.Status201Created) : UploadEndpoints.Refuse(result.Refusal, StatusOf(result.Refusal), texts);
    }

    private static int StatusOf(Refusal refusal) =>
        refusal == Refusals.NotFound ? StatusCodes.Status404NotFound
        : refusal == DescriptionRefusals.TooLarge ? StatusCodes.Status413PayloadTooLarge
        : refusal == DescriptionRefusals.NotSound ? StatusCodes.Status415UnsupportedMediaType
        : StatusCodes.Status409Conflict;
}
