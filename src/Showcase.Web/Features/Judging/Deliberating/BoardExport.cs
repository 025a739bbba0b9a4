using System.Globalization;
using System.Text;
using Showcase.Domain.Judging;
using Showcase.Domain.Judging.Deliberating;
using Showcase.Web.Features.Editions;
using Showcase.Web.Security;
using Showcase.Web.Shared;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Judging.Deliberating;

/// <summary>The board as the filter leaves it, as a CSV file (RFC 4180, UTF-8 with a byte order mark).</summary>
internal static class BoardExport
{
    public static void MapBoardExport(this WebApplication app) => app
        .MapGet("/workspace/{Edition}/judging/{roundId:guid}/board.csv", DownloadAsync)
        .RequireAuthorization(Policies.Organiser);

    private static async Task<IResult> DownloadAsync(HttpContext context, string edition, Guid roundId, EditionQueries editions, BoardQueries boards, SiteTexts texts, CancellationToken token)
    {
        if (Actor.From(context.User) is not { } actor || await editions.FindAsync(edition, token) is not { } scope) return Results.NotFound();
        if (await boards.BoardAsync(actor, scope.Id, roundId, token) is not { } board) return Results.NotFound();

        var query = context.Request.Query;
        var filter = BoardFilter.From(new BoardAddress
        {
            Category = query["category"], Flag = query["flag"], Outcome = query["outcome"], Search = query["q"], Country = query["country"], Tool = query["tool"], Group = query["group"], Sort = query["sort"],
        });
        return Csv.Download(context, Write(board, filter.Sorted(filter.Find(board)), texts), $"board-{scope.Slug}.csv");
    }

    private static string Write(Board board, IEnumerable<BoardFilm> films, SiteTexts texts)
    {
        var csv = new StringBuilder();
        csv.Append(Csv.Line(
            "Raw rank", "Adjusted rank", "Group", "Difference", "Title", "Artist", "Category", "Country", "Runtime", "Mean", "Adjusted mean", "Spread", "Count", "Assigned", "Coverage %",
            "Yes", "Maybe", "No", "Flags", "State", "Staged", "Tools", "Id"));
        foreach (var film in films)
        {
            csv.Append(Csv.Line(
                Number(film.RawRank), Number(film.AdjustedRank), film.Group is { } group && board.HasScores ? Board.GroupName(group) : "", Number(film.Moved), film.Title, film.Artist, film.Category, film.Country,
                Lengths.Text(film.Runtime), Number(film.Mean), Number(film.AdjustedMean), Number(film.Spread), Number(film.Count), Number(film.Assigned), Number(film.Coverage),
                Number(film.Verdicts?.Yes), Number(film.Verdicts?.Maybe), Number(film.Verdicts?.No), string.Join("; ", film.Flags.Select(flag => texts.Of("Board", flag))), texts.Of("Submissions", film.State),
                film.Staged is { } staged ? texts.Of("Judging", staged) : "", string.Join("; ", film.Tools), film.SubmissionId.ToString()));
        }

        return csv.ToString();
    }

    private static string Number(IFormattable? number) => number?.ToString(null, CultureInfo.InvariantCulture) ?? "";
}
