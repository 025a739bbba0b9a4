using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Judging;
using Showcase.Domain.Judging.Meetings;
using Showcase.Web.Security;

namespace Showcase.Web.Tests.Features.Judging.Meetings;

public sealed class VoteServiceTests
{
    private const int Yes = 0;
    private const int No = 1;
    private const int Abstain = 2;

    [Fact]
    public async Task The_result_is_there_when_the_vote_is_closed_and_not_before()
    {
        using var room = await Boardroom.OpenAsync();
        var vote = await room.AskAsync();
        await room.VoteAsync(room.Juror, vote, Yes);
        await room.VoteAsync(room.Other, vote, Yes);
        await room.VoteAsync(room.Third, vote, Abstain);

        var open = await room.SeeAsync(room.Organiser);
        await CloseAsync(room, vote);
        var closed = await room.SeeAsync(room.Fourth);

        Assert.Equal((3, 4, 0), (open.Vote!.Voted, open.Vote.Voters, open.Results.Count));
        var result = Assert.Single(closed.Results);
        Assert.Equal((3, true), (result.Turnout, result.IsShown));
        Assert.Equal([("Yes", 2), ("Abstain", 1)], result.Counts.Select(row => (row.Option, row.Count)));
    }

    [Fact]
    public async Task A_score_is_voted_on_the_round_s_scale()
    {
        using var room = await Boardroom.OpenAsync();
        var vote = await room.AskAsync(VoteForm.Scale);
        Assert.Equal(11, (await room.SeeAsync(room.Juror)).Vote!.Options.Count);
        await room.VoteAsync(room.Juror, vote, 5);
        await room.VoteAsync(room.Other, vote, 7);
        await room.VoteAsync(room.Third, vote, 9);
        await CloseAsync(room, vote);

        Assert.Equal(8, (await room.SeeAsync(room.Juror)).Results[0].Mean!.Value, 6);
    }

    [Fact]
    public async Task Fewer_than_three_votes_have_no_result_and_are_kept_nowhere()
    {
        using var room = await Boardroom.OpenAsync();
        var vote = await room.AskAsync();
        await room.VoteAsync(room.Juror, vote, Yes);
        await room.VoteAsync(room.Other, vote, No);
        await CloseAsync(room, vote);

        var result = Assert.Single((await room.SeeAsync(room.Organiser)).Results);
        Assert.Equal((2, false), (result.Turnout, result.IsShown));
        await using var db = room.Jury.World.Store.CreateDbContext();
        var kept = await db.MeetingVotes.SingleAsync();
        Assert.Equal(("", 0), (kept.Box, kept.Counts.Count));
    }

    [Fact]
    public async Task Two_clicks_at_once_are_one_vote()
    {
        using var room = await Boardroom.OpenAsync();
        var vote = await room.AskAsync();

        var clicks = await Task.WhenAll(Enumerable.Range(0, 6).Select(click => Task.Run(() => room.Votes.CastAsync(room.Juror, vote, click % 2, receipt: null, default))));

        Assert.Single(clicks, click => click.Succeeded);
        Assert.All(clicks.Where(click => !click.Succeeded), click => Assert.Equal(MeetingRefusals.VotedAlready, click.Refusal));
        await room.VoteAsync(room.Other, vote, Yes);
        await room.VoteAsync(room.Third, vote, Yes);
        await CloseAsync(room, vote);
        Assert.Equal(3, (await room.SeeAsync(room.Juror)).Results[0].Turnout);
    }

    [Fact]
    public async Task All_jurors_may_vote_at_the_same_moment_and_all_are_counted()
    {
        using var room = await Boardroom.OpenAsync();
        var vote = await room.AskAsync();

        await Task.WhenAll(new[] { room.Juror, room.Other, room.Third, room.Fourth }.Select(juror => Task.Run(() => room.VoteAsync(juror, vote, Yes))));
        await CloseAsync(room, vote);

        Assert.Equal([("Yes", 4)], (await room.SeeAsync(room.Juror)).Results[0].Counts.Select(row => (row.Option, row.Count)));
    }

