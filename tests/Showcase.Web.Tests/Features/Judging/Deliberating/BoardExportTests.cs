using System.Net;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Judging.Deliberating;

[Collection(WebCollection.Name)]
public sealed class BoardExportTests(WebFixture web)
{
    [Fact]
    public async Task The_board_is_a_file_for_its_organisers_and_nobody_else()
    {
        var (_, round) = await FilmInReview.OfAsync(web, "board-a", "=cmd, a film");
        await FilmInReview.OfAsync(web, "board-b", "Other title");
        var address = $"/workspace/board-a/judging/{round.Id}/board.csv";

        var file = await (await web.SignedInAsync("organiser@board-a.test")).GetStringAsync(address);
        using var filtered = await (await web.SignedInAsync("organiser@board-a.test")).GetAsync($"{address}?q=nothing-like-it");
        using var asJuror = await (await web.SignedInAsync("judge@board-a.test")).GetAsync(address);
        using var asStranger = await (await web.SignedInAsync("organiser@board-b.test")).GetAsync(address);
        using var elsewhere = await (await web.SignedInAsync("organiser@board-b.test")).GetAsync($"/workspace/board-b/judging/{round.Id}/board.csv");

        Assert.Contains("\"'=cmd, a film\"", file, StringComparison.Ordinal);
        Assert.DoesNotContain("a film", await filtered.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.Found, HttpStatusCode.Found, HttpStatusCode.NotFound), (asJuror.StatusCode, asStranger.StatusCode, elsewhere.StatusCode));
    }
}
