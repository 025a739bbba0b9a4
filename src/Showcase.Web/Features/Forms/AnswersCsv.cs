using System.Text;
using Showcase.Domain.Forms;
using Showcase.Web.Features.Editions;
using Showcase.Web.Security;
using Showcase.Web.Shared;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Forms;

/// <summary>A call's answers as a file: a line an entry, a column a question.</summary>
internal static class AnswersCsv
{
    public static void MapAnswersCsv(this WebApplication app) =>
        app.MapGet("/workspace/{Edition}/calls/{callId:guid}/answers.csv", ExportAsync).RequireAuthorization(Policies.Organiser);

    private static async Task<IResult> ExportAsync(
        string edition, Guid callId, HttpContext http, EditionQueries editions, AnswerQueries answers, SiteTexts texts, CancellationToken token)
    {
        if (await editions.FindAsync(edition, token) is not { } scope || Actor.From(http.User) is not { } actor) return Results.NotFound();
        if (await answers.ColumnsAsync(actor, scope.Id, callId, token) is not { } columns) return Results.NotFound();

        http.Response.Headers.CacheControl = "no-store";
        return Results.Stream(WriteAsync, "text/csv; charset=utf-8", $"{scope.Slug}-answers.csv");

        async Task WriteAsync(Stream body)
        {
            // The byte order mark tells a spreadsheet that this is UTF-8.
            await body.WriteAsync(Encoding.UTF8.Preamble.ToArray(), token);
            await body.WriteAsync(Encoding.UTF8.GetBytes(Csv.Line(
            [
                texts["Submissions.Film"], texts["Submissions.Artist"], texts["Submissions.Email"], texts["Submissions.Category"], texts["Submissions.State"],
                .. columns.Questions.Select(question => question.Wording.Text),
            ])), token);
            var after = Guid.Empty;
            while (await answers.NextAsync(actor, scope.Id, callId, after, token) is [.., var last] lines)
            {
                await body.WriteAsync(Encoding.UTF8.GetBytes(string.Concat(lines.Select(Line))), token);
                after = last.Id;
            }
        }

        string Line(AnswerLine line) => Csv.Line(
        [
            line.Film, line.Artist, line.Email, line.Category, texts.Of("Submissions", line.State),
            .. columns.Questions.Select(question => Cell(question.Wording.Kind, line.Answers.GetValueOrDefault(question.Id, ""))),
        ]);
    }

    private static string Cell(QuestionKind kind, string value) =>
        kind == QuestionKind.Many ? string.Join("; ", Answer.Parts(value)) : value;
}
