using System.Globalization;
using System.Text;
using Showcase.Web.Features.Editions;
using Showcase.Web.Security;
using Showcase.Web.Shared;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Judging.Auditing;

/// <summary>The whole audit log as a CSV file, oldest line first.</summary>
internal static class AuditExport
{
    public static void MapAuditExport(this WebApplication app) =>
        app.MapGet("/workspace/{Edition}/judging/log.csv", DownloadAsync).RequireAuthorization(Policies.Organiser);

    private static async Task<IResult> DownloadAsync(HttpContext http, string edition, EditionQueries editions, AuditQueries queries, SiteTexts texts, CancellationToken token)
    {
        if (Actor.From(http.User) is not { } actor || await editions.FindAsync(edition, token) is not { } scope) return Results.NotFound();

        var csv = new StringBuilder(Csv.Line("When (UTC)", "Who", "What", "Round", "Film", "About", "How many", "Outcome", "Reason"));
        foreach (var line in await queries.StoryAsync(actor, scope.Id, new AuditFilter(null, null), token))
        {
            csv.Append(Csv.Line(
                line.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), line.By ?? texts["Audit.Clock"], AuditWords.Of(texts, line.What), line.Round, line.Film, line.About,
                line.Count?.ToString(CultureInfo.InvariantCulture), line.Outcome is { } outcome ? AuditWords.Of(texts, outcome) : "", line.Text));
        }

        return Csv.Download(http, csv.ToString(), $"judging-log-{scope.Slug}.csv");
    }
}
