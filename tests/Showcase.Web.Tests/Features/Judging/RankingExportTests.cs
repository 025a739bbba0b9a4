using System.Net;
using Showcase.Domain.Editions;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Judging;

[Collection(WebCollection.Name)]
public sealed class RankingExportTests(WebFixture web)
{
    [Fact]
    public async Task The_ranking_is_a_file_for_organisers_whose_titles_are_never_formulas()
    {
        var (edition, round) = await FilmInReview.OfAsync(web, "csv", "=HYPERLINK(\"x\"), a film");
        var browser = await web.SignedInAsync("organiser@csv.test");

        var file = await browser.GetStringAsync($"/workspace/{edition.Slug}/judging/{round.Id}/ranking.csv");

        Assert.Contains("\"'=HYPERLINK(\"\"x\"\"), a film\"", file, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Jurors_and_organisers_of_another_edition_get_nothing()
    {
        var (_, round) = await FilmInReview.OfAsync(web, "csv-a", "Secret title");
        var (other, _) = await FilmInReview.OfAsync(web, "csv-b", "Other title");
        var juror = await web.PersonAsync("juror@csv-a.test");
        await web.SaveAsync(new EditionMember(round.EditionId, juror.UserId, EditionRole.Juror));

        using var asJuror = await (await web.SignedInAsync("juror@csv-a.test")).GetAsync($"/workspace/csv-a/judging/{round.Id}/ranking.csv");
        using var asStranger = await (await web.SignedInAsync("organiser@csv-b.test")).GetAsync($"/workspace/{other.Slug}/judging/{round.Id}/ranking.csv");

        Assert.Equal(HttpStatusCode.Found, asJuror.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, asStranger.StatusCode);
    }
}
