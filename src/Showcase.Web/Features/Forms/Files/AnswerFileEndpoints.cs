using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;
using Showcase.Domain.Forms;
using Showcase.Web.Features.Media;
using Showcase.Web.Security;
using Showcase.Web.Storage;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Forms.Files;

/// <summary>Takes the file that answers a question, in one go, from its artist and our own pages; gives it to whoever may have it, as a file to save.</summary>
internal static class AnswerFileEndpoints
{
    public static string AddressOf(Guid submissionId, Guid questionId) => $"/media/entries/{submissionId}/answers/{questionId}";

    public static void MapAnswerFiles(this IEndpointRouteBuilder routes)
    {
        var files = routes.MapGroup("/media/entries/{submissionId:guid}/answers/{questionId:guid}").WithoutErrorPages().RequireAuthorization(Policies.SignedIn);
        files.MapPost("", AddAsync)
            .FromOurPages()
            .ForSlowSenders()
            .AddEndpointFilter<StorageFailureFilter>()
            .WithMetadata(new RequestSizeLimitAttribute(AnswerFile.Bytes(AnswerFile.MostMegabytes)));
        files.MapMethods("", [HttpMethods.Get, HttpMethods.Head], SendAsync).AddEndpointFilter<PlaybackFailureFilter>();
    }

    private static async Task<IResult> AddAsync(Guid submissionId, Guid questionId, string? name, HttpContext context, AnswerFileService service, SiteTexts texts)
    {
        if (context.Request.ContentLength is not { } size) return UploadEndpoints.Refuse(AnswerFileRefusals.Incomplete, StatusCodes.Status411LengthRequired, texts);

        var added = await service.AddAsync(Actor.From(context.User)!, submissionId, questionId, new AnswerUpload(name ?? "", size, context.Request.Body), context.RequestAborted);
        return added.Succeeded ? Results.Json(new { }, statusCode: StatusCodes.Status201Created) : UploadEndpoints.Refuse(added.Refusal, StatusOf(added.Refusal), texts);
    }

    /// <summary>Never inline: what a stranger sent is not opened under our name.</summary>
    private static async Task SendAsync(Guid submissionId, Guid questionId, HttpContext context, AnswerFileQueries queries, IMediaStorage storage)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (await queries.FindAsync(Actor.From(context.User)!, submissionId, questionId, context.RequestAborted) is not { } found)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(found.Name);
        context.Response.Headers.ContentDisposition = disposition.ToString();
        context.Response.Headers.XContentTypeOptions = "nosniff";
        await PlaybackEndpoints.SendAsync(context, storage, MediaPaths.AnswerFile(found.File.FileId), "application/octet-stream");
    }

    private static int StatusOf(Refusal refusal) =>
        refusal == Refusals.NotFound ? StatusCodes.Status404NotFound
        : refusal.Code == AnswerFileRefusals.TooLarge(0).Code ? StatusCodes.Status413PayloadTooLarge
        : refusal == AnswerFileRefusals.NotTaken || refusal == AnswerFileRefusals.Polyglot || refusal == AnswerFileRefusals.OtherType ? StatusCodes.Status415UnsupportedMediaType
        : refusal == AnswerFileRefusals.ScannerAway ? StatusCodes.Status503ServiceUnavailable
        : StatusCodes.Status409Conflict;
}
