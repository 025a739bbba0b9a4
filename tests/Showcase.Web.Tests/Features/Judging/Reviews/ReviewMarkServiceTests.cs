using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Showcase.Domain.Editions;
using Showcase.Domain.Judging;
using Showcase.Domain.Judging.Reviews;
using Showcase.Domain.Submissions;
using Showcase.Web.Features.Judging.Comments;
using Showcase.Web.Features.Judging.Reviews;

namespace Showcase.Web.Tests.Features.Judging.Reviews;

/// <summary>Organisers mark reviews among themselves and ask jurors for more; scores stay as they are.</summary>
public sealed class ReviewMarkServiceTests : IAsyncLifetime
{
    private Jury jury = default!;
    private Guid mine;
    private Submission submission = default!;
    private Guid card;

    public async Task InitializeAsync()
    {
        jury = await Jury.SitAsync();
        (mine, _, submission) = await jury.GivenAsync();
        await jury.ScoreAsync(jury.Juror, mine, 8, 6);
        card = await CardAsync(mine);
    }

    public Task DisposeAsync()
    {
        jury.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_mark_is_told_with_who_made_it_and_changes_no_score()
    {
        var before = Assert.Single(await ReviewsAsync());
        Assert.Equal((ReviewHint.FewWords | ReviewHint.LittleWatched, null), (before.Hints, before.Quality));

        Assert.True((await jury.ReviewMarks.MarkAsync(jury.Organiser, card, ReviewQuality.Thin, default)).Succeeded);

        var after = Assert.Single(await ReviewsAsync());
        Assert.Equal((ReviewQuality.Thin, "Organiser", before.Score, false), (after.Quality!.Value, after.MarkedBy, after.Score, after.HasChangedSince));
        Assert.True((await jury.ReviewMarks.MarkAsync(jury.Organiser, card, null, default)).Succeeded);
        await using var db = jury.World.Store.CreateDbContext();
        Assert.False(await db.ReviewMarks.AnyAsync());
    }

    [Fact]
    public async Task What_is_asked_stands_on_the_jurors_desk_and_ballot_until_they_hand_in_again()
    {
        Assert.True((await jury.ReviewMarks.AskAsync(jury.Organiser, card, "Please say why.", default)).Succeeded);

        Assert.True(Assert.Single(await jury.Desk.DeskAsync(jury.Juror, jury.Edition.Id, default)).IsAsked);
        Assert.Equal("Please say why.", (await jury.Desk.BallotAsync(jury.Juror, jury.Edition.Id, mine, default))!.Request);
        Assert.False(Assert.Single(await jury.Desk.DeskAsync(jury.Other, jury.Edition.Id, default)).IsAsked);
        jury.World.Clock.Advance(TimeSpan.FromMinutes(5));
        await jury.Scoring.SaveDraftAsync(jury.Juror, mine, await jury.VersionAsync(mine), jury.Entry(8, 6, "Half a sentence"), default);
        Assert.NotNull((await jury.Desk.BallotAsync(jury.Juror, jury.Edition.Id, mine, default))!.Request);

        await jury.ScoreAsync(jury.Juror, mine, 9, 6);

        Assert.False(Assert.Single(await jury.Desk.DeskAsync(jury.Juror, jury.Edition.Id, default)).IsAsked);
        Assert.Null((await jury.Desk.BallotAsync(jury.Juror, jury.Edition.Id, mine, default))!.Request);
        Assert.Equal(jury.World.Now, Assert.Single(await ReviewsAsync()).AnsweredAt);
    }

    [Fact]
    public async Task Once_the_round_closed_nobody_is_asked_and_nothing_waits_on_the_desk()
    {
        Assert.True((await jury.ReviewMarks.AskAsync(jury.Organiser, card, "Please say why.", default)).Succeeded);
        jury.World.Clock.Advance(TimeSpan.FromDays(14));

        Assert.False(Assert.Single(await jury.Desk.DeskAsync(jury.Juror, jury.Edition.Id, default)).IsAsked);
        Assert.Equal(ReviewRefusals.RoundTakesNone, (await jury.ReviewMarks.AskAsync(jury.Organiser, card, "And now?", default)).Refusal);
        Assert.True((await jury.ReviewMarks.MarkAsync(jury.Organiser, card, ReviewQuality.NeedsMore, default)).Succeeded);
    }

    [Fact]
    public async Task A_juror_who_recuses_themselves_takes_mark_and_request_along()
    {
        await jury.ReviewMarks.AskAsync(jury.Organiser, card, "Please say why.", default);

        Assert.True((await jury.Scoring.RecuseAsync(jury.Juror, mine, "A friend", default)).Succeeded);

        await using var db = jury.World.Store.CreateDbContext();
        Assert.False(await db.ReviewMarks.AnyAsync());
    }

    [Fact]
    public async Task Inappropriate_words_reach_no_artist_and_those_that_did_are_taken_back()
    {
        await DecideAsync();
        var comments = new CommentService(jury.World.Store, jury.Access, jury.World.Clock, jury.Feed, NullLogger<CommentService>.Instance);
        var read = new CommentQueries(jury.World.Store);
        Assert.True((await comments.ReleaseAsync(jury.Organiser, card, "Thank you.", default)).Succeeded);
        Assert.Single(await read.ReleasedAsync(jury.Artist, submission.Id, default));

        Assert.True((await jury.ReviewMarks.MarkAsync(jury.Organiser, card, ReviewQuality.Inappropriate, default)).Succeeded);

        Assert.Empty(await read.ReleasedAsync(jury.Artist, submission.Id, default));
        Assert.Equal(ReviewRefusals.NotForArtists, (await comments.ReleaseAsync(jury.Organiser, card, "Thank you.", default)).Refusal);
        Assert.True(Assert.Single(await read.OfEntryAsync(jury.Organiser, jury.Edition.Id, submission.Id, default)).IsInappropriate);
        await jury.ReviewMarks.MarkAsync(jury.Organiser, card, ReviewQuality.Helpful, default);
        Assert.True((await comments.ReleaseAsync(jury.Organiser, card, "Thank you.", default)).Succeeded);
    }

    [Fact]
    public async Task To_an_organiser_with_a_conflict_the_review_does_not_exist()
    {
        var conflict = JurorConflict.Between(jury.Edition.Id, submission.Id, jury.Organiser.UserId);
        Assert.True(conflict.Declare("A friend", jury.World.Now).Succeeded);
        await jury.World.SaveAsync(conflict);

        Assert.Empty(await ReviewsAsync());
        Assert.Equal(Refusals.NotFound, (await jury.ReviewMarks.MarkAsync(jury.Organiser, card, ReviewQuality.Thin, default)).Refusal);
        Assert.Equal(Refusals.NotFound, (await jury.ReviewMarks.AskAsync(jury.Organiser, card, "Why?", default)).Refusal);
        Assert.Equal(Refusals.NotFound, (await jury.ReviewMarks.TakeRequestBackAsync(jury.Organiser, card, default)).Refusal);
        Assert.Null(await new RoundFilmQueries(jury.World.Store).FindAsync(jury.Organiser, jury.Edition.Id, jury.Round.Id, submission.Id, default));
    }

    [Fact]
    public async Task Jurors_artists_and_organisers_of_another_edition_mark_nothing_and_nobody_their_own()
    {
        var stranger = await jury.World.MemberAsync(await jury.World.EditionAsync("elsewhere"), EditionRole.Organiser);
        foreach (var who in new[] { jury.Juror, jury.Other, jury.Artist, stranger })
        {
            Assert.Equal(Refusals.NotFound, (await jury.ReviewMarks.MarkAsync(who, card, ReviewQuality.Helpful, default)).Refusal);
            Assert.Empty((await jury.Reviews.ListAsync(who, jury.Edition.Id, jury.Round.Id, new ReviewFilter(), 0, default)).Rows);
        }

        await jury.World.SaveAsync(new EditionMember(jury.Edition.Id, jury.Juror.UserId, EditionRole.Organiser));
        Assert.Equal(ReviewRefusals.OwnReview, (await jury.ReviewMarks.MarkAsync(jury.Juror, card, ReviewQuality.Helpful, default)).Refusal);
    }

    [Fact]
    public async Task Unfinished_cards_empty_requests_and_unknown_marks_are_refused()
    {
        var (_, theirs, _) = await jury.GivenAsync("Second");

        Assert.Equal(ReviewRefusals.NotHandedIn, (await jury.ReviewMarks.MarkAsync(jury.Organiser, await CardAsync(theirs), ReviewQuality.Thin, default)).Refusal);
        Assert.Equal("Common.Required", (await jury.ReviewMarks.AskAsync(jury.Organiser, card, "  ", default)).Refusal?.Code);
        Assert.Equal(Refusals.NotFound, (await jury.ReviewMarks.MarkAsync(jury.Organiser, card, (ReviewQuality)99, default)).Refusal);
        Assert.Equal(Refusals.NotFound, (await jury.ReviewMarks.MarkAsync(jury.Organiser, Guid.CreateVersion7(), ReviewQuality.Thin, default)).Refusal);
    }

    [Fact]
    public async Task Filters_find_by_hint_mark_request_and_name()
    {
        var (second, _, other) = await jury.GivenAsync("Other film");
        var words = jury.Entry(8, 6, "The last third earns what the first promises, and the sound carries all of it there.");
        Assert.True((await jury.Scoring.ScoreAsync(jury.Juror, second, await jury.VersionAsync(second), words, default)).Succeeded);
        await jury.ReviewMarks.MarkAsync(jury.Organiser, card, ReviewQuality.Helpful, default);
        await jury.ReviewMarks.AskAsync(jury.Organiser, await CardAsync(second), "Why?", default);

        Assert.Equal(["Salt Index", "Other film"], (await ReviewsAsync()).Select(review => review.Film));
        Assert.Equal("Salt Index", Assert.Single(await ReviewsAsync(new ReviewFilter { Hint = ReviewHint.FewWords })).Film);
        Assert.Equal("Salt Index", Assert.Single(await ReviewsAsync(new ReviewFilter { Quality = ReviewQuality.Helpful })).Film);
        Assert.Equal("Other film", Assert.Single(await ReviewsAsync(new ReviewFilter { IsUnmarked = true })).Film);
        Assert.Equal("Other film", Assert.Single(await ReviewsAsync(new ReviewFilter { IsAsked = true })).Film);
        Assert.Equal("Other film", Assert.Single(await ReviewsAsync(new ReviewFilter { SubmissionId = other.Id })).Film);
        Assert.Equal("Other film", Assert.Single(await ReviewsAsync(new ReviewFilter { Search = "other" })).Film);
        Assert.Empty(await ReviewsAsync(new ReviewFilter { Search = "%" }));
    }

    private async Task<IReadOnlyList<ReviewRow>> ReviewsAsync(ReviewFilter? filter = null) =>
        (await jury.Reviews.ListAsync(jury.Organiser, jury.Edition.Id, jury.Round.Id, filter ?? new ReviewFilter(), 0, default)).Rows;

    private async Task<Guid> CardAsync(Guid assignment)
    {
        await using var db = jury.World.Store.CreateDbContext();
        return await db.Scorecards.Where(one => one.AssignmentId == assignment).Select(one => one.Id).SingleAsync();
    }

    private async Task DecideAsync()
    {
        await using var db = jury.World.Store.CreateDbContext();
        Assert.True((await db.Submissions.SingleAsync(entry => entry.Id == submission.Id)).Move(SubmissionState.Declined, jury.World.Now, jury.Organiser.UserId).Succeeded);
        await db.SaveChangesAsync();
    }
}
