using System.Globalization;
using System.Text;
using Showcase.Domain;
using Showcase.Web.Features.Editions;
using Showcase.Web.Security;
using Showcase.Web.Shared;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Calls;

/// <summary>An edition's calls as a CSV file: one line a deadline of a category, with its fee.</summary>
internal static class CallsExport
{
    public static void MapCallsExport(this WebApplication app) => app.MapGet("/workspace/{Edition}/calls.csv", DownloadAsync).RequireAuthorization(Policies.Organiser);

    private static async Task<IResult> DownloadAsync(HttpContext http, string edition, EditionQueries editions, CallQueries calls, SiteTexts texts, CancellationToken token)
    {
        if (Actor.From(http.User) is not { } actor || await editions.FindAsync(edition, token) is not { } scope) return Results.NotFound();

        var file = new StringBuilder(Csv.Line("Call", "State", "Category", "Shortest", "Longest", "Deadline", $"Until ({scope.TimeZoneId})", "Fee", "Currency", "Entries"));
        foreach (var row in await calls.AllAsync(actor, scope.Id, token))
        {
            foreach (var tier in row.Tiers)
            {
                file.Append(Csv.Line(
                    row.Call, texts.Of("Calls", row.State), row.Category, Lengths.Text(row.MinRuntime), Lengths.Text(row.MaxRuntime), texts.Of("Calls", tier.Name),
                    scope.ToLocal(tier.Until).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
                    Currencies.FromMinor(tier.Fee, row.Currency).ToString($"F{Currencies.DigitsOf(row.Currency)}", CultureInfo.InvariantCulture), row.Currency, row.Entries.ToString(CultureInfo.InvariantCulture)));
            }
        }

        return Csv.Download(http, file.ToString(), $"{scope.Slug}-calls.csv");
    }
}
