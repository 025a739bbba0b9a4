using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Judging;
using Showcase.Domain.Messages;
using Showcase.Domain.Submissions;
using Showcase.Web.Features.Judging;

namespace Showcase.Web.Tests.Features.Judging;

public sealed class DecisionServiceTests
{
    [Fact]
    public async Task Staging_decides_nothing_and_tells_nobody()
    {
        using var jury = await Jury.SitAsync();
        var submission = await jury.SentInAsync();

        await jury.Decisions.StageAsync(jury.Organiser, jury.Edition.Id, [submission.Id], DecisionOutcome.Selected, default);

        Assert.Equal(SubmissionState.Submitted, (await jury.ReadAsync(submission)).State);
        Assert.Empty(await LettersAsync(jury));
    }

    [Fact]
    public async Task Applying_moves_every_film_and_writes_each_artist_the_letter_of_the_outcome()
    {
        using var jury = await Jury.SitAsync();
        var (yes, no) = (await jury.SentInAsync("Salt Index"), await jury.SentInAsync("{artist}"));
        await jury.Decisions.StageAsync(jury.Organiser, jury.Edition.Id, [yes.Id], DecisionOutcome.Selected, default);
        await jury.Decisions.StageAsync(jury.Organiser, jury.Edition.Id, [no.Id], DecisionOutcome.Declined, default);
        await jury.Decisions.WriteLetterAsync(jury.Organiser, jury.Edition.Id, DecisionOutcome.Selected, null, "Yes to {title}", "Dear {artist}, see you at {edition}", default);

        var result = await ApplyAsync(jury);

        Assert.Equal(2, result.Value.Count);
        Assert.Equal([SubmissionState.Selected, SubmissionState.Declined], [(await jury.ReadAsync(yes)).State, (await jury.ReadAsync(no)).State]);
        var letters = await LettersAsync(jury);
        Assert.Equal(2, letters.Count);
        Assert.Single(letters, letter => letter is { Subject: "Yes to Salt Index", Body: "Dear Ada Artist, see you at Berlin Shorts 2026" });
        Assert.Single(letters, letter => letter.Subject == "Your film “{artist}” and Berlin Shorts 2026");
        Assert.All(letters, letter => Assert.Contains("cannot be switched off", letter.Footer, StringComparison.Ordinal));
        await using var db = jury.World.Store.CreateDbContext();
        Assert.Equal(
            [(yes.ArtistId, "Salt Index"), (no.ArtistId, "{artist}")],
            (await db.InAppNotices.Where(notice => notice.Topic == NoticeTopic.Decided).OrderBy(notice => notice.Link).ToListAsync()).Select(notice => (notice.UserId, notice.About)).OrderByDescending(notice => notice.About == "Salt Index"));
    }

