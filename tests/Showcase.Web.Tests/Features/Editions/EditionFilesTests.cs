using System.Net;
using Showcase.Domain.Calls;
using Showcase.Domain.Editions;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Editions;

/// <summary>The lists of calls and members as files.</summary>
[Collection(WebCollection.Name)]
public sealed class EditionFilesTests(WebFixture web)
{
    [Fact]
    public async Task Members_and_calls_come_as_files_that_run_no_formula()
    {
        var edition = await EditionAsync("files-one");
        var browser = await web.SignedInAsync("organiser@files-one.test");

        var members = await browser.GetStringAsync($"/workspace/{edition.Slug}/members.csv");
        var calls = await browser.GetStringAsync($"/workspace/{edition.Slug}/calls.csv");

        Assert.Equal(["\uFEFFName,Mail address,Roles", "organiser,organiser@files-one.test,\"Organiser, Curator\""], members.TrimEnd().Split("\r\n"));
        Assert.Equal(
            ["\uFEFFCall,State,Category,Shortest,Longest,Deadline,Until (Europe/Berlin),Fee,Currency,Entries", "\"'=SUM(1)\",Draft,Shorts,0:00,10:00,Early,2026-03-01 23:59,20.00,EUR,0", "\"'=SUM(1)\",Draft,Shorts,0:00,10:00,Late,2026-04-01 23:59,50.00,EUR,0"],
            calls.TrimEnd().Split("\r\n"));
    }

    [Fact]
    public async Task They_are_for_organisers_of_that_edition()
    {
        var edition = await EditionAsync("files-two");
        await EditionAsync("files-three");
        var browser = await web.SignedInAsync("organiser@files-three.test");

        foreach (var file in new[] { "members.csv", "calls.csv" })
        {
            using var answer = await browser.GetAsync($"/workspace/{edition.Slug}/{file}");
            Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        }
    }

    private async Task<Edition> EditionAsync(string slug)
    {
        var edition = Edition.Create(new EditionDetails("Files", EditionKind.Festival, null, null, new DateOnly(2026, 6, 14), new DateOnly(2026, 6, 20), "Europe/Berlin", "en-GB"), slug).Value;
        var call = Call.Create(edition.Id, "=SUM(1)", "").Value;
        _ = call.AddCategory(new CategoryDetails(
            "Shorts", null, TimeSpan.Zero, TimeSpan.FromMinutes(10),
            [new(TierName.Early, edition.AtLocal(new DateTime(2026, 3, 1, 23, 59, 0)), 20_00), new(TierName.Late, edition.AtLocal(new DateTime(2026, 4, 1, 23, 59, 0)), 50_00)]));
        var organiser = await web.PersonAsync($"organiser@{slug}.test");
        await web.SaveAsync(edition, call, new EditionMember(edition.Id, organiser.UserId, EditionRole.Organiser), new EditionMember(edition.Id, organiser.UserId, EditionRole.Curator));
        return edition;
    }
}
