using System.Net;
using Showcase.Domain.Editions;
using Showcase.Domain.Films;
using Showcase.Domain.Judging;
using Showcase.Domain.Submissions;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Judging;

[Collection(WebCollection.Name)]
public sealed class RankingExportTests(WebFixture web)
{
    [Fact]
    public async Task The_ranking_is_a_file_for_organisers_whose_titles_are_never_formulas()
    {
        var (edition, round) = await FilmInReviewAsync("csv", "=HYPERLINK(\"x\"), a film");
        var browser = await web.SignedInAsync("organiser@csv.test");

        var file = await browser.GetStringAsync($"/workspace/{edition.Slug}/judging/{round.Id}/ranking.csv");

        Assert.Contains("\"'=HYPERLINK(\"\"x\"\"), a film\"", file, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Jurors_and_organisers_of_another_edition_get_nothing()
    {
        var (_, round) = await FilmInReviewAsync("csv-a", "Secret title");
        var (other, _) = await FilmInReviewAsync("csv-b", "Other title");
        var juror = await web.PersonAsync("juror@csv-a.test");
        await web.SaveAsync(new EditionMember(round.EditionId, juror.UserId, EditionRole.Juror));

        using var asJuror = await (await web.SignedInAsync("juror@csv-a.test")).GetAsync($"/workspace/csv-a/judging/{round.Id}/ranking.csv");
        using var asStranger = await (await web.SignedInAsync("organiser@csv-b.test")).GetAsync($"/workspace/{other.Slug}/judging/{round.Id}/ranking.csv");

        Assert.Equal(HttpStatusCode.Found, asJuror.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, asStranger.StatusCode);
    }

    private async Task<(Edition Edition, JudgingRound Round)> FilmInReviewAsync(string slug, string title)
    {
        var now = TestClock.Start;
        var edition = Edition.Create(new EditionDetails("Csv", EditionKind.Festival, null, null, new DateOnly(2026, 6, 1), new DateOnly(2026, 6, 2), "UTC", "en"), slug).Value;
        var organiser = await web.PersonAsync($"organiser@{slug}.test");
        var artist = await web.PersonAsync($"artist@{slug}.test");
        var film = Film.Create(artist.UserId, new FilmDetails(title, null, TimeSpan.FromMinutes(4), 2026, "CZ", "cs", [], []), now).Value;
        var call = Showcase.Domain.Calls.Call.Create(edition.Id, "Call", "").Value;
        var category = call.AddCategory(new("Shorts", null, TimeSpan.Zero, TimeSpan.FromMinutes(10), now.AddDays(1))).Value;
        var submission = Submission.Draft(edition.Id, category.Id, film.Id, artist.UserId, now);
        _ = submission.Move(SubmissionState.Submitted, now, artist.UserId);
        var round = JudgingRound.Create(edition.Id, new RoundDetails("Round", now, now.AddDays(1))).Value;
        var judge = await web.PersonAsync($"judge@{slug}.test");
        _ = round.AddJuror(judge.UserId);
        var assignment = Assignment.Create(round, submission, film, [], judge.UserId, now).Value;
        await web.SaveAsync(edition, call, film, new EditionMember(edition.Id, organiser.UserId, EditionRole.Organiser));
        await web.SaveAsync(submission, round);
        await web.SaveAsync(assignment, Scorecard.For(assignment));
        return (edition, round);
    }
}
