using System.Text;
using Showcase.Web.Security;
using Showcase.Web.Shared;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Editions;

/// <summary>Who works on an edition, as a CSV file.</summary>
internal static class MembersExport
{
    public static void MapMembersExport(this WebApplication app) => app.MapGet("/workspace/{Edition}/members.csv", DownloadAsync).RequireAuthorization(Policies.Organiser);

    private static async Task<IResult> DownloadAsync(HttpContext http, string edition, EditionQueries editions, MemberQueries members, SiteTexts texts, CancellationToken token)
    {
        if (Actor.From(http.User) is not { } actor || await editions.FindAsync(edition, token) is not { } scope) return Results.NotFound();

        var file = new StringBuilder(Csv.Line(texts["Editions.CsvName"], texts["Editions.CsvEmail"], texts["Editions.CsvRoles"]));
        foreach (var member in await members.AllAsync(actor, scope.Id, token))
        {
            file.Append(Csv.Line(member.Name, member.Email, string.Join(", ", member.Roles.Select(role => texts.Of("Editions", role)))));
        }

        return Csv.Download(http, file.ToString(), $"{scope.Slug}-members.csv");
    }
}
