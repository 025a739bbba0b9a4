using System.Globalization;
using System.Text;
using Showcase.Domain.Judging.Progress;
using Showcase.Web.Features.Editions;
using Showcase.Web.Security;
using Showcase.Web.Shared;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Judging.Progress;

/// <summary>A round's progress as CSV files, with the filters of the page.</summary>
internal static class ProgressExport
{
    public static void MapProgressExport(this WebApplication app)
    {
        app.MapGet("/workspace/{Edition}/judging/{roundId:guid}/progress/jurors.csv", JurorsAsync).RequireAuthorization(Policies.Organiser);
        app.MapGet("/workspace/{Edition}/judging/{roundId:guid}/progress/films.csv", FilmsAsync).RequireAuthorization(Policies.Organiser);
    }

    private static async Task<IResult> JurorsAsync(
        HttpContext context, string edition, Guid roundId, string? show, string? q, EditionQueries editions, ProgressQueries queries, SiteTexts texts, CancellationToken token)
    {
        if (Actor.From(context.User) is not { } actor || await editions.FindAsync(edition, token) is not { } scope) return Results.NotFound();
        if (await queries.RoundAsync(actor, scope.Id, roundId, token) is null) return Results.NotFound();

        var csv = new StringBuilder(Csv.Line("Juror", "Given", "Watched to the end", "Watched in part", "Handed in", "Recused", "Open", "Minutes left", "Minutes behind", "Pace", "Last seen (UTC)"));
        foreach (var row in await queries.JurorsAsync(actor, scope.Id, roundId, ProgressFilter.Read<Pace>(show), q, token))
        {
            csv.Append(Csv.Line(
                row.Name, Number(row.Given), Number(row.WatchedFully), Number(row.WatchedPartly), Number(row.HandedIn), Number(row.Recused), Number(row.Open), Number(row.MinutesLeft),
                Number((int)Math.Ceiling(row.Pace.Behind.TotalMinutes)), texts.Of("Progress", row.Pace.State), row.LastSeenAt?.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)));
        }

        return Csv.Download(context, csv.ToString(), $"jurors-{scope.Slug}.csv");
    }

    private static async Task<IResult> FilmsAsync(
        HttpContext context, string edition, Guid roundId, string? show, string? q, EditionQueries editions, ProgressQueries queries, SiteTexts texts, CancellationToken token)
    {
        if (Actor.From(context.User) is not { } actor || await editions.FindAsync(edition, token) is not { } scope) return Results.NotFound();
        if (await queries.RoundAsync(actor, scope.Id, roundId, token) is null) return Results.NotFound();

        var csv = new StringBuilder(Csv.Line("Film", "Runtime", "Reviews wanted", "Given", "Handed in", "Missing", "Recused", "Standing", "Waiting for", "Id"));
        foreach (var row in await queries.FilmsAsync(actor, scope.Id, roundId, ProgressFilter.Read<FilmStanding>(show), q, token))
        {
            csv.Append(Csv.Line(
                row.Title, Lengths.Text(row.Runtime), row.Progress.Wanted is { } wanted ? Number(wanted) : "", Number(row.Progress.Given), Number(row.Progress.HandedIn), Number(row.Progress.Missing), Number(row.Recused),
                texts.Of("Progress", row.Progress.Standing), string.Join("; ", row.Waiting), row.SubmissionId.ToString()));
        }

        return Csv.Download(context, csv.ToString(), $"films-{scope.Slug}.csv");
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}

internal static class ProgressFilter
{
    /// <summary>What an address names; null where it is nothing that can be shown.</summary>
    public static T? Read<T>(string? name)
        where T : struct, Enum => Enum.TryParse<T>(name, out var known) && Enum.IsDefined(known) ? known : null;
}
