using Showcase.Web.Features.Editions;
using Showcase.Web.Security;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Judging;

/// <summary>The form to fill in without a connection (RFC 4180, UTF-8 with a byte order mark, for spreadsheets to read names right).</summary>
internal static class OfflineEndpoint
{
    public static void MapOfflineForm(this WebApplication app) => app
        .MapGet("/workspace/{Edition}/desk/offline/{roundId:guid}/form.csv", DownloadAsync)
        .RequireAuthorization(Policies.Juror);

    private static async Task<IResult> DownloadAsync(HttpContext context, string edition, Guid roundId, EditionQueries editions, OfflineService offline, CancellationToken token)
    {
        if (Actor.From(context.User) is not { } actor || await editions.FindAsync(edition, token) is not { } scope) return Results.NotFound();
        if (await offline.WriteAsync(actor, scope.Id, roundId, token) is not { } file) return Results.NotFound();

        return Csv.Download(context, file, $"scores-{scope.Slug}.csv");
    }
}
