using System.Globalization;
using System.Text;
using Showcase.Domain;
using Showcase.Web.Features.Editions;
using Showcase.Web.Security;
using Showcase.Web.Shared;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Fees;

/// <summary>The ledgers of an edition as a CSV file: one line a booking, as accountants read them.</summary>
internal static class FeesExport
{
    public static void MapFeesExport(this WebApplication app) => app.MapGet("/workspace/{Edition}/fees.csv", DownloadAsync).RequireAuthorization(Policies.Organiser);

    private static async Task<IResult> DownloadAsync(HttpContext http, string edition, EditionQueries editions, EditionFeesQueries fees, SiteTexts texts, CancellationToken token)
    {
        if (Actor.From(http.User) is not { } actor || await editions.FindAsync(edition, token) is not { } scope) return Results.NotFound();

        var file = new StringBuilder();
        file.Append(Csv.Line("Id", "Film", "Artist", "Email", "Category", "State", $"At ({scope.TimeZoneId})", "Kind", "Amount", "Currency", "Reference", "Reason", "By"));
        foreach (var line in await fees.LinesAsync(actor, scope.Id, token))
        {
            file.Append(Csv.Line(
                line.SubmissionId.ToString(), line.Film, line.Artist, line.Email, line.Category, texts.Of("Submissions", line.State),
                scope.ToLocal(line.At).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), texts.Of("Fees", line.Kind),
                Currencies.FromMinor(line.Amount, line.Currency).ToString($"F{Currencies.DigitsOf(line.Currency)}", CultureInfo.InvariantCulture), line.Currency, line.Reference, line.Reason, line.By ?? texts["Fees.ByProvider"]));
        }

        return Csv.Download(http, file.ToString(), $"{scope.Slug}-fees.csv");
    }
}
