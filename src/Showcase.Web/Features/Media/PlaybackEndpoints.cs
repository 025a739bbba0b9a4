using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Net.Http.Headers;
using Showcase.Web.Connections;
using Showcase.Web.Features.Judging.Blind;
using Showcase.Web.Features.Media.Captions;
using Showcase.Web.Features.Media.Descriptions;
using Showcase.Web.Features.Media.Marks;
using Showcase.Web.Storage;

namespace Showcase.Web.Features.Media;

/// <summary>Serves playlists, segments, captions and pictures to those who hold a grant, and hears from their players what was watched. Names and media types are ours, never the file's.</summary>
internal static partial class PlaybackEndpoints
{
    private const string Poster = "poster.jpg";
    private const string GalleryFile = "gallery.mp4";
    private const string Master = "hls/master.m3u8";
    private const string WebVtt = "text/vtt; charset=utf-8";
    private const string Playlist = "application/vnd.apple.mpegurl";

    // Kestrel takes a flush for one wait, of five seconds otherwise. A film's may be a MiB, for which bad Wi-Fi takes its time; nginx waits as long (send_timeout).
    private static readonly MinDataRate Slowest = new(bytesPerSecond: 240, gracePeriod: TimeSpan.FromMinutes(1));

    public static void MapPlayback(this IEndpointRouteBuilder routes)
    {
        var media = routes.MapGroup("/media").AllowAnonymous().WithoutErrorPages().AddEndpointFilter<PlaybackFailureFilter>();
        media.MapMethods("/play/{token}/{**file}", [HttpMethods.Get, HttpMethods.Head], ServeAsync);
        media.MapMethods("/play/{token}/captions/{trackId:guid}.vtt", [HttpMethods.Get, HttpMethods.Head], ServeCaptionsAsync);
        media.MapGet("/play/{token}/info", DescribeAsync);
        media.MapPost("/play/{token}/watched", ReportAsync);
        media.MapMethods("/original/{token}", [HttpMethods.Get, HttpMethods.Head], DownloadAsync);
    }

