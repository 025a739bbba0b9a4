using System.Net;
using Showcase.Domain.Editions;
using Showcase.Domain.Films;
using Showcase.Domain.Judging;
using Showcase.Domain.Submissions;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Judging.Deliberating;

[Collection(WebCollection.Name)]
public sealed class BoardExportTests(WebFixture web)
{
    [Fact]
    public async Task The_board_is_a_file_for_its_organisers_and_nobody_else()
    {
        var round = await FilmInReviewAsync("board-a", "=cmd, a film");
        await FilmInReviewAsync("board-b", "Other title");
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

    private async Task<JudgingRound> FilmInReviewAsync(string slug, string title)
    {
        var now = TestClock.Start;
        var edition = Edition.Create(new EditionDetails("Board", EditionKind.Festival, null, null, new DateOnly(2026, 6, 1), new DateOnly(2026, 6, 2), "UTC", "en"), slug).Value;
        var organiser = await web.PersonAsync($"organiser@{slug}.test");
        var artist = await web.PersonAsync($"artist@{slug}.test");
        var judge = await web.PersonAsync($"judge@{slug}.test");
        var film = Film.Create(artist.UserId, new FilmDetails(title, null, TimeSpan.FromMinutes(4), 2026, "CZ", "cs", [], []), now).Value;
        var call = Showcase.Domain.Calls.Call.Create(edition.Id, "Call", "").Value;
        var category = call.AddCategory(new("Shorts", null, TimeSpan.Zero, TimeSpan.FromMinutes(10), now.AddDays(1))).Value;
        var submission = Submission.Draft(edition.Id, category.Id, film.Id, artist.UserId, now);
        _ = submission.Move(SubmissionState.Submitted, now, artist.UserId);
        var round = JudgingRound.Create(edition.Id, new RoundDetails("Round", now, now.AddDays(1))).Value;
        _ = round.AddJuror(judge.UserId);
        var assignment = Assignment.Create(round, submission, film, [], judge.UserId, now).Value;
        await web.SaveAsync(edition, call, film, new EditionMember(edition.Id, organiser.UserId, EditionRole.Organiser), new EditionMember(edition.Id, judge.UserId, EditionRole.Juror));
        await web.SaveAsync(submission, round);
        await web.SaveAsync(assignment, Scorecard.For(assignment));
        return round;
    }
}
