using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Judging;
using Showcase.Domain.Submissions;

namespace Showcase.Web.Tests.Features.Judging;

public sealed class AssignmentServiceTests
{
    [Fact]
    public async Task Giving_a_film_to_jurors_takes_it_into_review_with_a_line_in_its_history()
    {
        using var jury = await Jury.SitAsync();
        var submission = await jury.SentInAsync();

        var result = await jury.Assignments.AssignAsync(jury.Organiser, jury.Round.Id, [submission.Id], [jury.Juror.UserId, jury.Other.UserId], default);

        Assert.Equal(2, result.Value.Count);
        var read = await jury.ReadAsync(submission);
        Assert.Equal(SubmissionState.InReview, read.State);
        Assert.Single(read.History, change => change.State == SubmissionState.InReview && change.By == jury.Organiser.UserId);
    }

    [Fact]
    public async Task A_whole_category_goes_to_the_whole_panel_but_nobody_gets_their_own_film()
    {
        using var jury = await Jury.SitAsync();
        await jury.SentInAsync("Salt Index");
        await jury.SentInAsync("My Own", jury.Juror);

        var result = await jury.Assignments.AssignCategoryAsync(jury.Organiser, jury.Round.Id, jury.Call.Categories[0].Id, default);

        Assert.Equal(3, result.Value.Count);
        var refused = Assert.Single(result.Value.Refused);
        Assert.Equal(("My Own", JudgingRefusals.OwnFilm), (refused.Title, refused.Reason));
    }

    [Fact]
    public async Task Only_an_own_film_is_refused_with_the_reason()
    {
        using var jury = await Jury.SitAsync();
        var own = await jury.SentInAsync("My Own", jury.Juror);

        var result = await jury.Assignments.AssignAsync(jury.Organiser, jury.Round.Id, [own.Id], [jury.Juror.UserId], default);

        Assert.Equal(JudgingRefusals.OwnFilm, result.Refusal);
        Assert.Equal(SubmissionState.Submitted, (await jury.ReadAsync(own)).State);
    }

    [Fact]
    public async Task Giving_the_same_films_again_adds_nothing()
    {
        using var jury = await Jury.SitAsync();
        await jury.GivenAsync();

        var again = await jury.Assignments.AssignCategoryAsync(jury.Organiser, jury.Round.Id, null, default);

        Assert.Equal(0, again.Value.Count);
    }

    [Fact]
    public async Task Two_organisers_giving_at_once_leave_one_assignment_a_juror()
    {
        using var jury = await Jury.SitAsync();
        await jury.SentInAsync();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => jury.Assignments.AssignCategoryAsync(jury.Organiser, jury.Round.Id, null, default))));

        await using var db = jury.World.Store.CreateDbContext();
        Assert.Equal(2, await db.Assignments.CountAsync());
        Assert.Equal(2, await db.Scorecards.CountAsync());
    }

    [Fact]
    public async Task Somebody_who_is_not_on_the_panel_gets_nothing()
    {
        using var jury = await Jury.SitAsync();
        var submission = await jury.SentInAsync();

        var result = await jury.Assignments.AssignAsync(jury.Organiser, jury.Round.Id, [submission.Id], [jury.Artist.UserId], default);

        Assert.Equal(JudgingRefusals.NotOnPanel, result.Refusal);
    }

    [Fact]
    public async Task A_juror_cannot_give_films()
    {
        using var jury = await Jury.SitAsync();
        await jury.SentInAsync();

        Assert.Equal(Refusals.NotFound, (await jury.Assignments.AssignCategoryAsync(jury.Juror, jury.Round.Id, null, default)).Refusal);
    }

    [Fact]
    public async Task A_film_is_taken_back_until_its_juror_begins()
    {
        using var jury = await Jury.SitAsync();
        var (mine, theirs, _) = await jury.GivenAsync();
        await jury.ScoreAsync(jury.Other, theirs, 8, 6);

        Assert.True((await jury.Assignments.RemoveAsync(jury.Organiser, jury.Round.Id, mine, default)).Succeeded);
        Assert.Equal(JudgingRefusals.CardInUse, (await jury.Assignments.RemoveAsync(jury.Organiser, jury.Round.Id, theirs, default)).Refusal);
    }
}
