using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Judging;
using Showcase.Domain.Judging.Meetings;
using Showcase.Domain.Submissions;
using Showcase.Web.Features.Judging.Meetings;
using Showcase.Web.Security;

namespace Showcase.Web.Tests.Features.Judging.Meetings;

public sealed class ChairServiceTests
{
    [Fact]
    public async Task What_an_organiser_minutes_is_staged_in_the_same_save()
    {
        using var room = await Boardroom.OpenAsync();

        var minuted = await MinuteAsync(room, room.Organiser, room.Films[0], MeetingOutcome.Selected, "It stays for days.");

        Assert.True(minuted.Value.IsStaged);
        Assert.Equal(DecisionOutcome.Selected, (await StagedAsync(room, room.Films[0]))!.Outcome);
        Assert.Equal(SubmissionState.InReview, (await room.Jury.ReadAsync(room.Films[0])).State);
    }

    [Fact]
    public async Task What_a_juror_in_the_chair_minutes_is_a_proposal_that_an_organiser_stages()
    {
        using var room = await JurorChairsAsync();

        var minuted = await MinuteAsync(room, room.Juror, room.Films[0], MeetingOutcome.Declined, "Seen before.");

        Assert.Equal((true, false), (minuted.Succeeded, minuted.Value.IsStaged));
        Assert.Null(await StagedAsync(room, room.Films[0]));
        var item = await room.ItemAsync(room.Films[0]);
        Assert.Equal(Refusals.Forbidden, (await room.DoAsync(version => room.Meetings.StageAsync(room.Juror, room.Id, version, item, default))).Refusal);
        await room.MustAsync(version => room.Meetings.StageAsync(room.Organiser, room.Id, version, item, default));
        Assert.Equal((DecisionOutcome.Declined, room.Organiser.UserId), ((await StagedAsync(room, room.Films[0]))!.Outcome, (await StagedAsync(room, room.Films[0]))!.StagedBy));
    }

    [Fact]
    public async Task A_minute_that_is_written_anew_takes_back_what_the_one_before_staged()
    {
        using var room = await Boardroom.OpenAsync();
        await MinuteAsync(room, room.Organiser, room.Films[0], MeetingOutcome.Selected, "It stays for days.");

        var minuted = await MinuteAsync(room, room.Organiser, room.Films[0], MeetingOutcome.Postponed, "Watch it again.");

        Assert.True(minuted.Succeeded);
        Assert.Null(await StagedAsync(room, room.Films[0]));
        await MinuteAsync(room, room.Organiser, room.Films[0], MeetingOutcome.Waitlisted, "Second choice.");
        Assert.Equal(DecisionOutcome.Waitlisted, (await StagedAsync(room, room.Films[0]))!.Outcome);
    }

    [Fact]
    public async Task A_minute_stands_where_its_decision_cannot_be_staged()
    {
        using var room = await Boardroom.OpenAsync();
        await using (var db = room.Jury.World.Store.CreateDbContext())
        {
            Assert.True((await db.Submissions.SingleAsync(s => s.Id == room.Films[0].Id)).Withdraw(room.Jury.World.Now).Succeeded);
            await db.SaveChangesAsync();
        }

        var minuted = await MinuteAsync(room, room.Organiser, room.Films[0], MeetingOutcome.Selected, "It stays for days.");

        Assert.Equal((false, "Submissions.StepNotAllowed"), (minuted.Value.IsStaged, minuted.Value.Refusal!.Code));
        Assert.Equal(MeetingOutcome.Selected, (await room.SeeAsync(room.Juror)).Outcome);
    }

    [Fact]
    public async Task A_minute_needs_a_reason()
    {
        using var room = await Boardroom.OpenAsync();

        Assert.Equal(Refusals.Required("Reason"), (await MinuteAsync(room, room.Organiser, room.Films[0], MeetingOutcome.Selected, " ")).Refusal);
        Assert.Null(await StagedAsync(room, room.Films[0]));
    }

