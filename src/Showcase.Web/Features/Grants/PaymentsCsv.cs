using System.Globalization;
using System.Text;
using Showcase.Domain.Grants;
using Showcase.Web.Features.Editions;
using Showcase.Web.Security;
using Showcase.Web.Shared;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Grants;

/// <summary>The payments of an edition as a file for the bookkeeping.</summary>
internal static class PaymentsCsv
{
    private static readonly string[] Columns = ["Fund", "Application", "Artist", "DueOn", "Amount", "Currency", "State", "PaidOn", "Reference"];

    public static void MapPaymentsCsv(this WebApplication app) => app.MapGet("/workspace/{Edition}/funds/payments.csv", async (
        string edition, HttpContext context, EditionQueries editions, FundQueries funds, SiteTexts texts, CancellationToken token) =>
    {
        if (await editions.FindAsync(edition, token) is not { } scope || Actor.From(context.User) is not { } actor) return Results.NotFound();

        var text = Write(await funds.PaymentsAsync(actor, scope.Id, token), texts);
        return Csv.Download(context, text, $"payments-{scope.Slug}.csv");
    }).RequireAuthorization(Policies.GrantsOfficer);

    /// <summary>RFC 4180; dates and amounts in the invariant form, which every spreadsheet reads.</summary>
    internal static string Write(IEnumerable<PaymentLine> payments, SiteTexts texts)
    {
        var csv = new StringBuilder();
        csv.Append(Csv.Line(Columns.Select(column => texts[$"Grants.Csv{column}"])));
        foreach (var payment in payments)
        {
            csv.Append(Csv.Line(
                payment.FundName, payment.Title, payment.ArtistName, Day(payment.DueOn), Amounts.Field(payment.Amount, payment.Currency), payment.Currency,
                texts.Of("Grants", payment.State), Day(payment.PaidOn), payment.Reference));
        }

        return csv.ToString();
    }

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}
