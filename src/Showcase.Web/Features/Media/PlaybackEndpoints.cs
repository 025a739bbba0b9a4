using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Net.Http.Headers;
using Showcase.Web.Storage;

namespace Showcase.Web.Features.Media;

/// <summary>Serves playlists, segments and posters to those who hold a grant. Names and media types are ours, never the file's.</summary>
internal static partial class PlaybackEndpoints
{
    private const string Poster = "poster.jpg";

    public static void MapPlayback(this IEndpointRouteBuilder routes) =>
        routes.MapMethods("/media/play/{token}/{**file}", [HttpMethods.Get, HttpMethods.Head], ServeAsync).AllowAnonymous();

    private static async Task ServeAsync(string token, string file, HttpContext context, PlaybackGrants grants, IMediaStorage storage)
    {
        if (context.Features.Get<IStatusCodePagesFeature>() is { } pages) pages.Enabled = false;
        var response = context.Response;
        if (grants.Open(token) is not { } grant)
        {
            response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        // The address of a still stands on public pages: it must not open the film behind it.
        var path = $"{MediaPaths.Made(grant.AssetId)}/{file}";
        if ((grant.Purpose == PlaybackPurpose.Public && file != Poster) || TypeOf(file) is not { } type || await storage.LengthAsync(path, context.RequestAborted) is not { } length)
        {
            response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        response.ContentType = type;
        response.Headers.AcceptRanges = "bytes";
        response.Headers.CacheControl = CacheOf(grant.Purpose, file);
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

        response.ContentLength = count;
        if (HttpMethods.IsHead(context.Request.Method)) return;

        await storage.SendAsync(path, first, count, response.BodyWriter, context.RequestAborted);
    }

    /// <summary>What a juror saw must not play from the browser's cache once it was taken back.</summary>
    private static string CacheOf(PlaybackPurpose purpose, string file) =>
        purpose == PlaybackPurpose.Screener ? "no-store" : file.EndsWith(".m3u8", StringComparison.Ordinal) ? "private, max-age=60" : "private, max-age=86400";

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

    private static string? TypeOf(string file) => !Served().IsMatch(file) ? null : Path.GetExtension(file) switch
    {
        ".m3u8" => "application/vnd.apple.mpegurl",
        ".jpg" => "image/jpeg",
        ".mp4" => "video/mp4",
        ".vtt" => "text/vtt",
        _ => "video/iso.segment",
    };

    [GeneratedRegex(@"^(poster\.jpg|storyboard/(index\.vtt|[0-9]{3}\.jpg)|hls/master\.m3u8|hls/[0-9]{1,2}/(i\.m3u8|init_[0-9]{1,2}\.mp4|s[0-9]{5}\.m4s))\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Served();
}