    [Fact]
    public async Task A_vote_is_changed_with_its_receipt_until_it_is_closed()
    {
        using var room = await Boardroom.OpenAsync();
        var vote = await room.AskAsync();
        var receipt = await room.VoteAsync(room.Juror, vote, Yes);
        await room.VoteAsync(room.Other, vote, No);
        await room.VoteAsync(room.Third, vote, No);

        var changed = await room.Votes.CastAsync(room.Juror, vote, No, receipt, default);
        Assert.True(changed.Succeeded);
        Assert.Equal(MeetingRefusals.ReceiptUnknown, (await room.Votes.CastAsync(room.Juror, vote, Abstain, receipt, default)).Refusal);
        await CloseAsync(room, vote);

        Assert.Equal(MeetingRefusals.VoteIsClosed, (await room.Votes.CastAsync(room.Juror, vote, Yes, changed.Value, default)).Refusal);
        Assert.Equal([("No", 3)], (await room.SeeAsync(room.Juror)).Results[0].Counts.Select(row => (row.Option, row.Count)));
    }

    [Fact]
    public async Task Changing_with_one_receipt_in_two_tabs_at_once_changes_one_vote_once()
    {
        using var room = await Boardroom.OpenAsync();
        var vote = await room.AskAsync();
        var receipt = await room.VoteAsync(room.Juror, vote, Yes);
        await room.VoteAsync(room.Other, vote, Yes);
        await room.VoteAsync(room.Third, vote, Yes);

        var changes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => room.Votes.CastAsync(room.Juror, vote, No, receipt, default))));
        await CloseAsync(room, vote);

        Assert.Single(changes, change => change.Succeeded);
        Assert.Equal([("Yes", 2), ("No", 1)], (await room.SeeAsync(room.Juror)).Results[0].Counts.Select(row => (row.Option, row.Count)));
    }

    [Theory]
    [InlineData("somebody else's")]
    [InlineData("another vote's")]
    [InlineData("made up")]
    [InlineData("%%%")]
    public async Task Another_receipt_changes_nothing(string which)
    {
        using var room = await Boardroom.OpenAsync();
        var earlier = await room.AskAsync();
        var old = await room.VoteAsync(room.Juror, earlier, Yes);
        await CloseAsync(room, earlier);
        var vote = await room.AskAsync();
        await room.VoteAsync(room.Juror, vote, Yes);
        var others = await room.VoteAsync(room.Other, vote, No);

        var changed = await room.Votes.CastAsync(room.Juror, vote, No, which switch { "somebody else's" => others, "another vote's" => old, _ => which }, default);

        Assert.Equal(MeetingRefusals.ReceiptUnknown, changed.Refusal);
    }

    [Fact]
    public async Task Who_must_be_out_who_is_not_there_and_who_is_no_juror_has_no_vote()
    {
        using var room = await Boardroom.OpenAsync();
        await room.ConflictAsync(room.Third, room.Films[0]);
        await room.Attendance.LeaveAsync(room.Fourth, room.Id, default);
        await room.TakeOffPanelAsync(room.Other);
        var stranger = await room.Jury.World.PersonAsync("Stranger");
        var vote = await room.AskAsync();

        Assert.Equal(MeetingRefusals.LeaveTheRoom, await RefusedAsync(room, room.Third, vote));
        Assert.Equal(MeetingRefusals.NotPresent, await RefusedAsync(room, room.Fourth, vote));
        Assert.Equal(MeetingRefusals.NoVote, await RefusedAsync(room, room.Organiser, vote));
        Assert.Equal(Refusals.NotFound, await RefusedAsync(room, room.Other, vote));
        Assert.Equal(Refusals.NotFound, await RefusedAsync(room, stranger, vote));
        Assert.Equal(Refusals.NotFound, await RefusedAsync(room, room.Juror, Guid.CreateVersion7()));
        Assert.Equal(1, (await room.SeeAsync(room.Juror)).Vote!.Voters);
    }

    [Fact]
    public async Task What_cannot_be_chosen_is_no_vote_and_leaves_the_juror_theirs()
    {
        using var room = await Boardroom.OpenAsync();
        var vote = await room.AskAsync();

        Assert.Equal(MeetingRefusals.VoteOptionUnknown, (await room.Votes.CastAsync(room.Juror, vote, 3, receipt: null, default)).Refusal);
        Assert.Equal(MeetingRefusals.VoteOptionUnknown, (await room.Votes.CastAsync(room.Juror, vote, -1, receipt: null, default)).Refusal);

        await room.VoteAsync(room.Juror, vote, Yes);
    }

    [Fact]
    public async Task While_a_vote_is_open_the_meeting_stays_where_it_is()
    {
        using var room = await Boardroom.OpenAsync();
        var (vote, tide, salt) = (await room.AskAsync(), await room.ItemAsync(room.Films[1]), await room.ItemAsync(room.Films[0]));

        Assert.Equal(MeetingRefusals.VoteIsOpen, (await room.DoAsync(version => room.Chair.GoToAsync(room.Organiser, room.Id, version, tide, default))).Refusal);
        Assert.Equal(MeetingRefusals.VoteIsOpen, (await room.DoAsync(version => room.Chair.CloseAsync(room.Organiser, room.Id, version, default))).Refusal);
        Assert.Equal(MeetingRefusals.VoteIsOpen, (await room.DoAsync(async version => await room.Chair.MinuteAsync(room.Organiser, room.Id, version, salt, MeetingOutcome.Selected, "Yes.", default))).Refusal);
        Assert.Equal(MeetingRefusals.VoteIsOpen, (await room.DoAsync(async version => await room.Votes.OpenAsync(room.Organiser, room.Id, version, VoteForm.YesOrNo, default))).Refusal);
        await CloseAsync(room, vote);
        Assert.Equal(MeetingRefusals.VoteIsClosed, (await room.DoAsync(version => room.Votes.CloseAsync(room.Organiser, room.Id, version, vote, default))).Refusal);
    }

    [Fact]
    public async Task Two_tabs_of_the_chair_open_one_vote()
    {
        using var room = await Boardroom.OpenAsync();
        var version = await room.VersionAsync();

        var opened = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => room.Votes.OpenAsync(room.Organiser, room.Id, version, VoteForm.YesOrNo, default))));

        Assert.Single(opened, result => result.Succeeded);
    }

    [Fact]
    public async Task Nothing_that_is_stored_joins_a_juror_with_what_they_voted()
    {
        using var room = await Boardroom.OpenAsync();
        var vote = await room.AskAsync();
        var boxes = new List<string>();
        foreach (var (juror, option) in new[] { (room.Juror, Yes), (room.Other, No), (room.Third, Yes) })
        {
            await room.VoteAsync(juror, vote, option);
            await using var db = room.Jury.World.Store.CreateDbContext();
            var stored = await db.MeetingVotes.AsNoTracking().SingleAsync();
            Assert.Empty(stored.Counts);
            boxes.Add(stored.Box);
        }

        await using var open = room.Jury.World.Store.CreateDbContext();
        var taken = await open.VotesTaken.AsNoTracking().ToListAsync();
        Assert.Equal(3, taken.Count);
        Assert.Equal(["JurorId", "ReceiptDigest", "VoteId"], open.Model.FindEntityType(typeof(VoteTaken))!.GetProperties().Select(property => property.Name).Order(StringComparer.Ordinal));
        Assert.Equal(3, taken.DistinctBy(row => row.ReceiptDigest).Count());
        Assert.Single(boxes.Select(box => box.Length).Distinct());
        Assert.Equal(3, boxes.Distinct(StringComparer.Ordinal).Count());

        await CloseAsync(room, vote);

        Assert.Empty(await open.VotesTaken.AsNoTracking().ToListAsync());
        Assert.DoesNotContain(await open.MeetingEntries.AsNoTracking().ToListAsync(), entry => entry.Event is MeetingEvent.VoteOpened or MeetingEvent.VoteClosed && entry.ById != room.Organiser.UserId);
    }

    [Fact]
    public async Task A_vote_that_is_cast_while_the_chair_closes_is_counted_or_refused_never_lost()
    {
        using var room = await Boardroom.OpenAsync();
        var vote = await room.AskAsync();
        await room.VoteAsync(room.Juror, vote, Yes);
        await room.VoteAsync(room.Other, vote, Yes);
        await room.VoteAsync(room.Third, vote, Yes);
        var version = await room.VersionAsync();

        var late = Task.Run(() => room.Votes.CastAsync(room.Fourth, vote, Yes, receipt: null, default));
        var closed = await Task.Run(() => room.Votes.CloseAsync(room.Organiser, room.Id, version, vote, default));
        var cast = await late;

        Assert.True(closed.Succeeded, closed.Refusal?.ToString());
        Assert.Equal(cast.Succeeded ? 4 : 3, (await room.SeeAsync(room.Juror)).Results[0].Turnout);
        if (!cast.Succeeded) Assert.Equal(MeetingRefusals.VoteIsClosed, cast.Refusal);
    }

    private static async Task<Refusal?> RefusedAsync(Boardroom room, Actor actor, Guid vote) => (await room.Votes.CastAsync(actor, vote, Yes, receipt: null, default)).Refusal;

    private static Task CloseAsync(Boardroom room, Guid vote) => room.MustAsync(version => room.Votes.CloseAsync(room.Organiser, room.Id, version, vote, default));
}
