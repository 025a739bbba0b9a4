using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Showcase.Domain.Editions;
using Showcase.Domain.Judging;
using Showcase.Domain.Messages;
using Showcase.Domain.Submissions;
using Showcase.Web.Features.Messages;
using Showcase.Web.Features.Messages.Notices;
using Showcase.Web.Features.Submissions;
using Showcase.Web.Security;

namespace Showcase.Web.Tests.Features.Judging.Letters;

public sealed class DecisionBatchServiceTests
{
    [Fact]
    public async Task Nothing_of_a_decision_can_be_read_before_its_letter_leaves()
    {
        using var jury = await Jury.SitAsync();
        var film = await jury.SentInAsync();
        await jury.StageAsync(film, DecisionOutcome.Declined);

        await jury.ApplyAsync(LetterHold.Usual);

        // The entry, its history, the list, the notices, the download of all that is kept, the outbox of an organiser who is the artist.
        var entries = new SubmissionQueries(jury.World.Store, jury.World.Clock);
        var read = await entries.FindMineAsync(jury.Artist, film.Id, default);
        Assert.Equal((SubmissionState.Submitted, 2), (read!.State, read.History.Count));
        Assert.Equal(SubmissionState.Submitted, (await entries.MineAsync(jury.Artist, default)).Single().State);
        Assert.Equal(0, await new NoticeQueries(jury.World.Store).CountUnreadAsync(jury.Artist, default));
        Assert.DoesNotContain("Declined", JsonSerializer.Serialize(await new MessageData(jury.World.Store).ReadAsync(jury.Artist.UserId, default)), StringComparison.Ordinal);
        Assert.DoesNotContain("Salt Index", JsonSerializer.Serialize(await new MessageData(jury.World.Store).ReadAsync(jury.Artist.UserId, default)), StringComparison.Ordinal);
        await jury.World.SaveAsync(new EditionMember(jury.Edition.Id, jury.Artist.UserId, EditionRole.Organiser));
        var outbox = new OutboxQueries(jury.World.Store);
        Assert.Empty((await outbox.OfEditionAsync(jury.Artist, jury.Edition.Id, null, null, null, 1, default)).Rows);
        var letter = Assert.Single((await outbox.OfEditionAsync(jury.Organiser, jury.Edition.Id, null, null, null, 1, default)).Rows);
        Assert.Equal(OutboxState.Waiting, letter.State);
        Assert.Null(await outbox.FindInEditionAsync(jury.Artist, jury.Edition.Id, letter.Id, default));

        // A withdrawal is no way to find out: it works as it would without a decision.
        await using var db = jury.World.Store.CreateDbContext();
        Assert.True((await db.Submissions.SingleAsync(s => s.Id == film.Id)).CanMoveTo(SubmissionState.Withdrawn));
    }

    [Fact]
    public async Task An_administrator_does_not_read_the_letter_on_their_own_film_early()
    {
        using var jury = await Jury.SitAsync();
        var root = await jury.World.AdministratorAsync();
        var film = await jury.SentInAsync("Root's film", root);
        await jury.StageAsync(film, DecisionOutcome.Selected);
        await jury.ApplyAsync(LetterHold.Usual);
        var outbox = new OutboxQueries(jury.World.Store);

        Assert.Empty((await outbox.ListAsync(root, null, null, 1, default)).Rows);

        jury.World.Clock.Advance(TimeSpan.FromMinutes(30));
        await jury.Batches.ReleaseDueAsync(default);
        Assert.Single((await outbox.ListAsync(root, null, null, 1, default)).Rows);
    }

    [Fact]
    public async Task When_their_time_comes_letters_leave_and_films_take_their_states_together()
    {
        using var jury = await Jury.SitAsync();
        var (yes, no) = (await jury.SentInAsync("Yes"), await jury.SentInAsync("No"));
        await jury.StageAsync(yes, DecisionOutcome.Selected);
        await jury.StageAsync(no, DecisionOutcome.Declined);
        await jury.ApplyAsync(LetterHold.Usual);

        jury.World.Clock.Advance(TimeSpan.FromMinutes(29));
        Assert.Equal(0, await jury.Batches.ReleaseDueAsync(default));
        Assert.Equal(SubmissionState.Submitted, (await jury.ReadAsync(yes)).State);

        jury.World.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, await jury.Batches.ReleaseDueAsync(default));
        Assert.Equal(0, await jury.Batches.ReleaseDueAsync(default));

