using System.Net.Mime;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Showcase.Web.Data;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Account;

/// <summary>The download of a person's own data: a form, so that no other site can start it.</summary>
internal static class PersonalDataEndpoint
{
    public static void MapPersonalData(this WebApplication app) =>
        app.MapPost("/account/manage/data/download", DownloadAsync).RequireAuthorization(Policies.SignedIn);

    private static async Task<IResult> DownloadAsync(
        HttpContext http, [FromServices] IAntiforgery antiforgery, [FromServices] UserManager<ApplicationUser> users, [FromServices] PersonalDataService data)
    {
        if (!await antiforgery.IsRequestValidAsync(http)) return Results.BadRequest();
        if (await users.GetUserAsync(http.User) is not { } person) return Results.Unauthorized();

        var file = await data.ExportAsync(person, http.RequestAborted);
        http.Response.Headers.CacheControl = "no-store";
        return Results.File(file, MediaTypeNames.Application.Json, "showcase-personal-data.json");
    }
}
