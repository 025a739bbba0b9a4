using Microsoft.AspNetCore.Mvc;
using Showcase.Domain.Media;
using Showcase.Domain.Media.Structure;
using Showcase.Web.Connections;
using Showcase.Web.Security;
using Showcase.Web.Storage;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Media;

/// <summary>
/// What the upload script talks to. Begin, look, renew, complete and abandon are for the signed-in owner, from our own pages; blocks are
/// for whoever holds the ticket. A refusal is <c>{ code, text }</c>.
/// </summary>
internal static class UploadEndpoints
{
    private const string ChecksumHeader = "x-ms-content-crc64";

    // As base64 in JSON, pieces take less than twice their bytes.
    private const int MostShown = 2 * Skeleton.MostPieces * Skeleton.PieceLength;

    public static void MapUploads(this IEndpointRouteBuilder routes)
    {
        var uploads = routes.MapGroup("/media/uploads").WithoutErrorPages().AddEndpointFilter<StorageFailureFilter>();
        var owners = uploads.MapGroup("").RequireAuthorization(Policies.SignedIn).FromOurPages();
        owners.MapPost("/", async (BeginUpload begin, HttpContext context, UploadService service, SiteTexts texts) =>
            Answer(await service.BeginAsync(Actor.From(context.User)!, begin.FilmId, begin.FileName, begin.Size, begin.Fingerprint, context.RequestAborted), texts));
        owners.MapPost("/{assetId:guid}/skeleton", LookAsync).WithMetadata(new RequestSizeLimitAttribute(MostShown));
        owners.MapPost("/{assetId:guid}/ticket", async (Guid assetId, HttpContext context, UploadService service, SiteTexts texts) =>
            Answer(await service.RenewAsync(Actor.From(context.User)!, assetId, context.RequestAborted), texts));
        owners.MapPost("/{assetId:guid}/complete", async (Guid assetId, HttpContext context, UploadService service, SiteTexts texts) =>
            Answer(await service.CompleteAsync(Actor.From(context.User)!, assetId, CancellationToken.None), texts));
        owners.MapDelete("/{assetId:guid}", async (Guid assetId, HttpContext context, UploadService service, SiteTexts texts) =>
            Answer(await service.AbandonAsync(Actor.From(context.User)!, assetId, CancellationToken.None), texts));
        uploads.MapPut("/{assetId:guid}/blocks/{index:int}", PutBlockAsync).AllowAnonymous().ForSlowSenders();
    }

    /// <summary>Before a block is sent, wherever the blocks go: what is no film is refused, or the next piece of the file is asked for, until none is wanted.</summary>
    private static async Task<IResult> LookAsync(Guid assetId, ShownPieces shown, HttpContext context, UploadService service, SiteTexts texts)
    {
        var next = await service.LookAsync(Actor.From(context.User)!, assetId, shown.Pieces ?? [], context.RequestAborted);
        return next.Succeeded ? Results.Ok(new { want = next.Value }) : Refuse(next.Refusal, StatusOf(next.Refusal), texts);
    }

    private static int StatusOf(Refusal refusal) =>
        refusal == Refusals.NotFound ? StatusCodes.Status404NotFound
        : refusal == MediaRefusals.PieceOutOfPlace ? StatusCodes.Status400BadRequest
        : refusal == MediaRefusals.NotUploading ? StatusCodes.Status409Conflict
        : StatusCodes.Status415UnsupportedMediaType;

