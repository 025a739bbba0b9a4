using System.Text;
using System.Text.Json;
using Showcase.Web.Features.Editions;
using Showcase.Web.Features.Films;
using Showcase.Web.Features.Submissions.Inbox;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Submissions.Export;

/// <summary>Everything of the rows that the inbox's address leaves, as CSV and as JSON. Written while it is read.</summary>
internal static class ExportEndpoints
{
    public static void MapEntryExport(this WebApplication app)
    {
        app.MapGet("/workspace/{Edition}/entries.csv", CsvAsync).RequireAuthorization(Policies.Organiser);
        app.MapGet("/workspace/{Edition}/entries.json", JsonAsync).RequireAuthorization(Policies.Organiser);
    }

    private static async Task<IResult> CsvAsync(string edition, [AsParameters] InboxAddress asked, HttpContext http, EditionQueries editions, EntryExportQueries entries, CancellationToken token)
    {
        if (await editions.FindAsync(edition, token) is not { } scope || Actor.From(http.User) is not { } actor) return Results.NotFound();

        http.Response.Headers.CacheControl = "no-store";
        return Results.Stream(
            async body =>
            {
                // The byte order mark tells a spreadsheet that this is UTF-8.
                await using var writer = new StreamWriter(body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
                await writer.WriteAsync(EntryColumns.Heading.AsMemory(), token);
                await foreach (var entry in entries.ReadAsync(actor, scope.Id, asked.ToFilter(), token)) await writer.WriteAsync(EntryColumns.Line(entry, scope).AsMemory(), token);
            },
            "text/csv; charset=utf-8",
            $"{scope.Slug}-entries.csv");
    }

    private static async Task<IResult> JsonAsync(string edition, [AsParameters] InboxAddress asked, HttpContext http, EditionQueries editions, EntryExportQueries entries, CancellationToken token)
    {
        if (await editions.FindAsync(edition, token) is not { } scope || Actor.From(http.User) is not { } actor) return Results.NotFound();

        http.Response.Headers.CacheControl = "no-store";
        return Results.Stream(
            body => JsonSerializer.SerializeAsync(body, TellAsync(entries.ReadAsync(actor, scope.Id, asked.ToFilter(), token)), JsonSerializerOptions.Web, token),
            "application/json",
            $"{scope.Slug}-entries.json");
    }

    private static async IAsyncEnumerable<object> TellAsync(IAsyncEnumerable<ExportedEntry> entries)
    {
        await foreach (var entry in entries)
        {
            var film = entry.Film;
            yield return new
            {
                entry.Id, entry.Number, State = entry.State.ToString(), entry.SubmittedAt, entry.Category, entry.Artist, entry.Email, entry.CoverLetter, entry.Tags,
                Fee = entry.Fee is { } fee ? new { Tier = fee.Tier.ToString(), fee.Amount, fee.Currency } : null,
                Film = new
                {
                    film.Title, film.Synopsis, RuntimeSeconds = entry.Runtime?.TotalSeconds, StatedRuntimeSeconds = film.StatedRuntime.TotalSeconds, film.Year, film.Country,
                    Languages = Languages.Split(film.Languages), film.Credits, film.Tools, film.Screenings, film.Links, film.Rights, film.Profile,
                },
            };
        }
    }
}
