using System.Globalization;
using System.Text;
using Showcase.Domain.Audience;
using Showcase.Web.Features.Editions;
using Showcase.Web.Security;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Audience;

/// <summary>Codes for a printer's mail merge, and results, as CSV files.</summary>
internal static class AudienceExport
{
    public static void MapAudienceExport(this WebApplication app)
    {
        app.MapGet("/workspace/{Edition}/audience/{ballotId:guid}/sheets/{sheet:int}.csv", CodesAsync).RequireAuthorization(Policies.Organiser);
        app.MapGet("/workspace/{Edition}/audience/{ballotId:guid}/result.csv", ResultAsync).RequireAuthorization(Policies.Organiser);
    }

    private static async Task<IResult> CodesAsync(
        HttpContext context, string edition, Guid ballotId, int sheet, EditionQueries editions, AudienceQueries queries, SiteAddress site, CancellationToken token)
    {
        if (Actor.From(context.User) is not { } actor || await editions.FindAsync(edition, token) is not { } scope) return Results.NotFound();
        if (await queries.SheetAsync(actor, scope.Id, ballotId, sheet, token) is not { } printed) return Results.NotFound();

        var csv = new StringBuilder(Csv.Line("Code", "Address"));
        foreach (var code in printed.Codes) csv.Append(Csv.Line(VoteCode.Write(code), VoteAddress.Of(site.RootOf(context.Request), code)));
        return Csv.Download(context, csv.ToString(), $"codes-{scope.Slug}-{sheet}.csv");
    }

    private static async Task<IResult> ResultAsync(HttpContext context, string edition, Guid ballotId, EditionQueries editions, AudienceQueries queries, CancellationToken token)
    {
        if (Actor.From(context.User) is not { } actor || await editions.FindAsync(edition, token) is not { } scope) return Results.NotFound();
        if (await queries.FindAsync(actor, scope.Id, ballotId, token) is not { } ballot) return Results.NotFound();

        var csv = new StringBuilder(Csv.Line("Film", "Artist", "Votes", "Voters", "Codes", "Mean", "Score"));
        foreach (var film in ballot.Films) csv.Append(Csv.Line(film.Film.Title, film.Film.Artist, Number(film.Votes), Number(film.Voters), Number(ballot.Codes), Number(film.Mean), Number(film.Score)));
        return Csv.Download(context, csv.ToString(), $"audience-{scope.Slug}.csv");
    }

    private static string Number(IFormattable? number) => number?.ToString(number is double ? "0.####" : null, CultureInfo.InvariantCulture) ?? "";
}

/// <summary>What a code's picture leads to.</summary>
internal static class VoteAddress
{
    public const string Path = "vote";

    public static string Of(Uri site, string code) => new Uri(site, $"{Path}?code={code}").AbsoluteUri;
}
