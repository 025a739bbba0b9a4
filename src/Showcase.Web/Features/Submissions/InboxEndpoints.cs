using System.Globalization;
using System.Text;
using Showcase.Web.Features.Editions;
using Showcase.Web.Features.Films;
using Showcase.Web.Security;
using Showcase.Web.Shared;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Submissions;

/// <summary>The inbox as a file, with the filters of its address.</summary>
internal static class InboxEndpoints
{
    public static void MapInbox(this WebApplication app) =>
        app.MapGet("/workspace/{Edition}/submissions.csv", ExportAsync).RequireAuthorization(Policies.Organiser);

    private static async Task<IResult> ExportAsync(
        string edition, string? search, string? state, string? category, string? sort,
        HttpContext http, EditionQueries editions, InboxQueries inbox, SiteTexts texts, CancellationToken token)
    {
        if (await editions.FindAsync(edition, token) is not { } scope || Actor.From(http.User) is not { } actor) return Results.NotFound();

        var lines = await inbox.ExportAsync(actor, scope.Id, InboxFilter.From(search, state, category, sort, page: null), token);
        var file = new StringBuilder();
        file.Append(Csv.Line(
            texts["Submissions.Film"], texts["Submissions.Artist"], texts["Submissions.Email"], texts["Submissions.Category"], texts["Submissions.State"],
            $"{texts["Submissions.SentIn"]} ({scope.TimeZoneId})", texts["Submissions.Runtime"], texts["Submissions.Country"], texts["Submissions.Year"], texts["Submissions.Languages"]));
        foreach (var line in lines)
        {
            file.Append(Csv.Line(
                line.Film,
                line.Artist,
                line.Email,
                line.Category,
                texts.Of("Submissions", line.State),
                line.SubmittedAt is { } at ? scope.ToLocal(at).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) : "",
                line.Runtime is { } runtime ? Lengths.Text(runtime) : "",
                Countries.Name(line.Country),
                line.Year.ToString(CultureInfo.InvariantCulture),
                Languages.Names(line.Languages)));
        }

        // The byte order mark tells a spreadsheet that this is UTF-8.
        http.Response.Headers.CacheControl = "no-store";
        return Results.Bytes([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(file.ToString())], "text/csv; charset=utf-8", $"{scope.Slug}-submissions.csv");
    }
}
