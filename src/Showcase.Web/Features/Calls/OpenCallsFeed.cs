using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Net.Http.Headers;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Calls;

/// <summary>What visitors read of open calls, for other sites and programs: docs/open-calls.md says what each field means.</summary>
internal static class OpenCallsFeed
{
    private const int Version = 1;

    public static void MapOpenCallsFeed(this WebApplication app) => app.MapGet("/calls.json", AnswerAsync).AllowAnonymous();

    private static async Task<IResult> AnswerAsync(CallQueries calls, SiteAddress site, TimeProvider clock, HttpContext context)
    {
        var root = site.RootOf(context.Request).AbsoluteUri.TrimEnd('/');
        var now = clock.GetUtcNow();
        var open = await calls.OpenAsync(context.RequestAborted);
        var content = JsonSerializer.SerializeToUtf8Bytes(new { Version, Calls = open.Select(call => Told(call, root, now)) }, JsonSerializerOptions.Web);

        // The same for everybody, and for every site's script. Who has it already is told so by its tag.
        context.Response.Headers.CacheControl = "public, max-age=300";
        context.Response.Headers.AccessControlAllowOrigin = "*";
        var tag = Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 16));
        return Results.Bytes(content, "application/json; charset=utf-8", entityTag: new EntityTagHeaderValue($"\"{tag}\""));
    }

    private static object Told(OpenCallOf open, string root, DateTimeOffset now)
    {
        var (edition, call) = (open.Edition, open.Call);
        var deadlines = open.DeadlinesAfter(now).ToList();
        return new
        {
            call.Id,
            call.Name,
            Url = $"{root}/editions/{edition.Slug}/call#call-{call.Id}",
            call.Text,
            NextDeadline = deadlines[0],
            LastDeadline = deadlines[^1],
            call.Currency,
            call.MostPerPerson,
            Edition = new
            {
                edition.Name, Url = $"{root}/editions/{edition.Slug}", Kind = edition.Kind.ToString(), open.Tagline, open.City, edition.StartsOn, edition.EndsOn, TimeZone = edition.TimeZoneId,
            },
            Categories = call.Categories.Select(category => new
            {
                category.Id,
                category.Name,
                category.Description,
                MinRuntimeSeconds = (int)category.MinRuntime.TotalSeconds,
                MaxRuntimeSeconds = (int)category.MaxRuntime.TotalSeconds,
                category.MostPerPerson,
                Deadlines = category.Tiers.Select(tier => new { Name = tier.Name.ToString(), tier.Until, tier.Fee }),
                SubmitUrl = $"{root}/workspace/submissions/new?category={category.Id}",
            }),
        };
    }
}
