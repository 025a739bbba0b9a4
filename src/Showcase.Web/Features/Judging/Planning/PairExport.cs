using System.Text;
using Showcase.Web.Features.Editions;
using Showcase.Web.Security;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Judging.Planning;

/// <summary>Who judges what, as a CSV file that can be changed and read in again.</summary>
internal static class PairExport
{
    public static void MapPairExport(this WebApplication app) => app
        .MapGet("/workspace/{Edition}/judging/{roundId:guid}/assignments.csv", DownloadAsync)
        .RequireAuthorization(Policies.Organiser);

    private static async Task<IResult> DownloadAsync(HttpContext context, string edition, Guid roundId, EditionQueries editions, PlanQueries plans, CancellationToken token)
    {
        if (Actor.From(context.User) is not { } actor || await editions.FindAsync(edition, token) is not { } scope) return Results.NotFound();
        if (await plans.PairsAsync(actor, scope.Id, roundId, token) is not { } pairs) return Results.NotFound();

        var csv = new StringBuilder(Csv.Line("Submission", "Title", "Juror", "Name"));
        foreach (var pair in pairs) csv.Append(Csv.Line(pair.SubmissionId.ToString(), pair.Title, pair.Email, pair.Juror));
        return Csv.Download(context, csv.ToString(), $"assignments-{scope.Slug}.csv");
    }
}