    private static async Task<IResult> PutBlockAsync(
        Guid assetId, int index, string? ticket, HttpContext context, UploadTickets tickets, UploadService service, IMediaStorage storage,
        ArrivingFiles files, SiteTexts texts)
    {
        var token = context.RequestAborted;
        if (!tickets.IsValid(assetId, ticket)) return Refuse(UploadRefusals.TicketInvalid, StatusCodes.Status403Forbidden, texts);
        if (await files.FindAsync(assetId, token) is not { } file) return Refuse(MediaRefusals.NotUploading, StatusCodes.Status409Conflict, texts);
        if (index < 0 || index >= file.BlockCount) return Refuse(UploadRefusals.BlockOutOfRange, StatusCodes.Status400BadRequest, texts);

        var block = UploadTickets.BlockOf(file.Size, file.BlockSize, index);
        if (context.Request.ContentLength != block.Length) return Refuse(UploadRefusals.BlockLength, StatusCodes.Status400BadRequest, texts);
        if (context.Request.Headers[ChecksumHeader] is not [{ Length: > 0 } checksum]) return Refuse(MediaRefusals.HashMismatch, StatusCodes.Status400BadRequest, texts);

        try
        {
            await storage.StageBlockAsync(MediaPaths.Arrival(assetId), block, checksum, PlacedReader.Of(context), token);
        }
        catch (BlockDamagedException)
        {
            return Refuse(MediaRefusals.HashMismatch, StatusCodes.Status400BadRequest, texts);
        }
        catch (BlockBusyException)
        {
            return Refuse(UploadRefusals.BlockBusy, StatusCodes.Status429TooManyRequests, texts);
        }
        catch (DirectoryNotFoundException)
        {
            // The upload was dropped under its blocks.
            return Refuse(MediaRefusals.NotUploading, StatusCodes.Status409Conflict, texts);
        }

        if ((index == 0 || index == file.BlockCount - 1) && (await WalkAsync(storage, assetId, file, token)).Refusal is { } refusal)
        {
            await service.RejectAsync(assetId, refusal, CancellationToken.None);
            return Refuse(refusal, StatusCodes.Status415UnsupportedMediaType, texts);
        }

        // The upload may have been dropped while this block was under way: nothing of it may stay behind.
        if (await files.FindAsync(assetId, CancellationToken.None) is not null) return Results.StatusCode(StatusCodes.Status201Created);

        if (!await files.IsAwaitedAsync(assetId)) await storage.DeleteAsync(MediaPaths.Arrivals(assetId), CancellationToken.None);
        return Refuse(MediaRefusals.NotUploading, StatusCodes.Status409Conflict, texts);
    }

    /// <summary>Walks as much of the file as has arrived: what is no film is refused while most of it is still to be sent.</summary>
    private static async Task<StructureVerdict> WalkAsync(IMediaStorage storage, Guid assetId, ArrivingFile file, CancellationToken token)
    {
        var path = MediaPaths.Arrival(assetId);
        var staged = await storage.StagedBlocksAsync(path, token);
        return await StructureWalk.WalkAsync(file.Size, async (at, piece) =>
        {
            for (var block = at / file.BlockSize; block <= (at + piece.Length - 1) / file.BlockSize; block++)
            {
                if (!staged.ContainsKey((int)block)) return 0;
            }

            return await storage.PeekAsync(path, at, piece, token);
        });
    }

    private static IResult Answer(Result result, SiteTexts texts) => result.Succeeded
        ? result is Result<UploadTicket> ticket ? Results.Ok(ticket.Value) : Results.Ok(new { })
        : Refuse(result.Refusal, result.Refusal == Refusals.NotFound ? StatusCodes.Status404NotFound : StatusCodes.Status409Conflict, texts);

    internal static IResult Refuse(Refusal refusal, int status, SiteTexts texts) => Results.Json(new { code = refusal.Code, text = texts.Of(refusal) }, statusCode: status);

    internal sealed record BeginUpload(Guid FilmId, string FileName, long Size, string Fingerprint);

    internal sealed record ShownPieces(FilePiece[]? Pieces);
}

internal static class UploadRefusals
{
    public static readonly Refusal TicketInvalid = new("Media.TicketInvalid");
    public static readonly Refusal BlockOutOfRange = new("Media.BlockOutOfRange");
    public static readonly Refusal BlockBusy = new("Media.BlockBusy");
    public static readonly Refusal BlockLength = new("Media.BlockLength");
    public static readonly Refusal StorageFull = new("Media.StorageFull");
    public static readonly Refusal StorageAway = new("Media.StorageAway");
}
