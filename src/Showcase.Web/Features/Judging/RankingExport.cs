using System.Globalization;
using System.Text;
using Showcase.Web.Features.Editions;
using Showcase.Web.Security;
using Showcase.Web.Shared;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Judging;

/// <summary>The ranking as a CSV file (RFC 4180, UTF-8 with a byte order mark, for spreadsheets to read names right).</summary>
internal static class RankingExport
{
    public static void MapRankingExport(this WebApplication app) => app
        .MapGet("/workspace/{Edition}/judging/{roundId:guid}/ranking.csv", DownloadAsync)
        .RequireAuthorization(Policies.Organiser);

    private static async Task<IResult> DownloadAsync(
        HttpContext context, string edition, Guid roundId, EditionQueries editions, RankingQueries ranking, SiteTexts texts, CancellationToken token)
    {
        if (Actor.From(context.User) is not { } actor || await editions.FindAsync(edition, token) is not { } scope) return Results.NotFound();
        if (await ranking.RankingAsync(actor, scope.Id, roundId, null, null, token) is not { } view) return Results.NotFound();

        return Csv.Download(context, Write(view, texts), $"ranking-{scope.Slug}.csv");
    }

    private static string Write(RankingView view, SiteTexts texts)
    {
        var csv = new StringBuilder();
        csv.Append(Csv.Line("Rank", "Title", "Artist", "Category", "Country", "Runtime", "State", "Mean", "Spread", "Count", "Assigned", "Yes", "Maybe", "No", "Id"));
        foreach (var row in view.Rows)
        {
            csv.Append(Csv.Line(
                Number(row.Position), row.Title, row.Artist, row.Category, row.Country, Lengths.Text(row.Runtime),
                texts.Of("Submissions", row.State), Number(row.Mean), Number(row.Spread), Number(row.Count), Number(row.Assigned),
                Number(row.Verdicts?.Yes), Number(row.Verdicts?.Maybe), Number(row.Verdicts?.No), row.SubmissionId.ToString()));
        }

        return csv.ToString();
    }

    private static string Number(IFormattable? number) => number?.ToString(null, CultureInfo.InvariantCulture) ?? "";
}
