using System.Globalization;
using System.Text;
using Showcase.Web.Features.Editions;
using Showcase.Web.Features.Films;
using Showcase.Web.Security;
using Showcase.Web.Shared;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Submissions.Inbox;

/// <summary>The inbox as a file: the rows that the address leaves, in its order, with the columns that show.</summary>
internal static class InboxEndpoints
{
    public static void MapInbox(this WebApplication app) =>
        app.MapGet("/workspace/{Edition}/submissions.csv", CsvAsync).RequireAuthorization(Policies.Organiser);

    private static async Task<IResult> CsvAsync(
        string edition, [AsParameters] InboxAddress asked, HttpContext http, EditionQueries editions, InboxQueries inbox, SiteTexts texts, CancellationToken token)
    {
        if (await editions.FindAsync(edition, token) is not { } scope || Actor.From(http.User) is not { } actor) return Results.NotFound();

        var filter = asked.ToFilter();
        var columns = filter.ShownColumns.ToList();
        var file = new StringBuilder();
        file.Append(Csv.Line([texts["Submissions.Film"], texts["Submissions.Artist"], texts["Submissions.Country"], texts["Submissions.Year"], .. columns.Select(column => Heading(column, scope, texts))]));
        foreach (var line in await inbox.ExportAsync(actor, scope.Id, filter, token))
        {
            file.Append(Csv.Line(
            [
                line.Film, line.Artist, Countries.Name(line.Country), line.Year.ToString(CultureInfo.InvariantCulture),
                .. columns.Select(column => InboxCells.Text(column, line, scope, texts)),
            ]));
        }

        // The byte order mark tells a spreadsheet that this is UTF-8.
        return Csv.Download(http, file.ToString(), $"{scope.Slug}-submissions.csv");
    }

    private static string Heading(InboxColumns column, EditionScope scope, SiteTexts texts) =>
        column == InboxColumns.SentIn ? $"{texts.Of("Submissions", column)} ({scope.TimeZoneId})" : texts.Of("Submissions", column);
}

/// <summary>The inbox's address: what it narrows by, and how.</summary>
internal sealed record InboxAddress(string? Search, string? State, string? Category, string? Tag, string? Asked, string? Sort, string? Columns, string? Fee)
{
    public InboxFilter ToFilter() => InboxFilter.From(Search, State, Category, Tag, Asked, Sort, Columns, page: null, Fee);
}