    private static async Task ServeAsync(string token, string file, HttpContext context, PlaybackGrants grants, ScreenerFiles screeners, DescribedSounds described, IMediaStorage storage)
    {
        var answer = grants.Open(token);
        if (answer.Grant is not { } grant)
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        if (grant.Purpose == PlaybackPurpose.Screener)
        {
            await ScreenAsync(context, await screeners.FindAsync(grant, file, context.RequestAborted), storage);
            return;
        }

        // The address of a still stands on public pages: it must not open the film behind it.
        var isShut = (grant.Purpose == PlaybackPurpose.Public && file != Poster) || (grant.Purpose != PlaybackPurpose.Gallery && file == GalleryFile);
        var path = isShut ? null : Served().IsMatch(file) ? $"{MediaPaths.Made(grant.AssetId)}/{file}" : await described.FindAsync(grant.AssetId, file, context.RequestAborted);
        if (path is null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (file == Master)
        {
            await SendMasterAsync(context, storage, described, grant.AssetId, path);
            return;
        }

        // Lists grow while a film is being made.
        context.Response.Headers.CacheControl = file.EndsWith(".m3u8", StringComparison.Ordinal) ? "private, no-cache" : "private, max-age=86400";
        await SendAsync(context, storage, path, TypeOfExtension(path));
    }

    /// <summary>Which descriptions there are may change at any time.</summary>
    private static async Task SendMasterAsync(HttpContext context, IMediaStorage storage, DescribedSounds described, Guid assetId, string path)
    {
        await using var stored = await storage.OpenAsync(path, 0, null, context.RequestAborted);
        if (stored is null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        using var reader = new StreamReader(stored);
        context.Response.Headers.CacheControl = "private, no-cache";
        await SendPlaylistAsync(context, await described.OfferAsync(assetId, await reader.ReadToEndAsync(context.RequestAborted), context.RequestAborted));
    }

    private static async Task SendPlaylistAsync(HttpContext context, string text)
    {
        Describe(context.Response, Playlist);
        if (!HttpMethods.IsHead(context.Request.Method)) await context.Response.WriteAsync(text, context.RequestAborted);
    }

    private static async Task<IResult> ServeCaptionsAsync(string token, Guid trackId, HttpContext context, PlaybackGrants grants, CaptionQueries captions, BlindQueries blind)
    {
        var answer = grants.Open(token);
        if (answer.Grant is not { } grant) return Results.StatusCode(StatusCodes.Status403Forbidden);
        if (grant.Purpose == PlaybackPurpose.Public || await captions.ContentAsync(grant.AssetId, trackId, context.RequestAborted) is not { } content) return Results.NotFound();

        if (grant.Purpose == PlaybackPurpose.Screener) content = await blind.CaptionsForAsync(grant.ViewerId, trackId, content, context.RequestAborted);
        context.Response.Headers.CacheControl = grant.Purpose == PlaybackPurpose.Screener ? "no-store" : "private, max-age=86400";
        Describe(context.Response, WebVtt);
        return Results.Bytes(content, WebVtt);
    }

    /// <summary>What a juror saw must not play from the browser's cache once it was taken back.</summary>
    private static async Task ScreenAsync(HttpContext context, ScreenerFile found, IMediaStorage storage)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (found.Path is { } path)
        {
            await SendAsync(context, storage, path, TypeOfExtension(path));
        }
        else if (found.Text is { } text)
        {
            await SendPlaylistAsync(context, text);
        }
        else
        {
            context.Response.StatusCode = found.Status;
            if (found.Status == StatusCodes.Status503ServiceUnavailable) context.Response.Headers.RetryAfter = "5";
        }
    }

    /// <summary>What a player asks before it plays, and after it was refused: what there is, where the viewer stopped, or why it does not play.</summary>
    private static async Task<IResult> DescribeAsync(string token, HttpContext context, PlaybackGrants grants, ViewingQueries viewings)
    {
        context.Response.Headers.CacheControl = "no-store";
        var answer = grants.Open(token);
        if (answer.Grant is not { } grant) return Refuse(answer.End);

        return grant.Purpose != PlaybackPurpose.Public && await viewings.DescribeAsync(grant, context.RequestAborted) is { } info ? Results.Ok(info) : Results.NotFound();
    }

    private static async Task<IResult> ReportAsync(string token, ViewingReport report, PlaybackGrants grants, ViewingService viewings)
    {
        var answer = grants.Open(token);
        if (answer.Grant is not { } grant) return Refuse(answer.End);

        var result = await viewings.ReportAsync(grant, report, CancellationToken.None);
        return result.Succeeded ? Results.NoContent()
            : Results.Json(new { code = result.Refusal.Code }, statusCode: result.Refusal == Refusals.NotFound ? StatusCodes.Status404NotFound : StatusCodes.Status422UnprocessableEntity);
    }

    /// <summary>Never inline: what a stranger uploaded is not opened under our name.</summary>
    private static async Task DownloadAsync(string token, HttpContext context, PlaybackGrants grants, ViewingQueries viewings, IMediaStorage storage)
    {
        if (grants.OpenOriginal(token).Grant is not { } grant)
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        if (await viewings.OriginalNameAsync(grant.ViewerId, grant.AssetId, context.RequestAborted) is not { } name)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(name);
        context.Response.Headers.ContentDisposition = disposition.ToString();
        context.Response.Headers.CacheControl = "no-store";
        await SendAsync(context, storage, MediaPaths.Source(grant.AssetId), "application/octet-stream");
    }

    internal static async Task SendAsync(HttpContext context, IMediaStorage storage, string path, string type)
    {
        var response = context.Response;
        if (await storage.LengthAsync(path, context.RequestAborted) is not { } length)
        {
            SayMissing(response);
            return;
        }

        Describe(response, type);
        response.Headers.AcceptRanges = "bytes";
        if (!TryRange(context.Request, length, out var first, out var count))
        {
            response.StatusCode = StatusCodes.Status416RangeNotSatisfiable;
            response.Headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes */{length}");
            return;
        }

        if (count < length)
        {
            response.StatusCode = StatusCodes.Status206PartialContent;
            response.Headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes {first}-{first + count - 1}/{length}");
        }

        if (context.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate) rate.MinDataRate = Slowest;
        response.ContentLength = count;
        if (HttpMethods.IsHead(context.Request.Method)) return;

        // What is written before the head is on its way is kept and copied. Until the object is open, the storage may turn out to be away.
        if (await storage.SendAsync(path, first, count, FileWriter.Of(context), () => response.StartAsync(context.RequestAborted), context.RequestAborted)) return;

        // It went since its length was asked for.
        response.ContentLength = null;
        response.Headers.ContentRange = default;
        SayMissing(response);
    }

    /// <summary>What is not there yet may be there in a moment.</summary>
    private static void SayMissing(HttpResponse response)
    {
        response.StatusCode = StatusCodes.Status404NotFound;
        response.Headers.CacheControl = "no-store";
    }

    /// <summary>Whatever the bytes may pretend to be, a browser that opens them by themselves runs nothing.</summary>
    private static void Describe(HttpResponse response, string type)
    {
        response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        response.ContentType = type;
    }

    private static IResult Refuse(PlaybackEnd end) =>
        Results.Json(new { reason = JsonNamingPolicy.CamelCase.ConvertName(end.ToString()) }, statusCode: StatusCodes.Status403Forbidden);

    /// <summary>One range of bytes, or the whole where none is asked for, or more than one; false where it lies outside.</summary>
    private static bool TryRange(HttpRequest request, long length, out long first, out long count)
    {
        (first, count) = (0, length);
        if (request.GetTypedHeaders().Range is not { Unit.Value: "bytes", Ranges.Count: 1 } header) return true;

        var range = header.Ranges.First();
        if (RangeOf(range, length) is not { } asked) return false;

        (first, count) = asked;
        return true;
    }

    private static (long First, long Count)? RangeOf(RangeItemHeaderValue range, long length)
    {
        if (range.From is not { } from) return range.To is > 0 and var last && length > 0 ? (Math.Max(0, length - last), Math.Min(last, length)) : null;

        return from < length ? (from, Math.Min(range.To ?? long.MaxValue, length - 1) - from + 1) : null;
    }

    private static string TypeOfExtension(string file) => Path.GetExtension(file) switch
    {
        ".m3u8" => Playlist,
        ".jpg" => "image/jpeg",
        ".mp4" => "video/mp4",
        ".vtt" => WebVtt,
        _ => "video/iso.segment",
    };

    [GeneratedRegex(@"^(poster\.jpg|gallery\.mp4|storyboard/(index\.vtt|[a-z0-9]{1,20}\.jpg)|hls/master\.m3u8|hls/[0-9]{1,2}/(i\.m3u8|init_[0-9]{1,2}\.mp4|s[0-9]{5}\.m4s))\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Served();
}
