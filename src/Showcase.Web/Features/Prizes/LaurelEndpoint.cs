using System.Text;
using Showcase.Domain.Editions;
using Showcase.Domain.Prizes.Drawing;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Prizes;

/// <summary>Laurels as files: SVG for print, PNG for the web, dark and light, on nothing. Each is asked for anew, so that who loses the film loses them.</summary>
internal static class LaurelEndpoint
{
    /// <summary>In place of a prize's id: the laurel of the selection.</summary>
    public const string Selection = "selection";

    /// <summary>A PNG file takes a fifth of a second and some 20 MB while it is painted: two at once.</summary>
    private static readonly SemaphoreSlim Painting = new(2);

    public static void MapLaurels(this WebApplication app) => app
        .MapGet("/workspace/laurels/{submissionId:guid}/{prize}/{ink:regex(^(dark|light)$)}.{format:regex(^(svg|png)$)}", DownloadAsync)
        .RequireAuthorization(Policies.SignedIn);

    public static string Address(Guid submissionId, Guid? prizeId, bool isLight, string format) =>
        $"/workspace/laurels/{submissionId}/{prizeId?.ToString() ?? Selection}/{(isLight ? "light" : "dark")}.{format}";

    private static async Task<IResult> DownloadAsync(HttpContext context, Guid submissionId, string prize, string ink, string format, LaurelQueries laurels, LaurelLetters letters, CancellationToken token)
    {
        var isOfPrize = Guid.TryParse(prize, out var prizeId);
        if (Actor.From(context.User) is not { } actor || (!isOfPrize && prize != Selection)) return Results.NotFound();
        if (await laurels.FindAsync(actor, submissionId, isOfPrize ? prizeId : null, token) is not { } found) return Results.NotFound();

        context.Response.Headers.CacheControl = "no-store";
        var name = $"{found.Edition}-{(Edition.SuggestSlug(found.Text.Award) is { Length: > 0 } slug ? slug : "laurel")}-{ink}.{format}";
        var (drawing, isLight) = (LaurelDrawing.Of(found.Text, letters.Shapes), ink == "light");
        if (format == "svg") return Results.File(Encoding.UTF8.GetBytes(drawing.ToSvg(isLight)), "image/svg+xml", name);

        await Painting.WaitAsync(token);
        try
        {
            return Results.File(drawing.ToPng(isLight), "image/png", name);
        }
        finally
        {
            Painting.Release();
        }
    }
}