    [Fact]
    public async Task Of_two_tabs_that_steer_one_is_told_and_the_meeting_is_where_the_other_went()
    {
        using var room = await Boardroom.OpenAsync();
        var version = await room.VersionAsync();
        var (tide, umber) = (await room.ItemAsync(room.Films[1]), await room.ItemAsync(room.Films[2]));

        var results = await Task.WhenAll(
            Task.Run(() => room.Chair.GoToAsync(room.Organiser, room.Id, version, tide, default)),
            Task.Run(() => room.Chair.GoToAsync(room.Organiser, room.Id, version, umber, default)));

        Assert.Equal(Refusals.Conflict, Assert.Single(results, result => !result.Succeeded).Refusal);
        Assert.Equal(results[0].Succeeded ? "Tide" : "Umber", (await room.SeeAsync(room.Juror)).Film!.Title);
    }

    [Fact]
    public async Task Those_who_arrive_do_not_stop_the_chair()
    {
        using var room = await Boardroom.PlanAsync();
        await room.MustAsync(version => room.Chair.OpenAsync(room.Organiser, room.Id, version, default));
        var (version, tide) = (await room.VersionAsync(), await room.ItemAsync(room.Films[1]));

        await room.ArriveAsync(room.Juror);

        Assert.True((await room.Chair.GoToAsync(room.Organiser, room.Id, version, tide, default)).Succeeded);
    }

    [Fact]
    public async Task Nobody_but_the_chair_steers()
    {
        using var room = await JurorChairsAsync();
        var stranger = await room.Jury.World.MemberAsync(room.Jury.Edition, EditionRole.Juror);
        var tide = await room.ItemAsync(room.Films[1]);

        foreach (var person in new[] { room.Other, room.Organiser })
        {
            Assert.Equal(MeetingRefusals.NotChair, (await room.DoAsync(version => room.Chair.GoToAsync(person, room.Id, version, tide, default))).Refusal);
            Assert.Equal(MeetingRefusals.NotChair, (await MinuteAsync(room, person, room.Films[0], MeetingOutcome.Selected, "Mine.")).Refusal);
            Assert.Equal(MeetingRefusals.NotChair, (await room.DoAsync(async version => await room.Votes.OpenAsync(person, room.Id, version, VoteForm.YesOrNo, default))).Refusal);
        }

        Assert.Equal(MeetingRefusals.NotChair, (await room.DoAsync(version => room.Chair.CloseAsync(room.Other, room.Id, version, default))).Refusal);
        Assert.Equal(Refusals.NotFound, (await room.DoAsync(version => room.Chair.GoToAsync(stranger, room.Id, version, tide, default))).Refusal);
    }

    [Fact]
    public async Task A_chair_with_a_conflict_goes_out_and_an_organiser_in_the_room_steers_meanwhile()
    {
        using var room = await JurorChairsAsync();
        await room.ConflictAsync(room.Juror, room.Films[0]);
        var tide = await room.ItemAsync(room.Films[1]);

        Assert.Equal(MeetingRefusals.LeaveTheRoom, (await MinuteAsync(room, room.Juror, room.Films[0], MeetingOutcome.Selected, "Mine.")).Refusal);
        Assert.Equal(MeetingRefusals.LeaveTheRoom, (await room.DoAsync(async version => await room.Votes.OpenAsync(room.Juror, room.Id, version, VoteForm.YesOrNo, default))).Refusal);
        Assert.True((await MinuteAsync(room, room.Organiser, room.Films[0], MeetingOutcome.Shortlisted, "Worth arguing for.")).Value.IsStaged);
        await room.MustAsync(version => room.Chair.GoToAsync(room.Juror, room.Id, version, tide, default));
        Assert.Equal(MeetingRefusals.NotChair, (await MinuteAsync(room, room.Organiser, room.Films[1], MeetingOutcome.Selected, "Mine.")).Refusal);
    }

    [Fact]
    public async Task A_chair_who_lost_their_seat_steers_no_more_and_another_is_put_there()
    {
        using var room = await JurorChairsAsync();
        await room.TakeOffPanelAsync(room.Juror);
        var tide = await room.ItemAsync(room.Films[1]);

        Assert.Equal(Refusals.NotFound, (await room.DoAsync(version => room.Chair.GoToAsync(room.Juror, room.Id, version, tide, default))).Refusal);
        await room.MustAsync(version => room.Meetings.ChangeAsync(room.Organiser, room.Id, version, new MeetingDetails("Saturday", room.Jury.World.Now, room.Other.UserId), default));
        await room.MustAsync(version => room.Chair.GoToAsync(room.Other, room.Id, version, tide, default));
    }

