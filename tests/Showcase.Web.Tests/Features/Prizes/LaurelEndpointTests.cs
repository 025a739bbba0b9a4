using System.Net;
using Showcase.Domain.Calls;
using Showcase.Domain.Editions;
using Showcase.Domain.Films;
using Showcase.Domain.Prizes;
using Showcase.Domain.Submissions;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Prizes;

/// <summary>The files themselves, over the wire.</summary>
[Collection(WebCollection.Name)]
public sealed class LaurelEndpointTests(WebFixture web)
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    [Fact]
    public async Task A_filmmaker_takes_both_files_along_and_nobody_else_gets_one()
    {
        var (winner, prize) = await SetAsync("laurel-files");
        var artist = await web.SignedInAsync("laurel-files@laurels.test");
        await web.PersonAsync("laurel-rival@laurels.test");
        var rival = await web.SignedInAsync("laurel-rival@laurels.test");
        var address = $"/workspace/laurels/{winner.Id}/{prize.Id}/light.svg";

        using var svg = await artist.GetAsync(address);
        using var png = await artist.GetAsync($"/workspace/laurels/{winner.Id}/selection/dark.png");
        using var guessed = await rival.GetAsync(address);
        using var visitor = await web.Browser().GetAsync(address);

        Assert.Equal((HttpStatusCode.OK, "image/svg+xml", "laurel-files-grand-prix-light.svg"), (svg.StatusCode, svg.Content.Headers.ContentType!.MediaType, svg.Content.Headers.ContentDisposition!.FileName));
        Assert.Equal("attachment", svg.Content.Headers.ContentDisposition.DispositionType);
        Assert.Equal((HttpStatusCode.OK, "image/png"), (png.StatusCode, png.Content.Headers.ContentType!.MediaType));
        Assert.Equal([0x89, 0x50, 0x4E, 0x47], (await png.Content.ReadAsByteArrayAsync())[..4]);
        Assert.Equal(HttpStatusCode.NotFound, guessed.StatusCode);
        Assert.Equal(HttpStatusCode.Found, visitor.StatusCode);
    }

    [Theory]
    [InlineData("selection/dark.gif")]
    [InlineData("selection/pink.svg")]
    [InlineData("other/dark.svg")]
    [InlineData("selection/..%2fdark.svg")]
    public async Task An_address_that_means_no_laurel_finds_none(string which)
    {
        var slug = $"laurel-{Guid.CreateVersion7():N}";
        var (winner, _) = await SetAsync(slug);
        var artist = await web.SignedInAsync($"{slug}@laurels.test");

        using var answer = await artist.GetAsync($"/workspace/laurels/{winner.Id}/{which}");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private async Task<(Submission Winner, Prize Prize)> SetAsync(string slug)
    {
        var artist = await web.PersonAsync($"{slug}@laurels.test");
        var edition = Edition.Create(new EditionDetails("Berlin Shorts 2026", EditionKind.Festival, null, null, new DateOnly(2026, 6, 14), new DateOnly(2026, 6, 20), "Europe/Berlin", "en-GB"), slug).Value;
        var call = Call.Create(edition.Id, "Call", "Text").Value;
        _ = call.AddCategory(new CategoryDetails("Shorts", "", TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10), Now.AddDays(30)));
        _ = call.Open(Now);
        var film = Film.Create(artist.UserId, new FilmDetails("Salt Index", "Salts.", TimeSpan.FromMinutes(4), 2026, "CZ", "cs", [new Credit("Director", "Ada")], []), Now).Value;
        var entry = Submission.Draft(edition.Id, call.Categories[0].Id, film.Id, artist.UserId, Now);
        _ = entry.Submit(call, call.Categories[0], TimeSpan.FromMinutes(4), Now);
        Assert.True(entry.Move(SubmissionState.Selected, Now, artist.UserId).Succeeded);
        var prize = Prize.Create(edition.Id, new PrizeDetails("Grand Prix"), 1).Value;
        Assert.True(prize.Give(entry, artist.UserId, Now.AddMinutes(-1)).Succeeded);
        _ = prize.Publish(Now.AddMinutes(-1));
        foreach (var thing in new object[] { edition, call, film, entry, prize }) await web.SaveAsync(thing);
        return (entry, prize);
    }
}
