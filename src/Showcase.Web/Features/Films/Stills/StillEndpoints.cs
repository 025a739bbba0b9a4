using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc;
using Showcase.Domain.Films;
using Showcase.Domain.Media.Pictures;
using Showcase.Web.Features.Media;
using Showcase.Web.Security;
using Showcase.Web.Storage;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Films.Stills;

/// <summary>
/// Takes pictures of films, each in one go, from the signed-in owner and our own pages; a refusal is <c>{ code, text }</c>. Serves those that were
/// made of them to whoever holds their address, which pages give to those who may see the film.
/// </summary>
internal static partial class StillEndpoints
{
    public static void MapStills(this IEndpointRouteBuilder routes)
    {
        var media = routes.MapGroup("/media").WithoutErrorPages();
        media.MapPost("/films/{filmId:guid}/stills", AddAsync)
            .RequireAuthorization(Policies.SignedIn)
            .FromOurPages()
            .ForSlowSenders()
            .AddEndpointFilter<StorageFailureFilter>()
            .WithMetadata(new RequestSizeLimitAttribute(Picture.MostBytes));
        media.MapMethods("/stills/{token}/{file}", [HttpMethods.Get, HttpMethods.Head], ServeAsync).AllowAnonymous().AddEndpointFilter<PlaybackFailureFilter>();
    }

    private static async Task<IResult> AddAsync(Guid filmId, string? name, bool? poster, HttpContext context, StillService service, SiteTexts texts)
    {
        if (context.Request.ContentLength is not { } size) return UploadEndpoints.Refuse(StillRefusals.Incomplete, StatusCodes.Status411LengthRequired, texts);

        var (actor, file) = (Actor.From(context.User)!, new PictureUpload(name ?? "", size, context.Request.Body));
        var result = poster == true
            ? await service.AddPosterAsync(actor, filmId, file, context.RequestAborted)
            : await service.AddAsync(actor, filmId, file, context.RequestAborted);
        return result.Succeeded ? Results.Json(new { id = result.Value }, statusCode: StatusCodes.Status201Created) : UploadEndpoints.Refuse(result.Refusal, StatusOf(result.Refusal), texts);
    }

    private static async Task ServeAsync(string token, string file, HttpContext context, PlaybackGrants grants, IMediaStorage storage)
    {
        var answer = grants.OpenPicture(token);
        if (answer.Grant is not { } grant)
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        if (!Served().IsMatch(file))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        // A juror's copy must not outlive what is taken back; the others' pictures never change under their name.
        context.Response.Headers.CacheControl = grant.Purpose switch
        {
            PlaybackPurpose.Screener => "no-store",
            PlaybackPurpose.Public => "public, max-age=21600, immutable",
            _ => "private, max-age=86400, immutable",
        };
        await PlaybackEndpoints.SendAsync(context, storage, $"{MediaPaths.Picture(grant.AssetId)}/{file}", "image/jpeg");
    }

    private static int StatusOf(Refusal refusal) =>
        refusal == Refusals.NotFound ? StatusCodes.Status404NotFound
        : refusal == StillRefusals.TooLarge ? StatusCodes.Status413PayloadTooLarge
        : refusal == PictureRefusals.NotPicture ? StatusCodes.Status415UnsupportedMediaType
        : refusal == StillRefusals.NoDecoder ? StatusCodes.Status503ServiceUnavailable
        : StatusCodes.Status409Conflict;

    [GeneratedRegex(@"^[0-9]{3,4}\.jpg\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Served();
}