    [Fact]
    public async Task Organisers_who_apply_at_the_same_moment_send_one_set_of_letters()
    {
        using var jury = await Jury.SitAsync();
        var films = new List<Submission>();
        for (var film = 0; film < 20; film++) films.Add(await jury.SentInAsync($"Film {film}"));
        await jury.Decisions.StageAsync(jury.Organiser, jury.Edition.Id, [.. films.Select(film => film.Id)], DecisionOutcome.Selected, default);
        var review = await jury.Deciding.ReviewAsync(jury.Organiser, jury.Edition.Id, default);

        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => jury.Decisions.ApplyAsync(jury.Organiser, jury.Edition.Id, review.Versions, LetterHold.AtOnce, default))));

        Assert.Single(results, result => result.Succeeded);
        Assert.Equal(20, (await LettersAsync(jury)).Count);
        Assert.Single((await jury.ReadAsync(films[0])).History, change => change.State == SubmissionState.Selected);
    }

    [Fact]
    public async Task A_second_click_does_nothing_twice()
    {
        using var jury = await Jury.SitAsync();
        var submission = await jury.SentInAsync();
        await jury.Decisions.StageAsync(jury.Organiser, jury.Edition.Id, [submission.Id], DecisionOutcome.Selected, default);
        var review = await jury.Deciding.ReviewAsync(jury.Organiser, jury.Edition.Id, default);

        await jury.Decisions.ApplyAsync(jury.Organiser, jury.Edition.Id, review.Versions, LetterHold.AtOnce, default);
        var again = await jury.Decisions.ApplyAsync(jury.Organiser, jury.Edition.Id, review.Versions, LetterHold.AtOnce, default);

        Assert.Equal(JudgingRefusals.NothingStaged, again.Refusal);
        Assert.Single(await LettersAsync(jury));
    }

    [Fact]
    public async Task What_was_not_reviewed_is_not_applied()
    {
        using var jury = await Jury.SitAsync();
        var (first, second) = (await jury.SentInAsync("First"), await jury.SentInAsync("Second"));
        await jury.Decisions.StageAsync(jury.Organiser, jury.Edition.Id, [first.Id], DecisionOutcome.Selected, default);
        var review = await jury.Deciding.ReviewAsync(jury.Organiser, jury.Edition.Id, default);
        await jury.Decisions.StageAsync(jury.Organiser, jury.Edition.Id, [second.Id], DecisionOutcome.Declined, default);

        var result = await jury.Decisions.ApplyAsync(jury.Organiser, jury.Edition.Id, review.Versions, LetterHold.AtOnce, default);

        Assert.Equal(JudgingRefusals.StagedChanged, result.Refusal);
        Assert.Empty(await LettersAsync(jury));
    }

    [Fact]
    public async Task A_film_that_was_withdrawn_after_staging_keeps_its_state_and_gets_no_letter()
    {
        using var jury = await Jury.SitAsync();
        var (stays, leaves) = (await jury.SentInAsync("Stays"), await jury.SentInAsync("Leaves"));
        await jury.Decisions.StageAsync(jury.Organiser, jury.Edition.Id, [stays.Id, leaves.Id], DecisionOutcome.Selected, default);
        await using (var db = jury.World.Store.CreateDbContext())
        {
            Assert.True((await db.Submissions.SingleAsync(s => s.Id == leaves.Id)).Withdraw(jury.World.Now).Succeeded);
            await db.SaveChangesAsync();
        }

        var result = await ApplyAsync(jury);

        Assert.Equal((1, "Leaves"), (result.Value.Count, Assert.Single(result.Value.MovedOn)));
        Assert.Equal(SubmissionState.Withdrawn, (await jury.ReadAsync(leaves)).State);
        Assert.Single(await LettersAsync(jury));
    }

    [Fact]
    public async Task A_film_from_the_waiting_list_can_be_decided_again()
    {
        using var jury = await Jury.SitAsync();
        var submission = await jury.SentInAsync();
        await jury.Decisions.StageAsync(jury.Organiser, jury.Edition.Id, [submission.Id], DecisionOutcome.Waitlisted, default);
        await ApplyAsync(jury);

        await jury.Decisions.StageAsync(jury.Organiser, jury.Edition.Id, [submission.Id], DecisionOutcome.Selected, default);
        await ApplyAsync(jury);

        Assert.Equal(SubmissionState.Selected, (await jury.ReadAsync(submission)).State);
        Assert.Equal(2, (await LettersAsync(jury)).Count);
    }

    [Fact]
    public async Task Jurors_decide_nothing()
    {
        using var jury = await Jury.SitAsync();
        var submission = await jury.SentInAsync();

        Assert.Equal(Refusals.Forbidden, (await jury.Decisions.StageAsync(jury.Juror, jury.Edition.Id, [submission.Id], DecisionOutcome.Selected, default)).Refusal);
        Assert.Equal(Refusals.Forbidden, (await jury.Decisions.ApplyAsync(jury.Juror, jury.Edition.Id, [], LetterHold.AtOnce, default)).Refusal);
        Assert.Equal(Refusals.Forbidden, (await jury.Decisions.WriteLetterAsync(jury.Juror, jury.Edition.Id, DecisionOutcome.Selected, null, "a", "b", default)).Refusal);
        Assert.Empty((await jury.Deciding.DecisionsAsync(jury.Juror, jury.Edition.Id, new DecisionFilter(null, null, null, DecisionShow.All), 0, default)).Page.Rows);
    }

    [Fact]
    public async Task The_list_puts_the_best_mean_first_and_filters_by_what_is_staged()
    {
        using var jury = await Jury.SitAsync();
        var (low, _, lowFilm) = await jury.GivenAsync("Low");
        var (high, _, _) = await jury.GivenAsync("High");
        await jury.ScoreAsync(jury.Juror, low, 5, 5);
        await jury.ScoreAsync(jury.Juror, high, 9, 9);
        await jury.Decisions.StageAsync(jury.Organiser, jury.Edition.Id, [lowFilm.Id], DecisionOutcome.Declined, default);

        var all = await jury.Deciding.DecisionsAsync(jury.Organiser, jury.Edition.Id, new DecisionFilter(null, null, null, DecisionShow.All), 0, default);
        var staged = await jury.Deciding.DecisionsAsync(jury.Organiser, jury.Edition.Id, new DecisionFilter(null, null, null, DecisionShow.Staged), 0, default);

        Assert.Equal(["High", "Low"], all.Page.Rows.Select(row => row.Title));
        Assert.Equal(("Low", DecisionOutcome.Declined), staged.Page.Rows.Select(row => (row.Title, row.Staged!.Value)).Single());
    }

    [Fact]
    public async Task A_letter_that_somebody_else_changed_is_not_overwritten()
    {
        using var jury = await Jury.SitAsync();
        await jury.Decisions.WriteLetterAsync(jury.Organiser, jury.Edition.Id, DecisionOutcome.Declined, null, "First", "Text", default);

        var stale = await jury.Decisions.WriteLetterAsync(jury.Organiser, jury.Edition.Id, DecisionOutcome.Declined, null, "Second", "Text", default);

        Assert.Equal(Refusals.Conflict, stale.Refusal);
        Assert.Equal("First", (await jury.Deciding.LettersAsync(jury.Organiser, jury.Edition.Id, default)).Single(letter => letter.Outcome == DecisionOutcome.Declined).Subject);
    }

    private static async Task<Result<DecisionsApplied>> ApplyAsync(Jury jury) =>
        await jury.Decisions.ApplyAsync(jury.Organiser, jury.Edition.Id, (await jury.Deciding.ReviewAsync(jury.Organiser, jury.Edition.Id, default)).Versions, LetterHold.AtOnce, default);

    private static async Task<List<OutboxMessage>> LettersAsync(Jury jury)
    {
        await using var db = jury.World.Store.CreateDbContext();
        return await db.OutboxMessages.OrderBy(message => message.Id).ToListAsync();
    }
}
