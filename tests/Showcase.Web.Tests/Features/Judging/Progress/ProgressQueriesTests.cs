using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Judging;
using Showcase.Domain.Judging.Progress;
using Showcase.Domain.Media;
using Showcase.Domain.Submissions;
using Showcase.Web.Security;

namespace Showcase.Web.Tests.Features.Judging.Progress;

/// <summary>Organisers see who is late and which film lacks what, the worst first.</summary>
public sealed class ProgressQueriesTests : IAsyncLifetime
{
    private Jury jury = default!;

    public async Task InitializeAsync() => jury = await Jury.SitAsync();

    public Task DisposeAsync()
    {
        jury.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_jurors_row_counts_what_was_given_watched_handed_in_recused_and_left()
    {
        var (first, _, submission) = await jury.GivenAsync("First");
        var (second, _, _) = await jury.GivenAsync("Second");
        await jury.GivenAsync("Third");
        await WatchAsync(jury.Juror, submission, 126);
        jury.World.Clock.Advance(TimeSpan.FromHours(1));
        await jury.ScoreAsync(jury.Juror, first, 8, 6);
        var scoredAt = jury.World.Now;
        Assert.True((await jury.Scoring.RecuseAsync(jury.Juror, second, "A friend", default)).Succeeded);

        var rows = await JurorsAsync();

        var mine = rows.Single(row => row.JurorId == jury.Juror.UserId);
        Assert.Equal((2, 0, 1, 1, 1, 1, 5), (mine.Given, mine.WatchedFully, mine.WatchedPartly, mine.HandedIn, mine.Recused, mine.Open, mine.MinutesLeft));
        Assert.Equal(scoredAt, mine.LastSeenAt);
        var theirs = rows.Single(row => row.JurorId == jury.Other.UserId);
        Assert.Equal((3, 0, 3, null), (theirs.Given, theirs.HandedIn, theirs.Open, theirs.LastSeenAt));
    }

    [Fact]
    public async Task Minutes_left_leave_out_what_was_watched()
    {
        var (_, _, submission) = await jury.GivenAsync();
        await WatchAsync(jury.Juror, submission, 126);

        Assert.Equal(TimeSpan.FromSeconds(126), (await JurorsAsync()).Single(row => row.JurorId == jury.Juror.UserId).Left);
    }

    [Fact]
    public async Task Who_is_late_stands_before_who_is_on_pace_and_done()
    {
        var (mine, theirs, _) = await jury.GivenAsync("First");
        await jury.ScoreAsync(jury.Juror, mine, 8, 6);
        Assert.Equal([Pace.OnPace, Pace.Done], (await JurorsAsync()).Select(row => row.Pace.State));

        jury.World.Clock.Advance(TimeSpan.FromDays(12.5));
        Assert.Equal([jury.Other.UserId, jury.Juror.UserId], (await JurorsAsync()).Select(row => row.JurorId));
        Assert.Equal([Pace.Late, Pace.Done], (await JurorsAsync()).Select(row => row.Pace.State));
        await jury.ScoreAsync(jury.Other, theirs, 8, 6);
        Assert.Equal([Pace.Done, Pace.Done], (await JurorsAsync()).Select(row => row.Pace.State));
    }

    [Fact]
    public async Task Who_left_the_panel_with_films_stands_first_and_a_withdrawn_film_counts_nowhere()
    {
        await jury.GivenAsync("First");
        var (_, _, gone) = await jury.GivenAsync("Gone");
        await MoveAsync(gone, SubmissionState.Withdrawn);
        Assert.True((await jury.Rounds.RemoveJurorAsync(jury.Organiser, jury.Round.Id, await jury.RoundVersionAsync(), jury.Other.UserId, default)).Succeeded);

        var rows = await JurorsAsync();

        Assert.Equal((jury.Other.UserId, Pace.LeftPanel, 1), (rows[0].JurorId, rows[0].Pace.State, rows[0].Open));
        Assert.Equal(1, rows[1].Given);
    }

    [Fact]
    public async Task A_film_says_how_many_reviews_it_lacks_and_who_has_not_handed_in()
    {
        var (mine, _, _) = await jury.GivenAsync("Zebra");
        var (second, other, _) = await jury.GivenAsync("Apple");
        await jury.ScoreAsync(jury.Juror, mine, 8, 6);
        await jury.ScoreAsync(jury.Juror, second, 8, 6);
        await jury.ScoreAsync(jury.Other, other, 8, 6);
        var lonely = await jury.SentInAsync("Lonely");

        var rows = await FilmsAsync();

        Assert.Equal(["Lonely", "Zebra", "Apple"], rows.Select(row => row.Title));
        Assert.Equal([FilmStanding.NeedsJurors, FilmStanding.Waiting, FilmStanding.Complete], rows.Select(row => row.Progress.Standing));
        Assert.Equal(["Juror"], rows[1].Waiting);
        Assert.Equal(lonely.Id, rows[0].SubmissionId);

        Assert.True((await jury.Pursuits.SetAsync(jury.Organiser, jury.Round.Id, await jury.RoundVersionAsync(), 3, remindsJurors: true, default)).Succeeded);
        Assert.Equal([("Lonely", 3), ("Zebra", 2), ("Apple", 1)], (await FilmsAsync()).Select(row => (row.Title, row.Progress.Missing)));
    }

    [Fact]
    public async Task Filters_leave_out_rows_and_no_number()
    {
        await jury.GivenAsync("Zebra");
        var films = await jury.Progress.FilmsAsync(jury.Organiser, jury.Edition.Id, jury.Round.Id, FilmStanding.Complete, null, default);
        var found = await jury.Progress.FilmsAsync(jury.Organiser, jury.Edition.Id, jury.Round.Id, null, " zeb ", default);
        var nobody = await jury.Progress.JurorsAsync(jury.Organiser, jury.Edition.Id, jury.Round.Id, Pace.OnPace, "%_[", default);

        Assert.Equal((0, 1, 0), (films.Count, found.Count, nobody.Count));
        Assert.Equal(2, Assert.Single(found).Progress.Given);
    }

    [Fact]
    public async Task A_film_that_is_closed_to_an_organiser_is_in_no_number_of_theirs()
    {
        await jury.GivenAsync("Open");
        var (_, _, closed) = await jury.GivenAsync("Closed");
        await ConflictAsync(closed);

        Assert.All(await JurorsAsync(), row => Assert.Equal(1, row.Given));
        Assert.Equal("Open", Assert.Single(await FilmsAsync()).Title);
        Assert.Equal(1, (await jury.Progress.RoundAsync(jury.Organiser, jury.Edition.Id, jury.Round.Id, default))!.Closed);
    }

    [Fact]
    public async Task Nobody_but_the_editions_organisers_reads_or_sets_anything()
    {
        await jury.GivenAsync();
        var stranger = await jury.World.MemberAsync(await jury.World.EditionAsync("elsewhere"), EditionRole.Organiser);
        var version = await jury.RoundVersionAsync();
        foreach (var who in new[] { jury.Juror, jury.Artist, stranger })
        {
            Assert.Null(await jury.Progress.RoundAsync(who, jury.Edition.Id, jury.Round.Id, default));
            Assert.Empty(await jury.Progress.JurorsAsync(who, jury.Edition.Id, jury.Round.Id, null, null, default));
            Assert.Empty(await jury.Progress.FilmsAsync(who, jury.Edition.Id, jury.Round.Id, null, null, default));
            Assert.Equal(Refusals.NotFound, (await jury.Pursuits.SetAsync(who, jury.Round.Id, version, 3, true, default)).Refusal);
        }

        Assert.Equal("Common.OutOfRange", (await jury.Pursuits.SetAsync(jury.Organiser, jury.Round.Id, version, 0, true, default)).Refusal?.Code);
        Assert.Equal(Refusals.Conflict, (await jury.Pursuits.SetAsync(jury.Organiser, jury.Round.Id, Guid.CreateVersion7(), 3, true, default)).Refusal);
    }

    private Task<IReadOnlyList<Web.Features.Judging.Progress.JurorProgress>> JurorsAsync() => jury.Progress.JurorsAsync(jury.Organiser, jury.Edition.Id, jury.Round.Id, null, null, default);

    private Task<IReadOnlyList<Web.Features.Judging.Progress.FilmRow>> FilmsAsync() => jury.Progress.FilmsAsync(jury.Organiser, jury.Edition.Id, jury.Round.Id, null, null, default);

    private async Task WatchAsync(Actor juror, Submission submission, int seconds)
    {
        await using var db = jury.World.Store.CreateDbContext();
        var video = (await db.Films.SingleAsync(film => film.Id == submission.FilmId)).VideoId!.Value;
        var viewing = Viewing.Begin(juror.UserId, video, jury.World.Now.AddMinutes(-2));
        Assert.True(viewing.Report([new PlayedSpan(0, seconds * 1000)], null, new TimeSpan(0, 4, 12), jury.World.Now).Succeeded);
        db.Add(viewing);
        await db.SaveChangesAsync();
    }

    private async Task MoveAsync(Submission submission, SubmissionState state)
    {
        await using var db = jury.World.Store.CreateDbContext();
        var entry = await db.Submissions.SingleAsync(s => s.Id == submission.Id);
        Assert.True(entry.Move(state, jury.World.Now, jury.Artist.UserId).Succeeded);
        await db.SaveChangesAsync();
    }

    private async Task ConflictAsync(Submission submission)
    {
        var conflict = JurorConflict.Between(jury.Edition.Id, submission.Id, jury.Organiser.UserId);
        Assert.True(conflict.Declare("A friend", jury.World.Now).Succeeded);
        await jury.World.SaveAsync(conflict);
    }
}