        Assert.Equal([SubmissionState.Selected, SubmissionState.Declined], [(await jury.ReadAsync(yes)).State, (await jury.ReadAsync(no)).State]);
        await using var db = jury.World.Store.CreateDbContext();
        Assert.Equal([OutboxState.Pending, OutboxState.Pending], await db.OutboxMessages.Select(mail => mail.State).ToListAsync());
        Assert.Equal(2, await db.InAppNotices.CountAsync(notice => notice.Topic == NoticeTopic.Decided));
        var batch = Assert.Single(await jury.Letters.BatchesAsync(jury.Organiser, jury.Edition.Id, default));
        Assert.Equal((DecisionBatchState.Released, 2, 2, null), (batch.State, batch.Decisions, batch.Letters, batch.EndedBy));
    }

    [Fact]
    public async Task One_step_takes_everything_back_and_it_can_be_applied_again()
    {
        using var jury = await Jury.SitAsync();
        var (yes, no) = (await jury.SentInAsync("Yes"), await jury.SentInAsync("No"));
        await jury.StageAsync(yes, DecisionOutcome.Selected);
        await jury.StageAsync(no, DecisionOutcome.Declined);
        var batch = (await jury.ApplyAsync(LetterHold.Usual)).BatchId!.Value;

        Assert.Equal(2, (await jury.Batches.UndoAsync(jury.Organiser, batch, default)).Value);

        jury.World.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(0, await jury.Batches.ReleaseDueAsync(default));
        Assert.All(new[] { yes, no }, film => Assert.Equal(SubmissionState.Submitted, jury.ReadAsync(film).Result.State));
        var review = await jury.Deciding.ReviewAsync(jury.Organiser, jury.Edition.Id, default);
        Assert.Equal((1, 1), (review.Counts[DecisionOutcome.Selected], review.Counts[DecisionOutcome.Declined]));
        await using (var db = jury.World.Store.CreateDbContext())
        {
            Assert.Equal([OutboxState.Discarded, OutboxState.Discarded], await db.OutboxMessages.Select(mail => mail.State).ToListAsync());
            Assert.Empty(await db.InAppNotices.ToListAsync());
        }

        Assert.DoesNotContain("Yes", JsonSerializer.Serialize(await new MessageData(jury.World.Store).ReadAsync(jury.Artist.UserId, default)), StringComparison.Ordinal);
        var told = Assert.Single(await jury.Letters.BatchesAsync(jury.Organiser, jury.Edition.Id, default));
        Assert.Equal((DecisionBatchState.Undone, "Organiser", "Organiser"), (told.State, told.AppliedBy, told.EndedBy));

        Assert.Equal(2, (await jury.ApplyAsync(LetterHold.AtOnce)).Count);
        Assert.Equal(SubmissionState.Selected, (await jury.ReadAsync(yes)).State);
        Assert.Equal(["Undone", "Released"], (await jury.Letters.BatchesAsync(jury.Organiser, jury.Edition.Id, default)).OrderBy(row => row.AppliedAt).Select(row => row.State.ToString()));
    }

    [Fact]
    public async Task Undoing_twice_says_that_it_was_undone()
    {
        using var jury = await Jury.SitAsync();
        await jury.StageAsync(await jury.SentInAsync(), DecisionOutcome.Selected);
        var batch = (await jury.ApplyAsync(LetterHold.Usual)).BatchId!.Value;
        await jury.Batches.UndoAsync(jury.Organiser, batch, default);

        Assert.Equal(LetterRefusals.UndoneAlready, (await jury.Batches.UndoAsync(jury.Organiser, batch, default)).Refusal);
        Assert.Equal(LetterRefusals.UndoneAlready, (await jury.Batches.ReleaseAsync(jury.Organiser, batch, default)).Refusal);
        Assert.Equal(LetterRefusals.UndoneAlready, (await jury.Batches.StopClockAsync(jury.Organiser, batch, default)).Refusal);
    }

    [Fact]
    public async Task After_the_letters_left_nothing_is_undone()
    {
        using var jury = await Jury.SitAsync();
        var film = await jury.SentInAsync();
        await jury.StageAsync(film, DecisionOutcome.Selected);
        var batch = (await jury.ApplyAsync(LetterHold.UntilReleased)).BatchId!.Value;
        jury.World.Clock.Advance(TimeSpan.FromDays(30));
        Assert.Equal(0, await jury.Batches.ReleaseDueAsync(default));
        Assert.True((await jury.Batches.ReleaseAsync(jury.Organiser, batch, default)).Succeeded);

        Assert.Equal(LetterRefusals.HaveLeft, (await jury.Batches.UndoAsync(jury.Organiser, batch, default)).Refusal);
        Assert.Equal(SubmissionState.Selected, (await jury.ReadAsync(film)).State);
    }

    [Fact]
    public async Task Of_an_undoing_and_a_release_at_the_same_moment_exactly_one_wins()
    {
        using var jury = await Jury.SitAsync();
        for (var round = 0; round < 6; round++)
        {
            var films = new List<Submission>();
            for (var film = 0; film < 8; film++) films.Add(await jury.SentInAsync($"Film {round}.{film}"));
            foreach (var film in films) await jury.StageAsync(film, DecisionOutcome.Selected);
            var batch = (await jury.ApplyAsync(LetterHold.Usual)).BatchId!.Value;
            jury.World.Clock.Advance(TimeSpan.FromMinutes(30));

            var undoing = Task.Run(() => jury.Batches.UndoAsync(jury.Organiser, batch, default));
            var coming = Task.Run(() => jury.Batches.ReleaseDueAsync(default));
            var letting = Task.Run(() => jury.Batches.ReleaseAsync(jury.Organiser, batch, default));
            var (undone, due, by) = (await undoing, await coming, await letting);

            Assert.Equal(1, (undone.Succeeded ? 1 : 0) + due + (by.Succeeded ? 1 : 0));
            await using var db = jury.World.Store.CreateDbContext();
            var letters = await db.OutboxMessages.Where(mail => mail.DecisionBatchId == batch).Select(mail => mail.State).Distinct().ToListAsync();
            var ids = films.ConvertAll(film => film.Id);
            var states = await db.Submissions.Where(entry => ids.Contains(entry.Id)).Select(entry => entry.State).Distinct().ToListAsync();
            Assert.Equal(undone.Succeeded ? (OutboxState.Discarded, SubmissionState.Submitted) : (OutboxState.Pending, SubmissionState.Selected), (Assert.Single(letters), Assert.Single(states)));
            Assert.Equal(undone.Succeeded ? 0 : films.Count, await db.InAppNotices.CountAsync(notice => notice.About.StartsWith($"Film {round}.")));
            if (!undone.Succeeded) Assert.Equal(LetterRefusals.HaveLeft, undone.Refusal);
            else await jury.Decisions.UnstageAsync(jury.Organiser, jury.Edition.Id, ids, default);
        }
    }

    [Fact]
    public async Task A_film_that_is_withdrawn_while_its_letter_waits_gets_none_and_the_others_do()
    {
        using var jury = await Jury.SitAsync();
        var (stays, leaves) = (await jury.SentInAsync("Stays"), await jury.SentInAsync("Leaves"));
        await jury.StageAsync(stays, DecisionOutcome.Selected);
        await jury.StageAsync(leaves, DecisionOutcome.Selected);
        var batch = (await jury.ApplyAsync(LetterHold.Usual)).BatchId!.Value;
        await using (var db = jury.World.Store.CreateDbContext())
        {
            Assert.True((await db.Submissions.SingleAsync(s => s.Id == leaves.Id)).Withdraw(jury.World.Now).Succeeded);
            await db.SaveChangesAsync();
        }

        await jury.Batches.ReleaseAsync(jury.Organiser, batch, default);

        Assert.Equal([SubmissionState.Selected, SubmissionState.Withdrawn], [(await jury.ReadAsync(stays)).State, (await jury.ReadAsync(leaves)).State]);
        var told = Assert.Single(await jury.Letters.BatchesAsync(jury.Organiser, jury.Edition.Id, default));
        Assert.Equal((1, "Leaves", 1, 1), (told.MovedOn, Assert.Single(told.CalledOff), told.Mails[OutboxState.Pending], told.Mails[OutboxState.Discarded]));
        await using var read = jury.World.Store.CreateDbContext();
        Assert.Equal("Stays", (await read.InAppNotices.SingleAsync()).About);
    }

    [Fact]
    public async Task What_waits_is_not_staged_anew_nor_taken_back_one_by_one()
    {
        using var jury = await Jury.SitAsync();
        var film = await jury.SentInAsync();
        await jury.StageAsync(film, DecisionOutcome.Selected);
        await jury.ApplyAsync(LetterHold.Usual);

        Assert.Equal(LetterRefusals.WaitsForRelease, (await jury.Decisions.StageAsync(jury.Organiser, jury.Edition.Id, [film.Id], DecisionOutcome.Declined, default)).Refusal);
        await jury.Decisions.UnstageAsync(jury.Organiser, jury.Edition.Id, [film.Id], default);
        var row = Assert.Single((await jury.Deciding.DecisionsAsync(jury.Organiser, jury.Edition.Id, new(null, null, null, Web.Features.Judging.DecisionShow.Decided), 0, default)).Page.Rows);
        Assert.Equal((DecisionOutcome.Selected, null), (row.Waiting!.Value, row.Staged));
    }

    [Fact]
    public async Task A_letter_that_waits_cannot_be_let_go_changed_or_sent_by_itself()
    {
        using var jury = await Jury.SitAsync();
        await jury.StageAsync(await jury.SentInAsync(), DecisionOutcome.Selected);
        await jury.ApplyAsync(LetterHold.Usual);
        await using var db = jury.World.Store.CreateDbContext();
        var letter = await db.OutboxMessages.SingleAsync();
        var reviews = new Web.Features.Messages.Batches.ReviewService(jury.World.Store, jury.World.Clock, new OutboxSignal(), jury.Feed, NullLogger<Web.Features.Messages.Batches.ReviewService>.Instance);
        var outbox = new OutboxService(jury.World.Store, new AdministratorAccess(jury.World.Store), jury.World.Clock, new OutboxSignal(), NullLogger<OutboxService>.Instance);

        Assert.Equal(Refusals.NotFound, (await reviews.LetGoAsync(jury.Organiser, letter.Id, letter.Version, default)).Refusal);
        Assert.Equal(Refusals.NotFound, (await reviews.RewriteAsync(jury.Organiser, letter.Id, letter.Version, "a", "b", default)).Refusal);
        Assert.Equal(OutboxRefusals.NotFailed, (await outbox.SendAgainAsync(jury.Organiser, letter.Id, default)).Refusal);
        Assert.Equal(OutboxRefusals.NotWaiting, letter.Claim(jury.World.Now.AddYears(1)).Refusal);
    }

    [Fact]
    public async Task The_clock_can_be_stopped()
    {
        using var jury = await Jury.SitAsync();
        await jury.StageAsync(await jury.SentInAsync(), DecisionOutcome.Selected);
        var batch = (await jury.ApplyAsync(LetterHold.Usual)).BatchId!.Value;

        Assert.True((await jury.Batches.StopClockAsync(jury.Organiser, batch, default)).Succeeded);

        jury.World.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, await jury.Batches.ReleaseDueAsync(default));
        Assert.True((await jury.Batches.UndoAsync(jury.Organiser, batch, default)).Succeeded);
    }

    [Fact]
    public async Task Jurors_artists_and_organisers_of_other_editions_touch_no_batch()
    {
        using var jury = await Jury.SitAsync();
        await jury.StageAsync(await jury.SentInAsync(), DecisionOutcome.Selected);
        var batch = (await jury.ApplyAsync(LetterHold.Usual)).BatchId!.Value;
        var stranger = await jury.World.MemberAsync(await jury.World.EditionAsync("elsewhere"), EditionRole.Organiser);

        foreach (var who in new[] { jury.Juror, jury.Artist, stranger })
        {
            Assert.Equal(Refusals.NotFound, (await jury.Batches.UndoAsync(who, batch, default)).Refusal);
            Assert.Equal(Refusals.NotFound, (await jury.Batches.ReleaseAsync(who, batch, default)).Refusal);
            Assert.Equal(Refusals.NotFound, (await jury.Batches.StopClockAsync(who, batch, default)).Refusal);
            Assert.Empty(await jury.Letters.BatchesAsync(who, jury.Edition.Id, default));
            Assert.Empty((await jury.Letters.ReviewAsync(who, jury.Edition.Id, new(null, default, null), 0, default)).Seals);
        }
    }

    [Fact]
    public async Task Whoever_is_closed_to_a_film_of_the_batch_does_not_undo_it()
    {
        using var jury = await Jury.SitAsync();
        var film = await jury.SentInAsync();
        await jury.StageAsync(film, DecisionOutcome.Declined);
        var batch = (await jury.ApplyAsync(LetterHold.Usual)).BatchId!.Value;
        var other = await jury.World.MemberAsync(jury.Edition, EditionRole.Organiser);
        await jury.Conflicts.DeclareAsync(other, jury.Edition.Id, film.Id, null, default);

        Assert.Equal(JudgingRefusals.CaseClosed, (await jury.Batches.UndoAsync(other, batch, default)).Refusal);
        Assert.Equal(JudgingRefusals.CaseClosed, (await jury.Batches.ReleaseAsync(other, batch, default)).Refusal);
        Assert.True(Assert.Single(await jury.Letters.BatchesAsync(other, jury.Edition.Id, default)).IsClosed);
        Assert.Empty((await new OutboxQueries(jury.World.Store).OfEditionAsync(other, jury.Edition.Id, null, null, null, 1, default)).Rows);
    }
}