    [Fact]
    public async Task The_minutes_say_who_was_there_who_left_for_what_and_what_was_decided_why()
    {
        using var room = await Boardroom.OpenAsync();
        await room.ConflictAsync(room.Third, room.Films[1]);
        await room.GoToAsync(room.Films[1]);
        await room.ConflictAsync(room.Fourth, room.Films[1]);
        var vote = await room.AskAsync();
        await room.VoteAsync(room.Juror, vote, 0);
        await room.MustAsync(version => room.Votes.CloseAsync(room.Organiser, room.Id, version, vote, default));
        await MinuteAsync(room, room.Organiser, room.Films[1], MeetingOutcome.Selected, "It stays.\n# Not a heading <b>");
        await room.MustAsync(version => room.Chair.CloseAsync(room.Organiser, room.Id, version, default));

        var minutes = (await room.Minutes.MinutesAsync(room.Other, room.Jury.Edition.Id, room.Id, default))!;

        Assert.Equal(5, minutes.Present.Count);
        var tide = minutes.Items[1];
        Assert.Equal(("Tide", MeetingOutcome.Selected, true), (tide.Title, tide.Outcome, tide.IsStaged));
        Assert.Equal(["Juror"], tide.Left);
        Assert.Equal((1, false), (Assert.Single(tide.Votes).Turnout, tide.Votes[0].IsShown));
        Assert.Equal((true, null), (minutes.Items[0].IsCalled, minutes.Items[0].Outcome));
        Assert.False(minutes.Items[2].IsCalled);
        var scope = (await new Web.Features.Editions.EditionQueries(room.Jury.World.Store).FindAsync(room.Jury.Edition.Slug, default))!;
        var text = MinutesExport.Write(minutes, scope, room.Jury.Texts);
        Assert.Contains("### 2. Tide", text, StringComparison.Ordinal);
        Assert.Contains("> It stays.", text, StringComparison.Ordinal);
        Assert.Contains(@"> \# Not a heading \<b\>", text, StringComparison.Ordinal);
        Assert.Contains("Left the room: Juror", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_film_that_they_left_for_the_minutes_tell_a_person_nothing()
    {
        using var room = await Boardroom.OpenAsync();
        await room.ConflictAsync(room.Organiser, room.Films[1]);
        await room.MustAsync(version => room.Meetings.ChangeAsync(room.Organiser, room.Id, version, new MeetingDetails("Saturday", room.Jury.World.Now, room.Juror.UserId), default));
        var tide = await room.ItemAsync(room.Films[1]);
        await room.MustAsync(version => room.Chair.GoToAsync(room.Juror, room.Id, version, tide, default));
        await MinuteAsync(room, room.Juror, room.Films[1], MeetingOutcome.Declined, "The secret reason.");

        var told = System.Text.Json.JsonSerializer.Serialize(await room.Minutes.MinutesAsync(room.Organiser, room.Jury.Edition.Id, room.Id, default));

        Assert.DoesNotContain("Tide", told, StringComparison.Ordinal);
        Assert.DoesNotContain("secret reason", told, StringComparison.Ordinal);
        Assert.Equal(JudgingRefusals.CaseClosed, (await room.DoAsync(version => room.Meetings.StageAsync(room.Organiser, room.Id, version, tide, default))).Refusal);
    }

    private static async Task<Boardroom> JurorChairsAsync()
    {
        var room = await Boardroom.OpenAsync();
        await room.MustAsync(version => room.Meetings.ChangeAsync(room.Organiser, room.Id, version, new MeetingDetails("Saturday", room.Jury.World.Now, room.Juror.UserId), default));
        return room;
    }

    private static async Task<Result<Minuted>> MinuteAsync(Boardroom room, Actor by, Submission film, MeetingOutcome outcome, string reason) =>
        await room.Chair.MinuteAsync(by, room.Id, await room.VersionAsync(), await room.ItemAsync(film), outcome, reason, default);

    private static async Task<StagedDecision?> StagedAsync(Boardroom room, Submission film)
    {
        await using var db = room.Jury.World.Store.CreateDbContext();
        return await db.StagedDecisions.SingleOrDefaultAsync(d => d.SubmissionId == film.Id);
    }
}
