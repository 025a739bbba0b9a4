using Showcase.Domain.Calls;
using Showcase.Domain.Editions;
using Showcase.Domain.Films;
using Showcase.Domain.Judging;
using Showcase.Domain.Submissions;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Judging;

/// <summary>A festival on the real server with one film in review: organiser@SLUG.test, judge@SLUG.test and artist@SLUG.test have a part in it.</summary>
internal static class FilmInReview
{
    public static async Task<(Edition Edition, JudgingRound Round)> OfAsync(WebFixture web, string slug, string title)
    {
        var now = TestClock.Start;
        var edition = Edition.Create(new EditionDetails("In review", EditionKind.Festival, null, null, new DateOnly(2026, 6, 1), new DateOnly(2026, 6, 2), "UTC", "en"), slug).Value;
        var organiser = await web.PersonAsync($"organiser@{slug}.test");
        var artist = await web.PersonAsync($"artist@{slug}.test");
        var judge = await web.PersonAsync($"judge@{slug}.test");
        var film = Film.Create(artist.UserId, new FilmDetails(title, null, TimeSpan.FromMinutes(4), 2026, "CZ", "cs", [], []), now).Value;
        var call = Call.Create(edition.Id, "Call", "").Value;
        var category = call.AddCategory(new CategoryDetails("Shorts", null, TimeSpan.Zero, TimeSpan.FromMinutes(10), now.AddDays(1))).Value;
        var submission = Submission.Draft(edition.Id, category.Id, film.Id, artist.UserId, now);
        _ = submission.Move(SubmissionState.Submitted, now, artist.UserId);
        var round = JudgingRound.Create(edition.Id, new RoundDetails("Round", now, now.AddDays(1))).Value;
        _ = round.AddJuror(judge.UserId);
        var assignment = Assignment.Create(round, submission, film, [], judge.UserId, now).Value;
        await web.SaveAsync(edition, call, film, new EditionMember(edition.Id, organiser.UserId, EditionRole.Organiser), new EditionMember(edition.Id, judge.UserId, EditionRole.Juror));
        await web.SaveAsync(submission, round);
        await web.SaveAsync(assignment, Scorecard.For(assignment));
        return (edition, round);
    }
}
