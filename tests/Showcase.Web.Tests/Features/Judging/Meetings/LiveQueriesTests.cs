using System.Text;
using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Judging;
using Showcase.Domain.Judging.Meetings;
using Showcase.Domain.Media.Captions;
using Showcase.Web.Features.Judging.Blind;

namespace Showcase.Web.Tests.Features.Judging.Meetings;

public sealed class LiveQueriesTests
{
    [Fact]
    public async Task Everybody_is_at_the_film_that_the_chair_is_at_and_so_is_who_comes_late()
    {
        using var room = await Boardroom.OpenAsync();
        await room.Attendance.LeaveAsync(room.Fourth, room.Id, default);

        await room.GoToAsync(room.Films[1]);
        await room.ArriveAsync(room.Fourth);

        foreach (var person in new[] { room.Organiser, room.Juror, room.Other, room.Fourth }) Assert.Equal("Tide", (await room.SeeAsync(person)).Film!.Title);
    }

    [Fact]
    public async Task Pages_are_told_when_the_chair_goes_on()
    {
        using var room = await Boardroom.OpenAsync();
        var told = 0;
        using var listening = room.Jury.Feed.Listen(room.Jury.Edition.Id, () => told++);

        await room.GoToAsync(room.Films[1]);

        Assert.Equal(1, told);
    }

    [Fact]
    public async Task Who_looks_at_another_film_sees_that_one_and_where_the_meeting_is()
    {
        using var room = await Boardroom.OpenAsync();

        var live = await room.SeeAsync(room.Juror, await room.ItemAsync(room.Films[2]));

        Assert.Equal(("Umber", "Salt"), (live.Film!.Title, live.Current!.Title));
    }

    [Fact]
    public async Task A_conflict_leaves_a_place_and_a_request_to_go_whichever_item_is_asked_for()
    {
        using var room = await Boardroom.OpenAsync();
        await room.ScoreAsync(room.Films[0], room.Other, 9, 9);
        await room.ConflictAsync(room.Juror, room.Films[0]);
        var item = await room.ItemAsync(room.Films[0]);

        foreach (var asked in new Guid?[] { null, item, Guid.CreateVersion7() })
        {
            var live = await room.SeeAsync(room.Juror, asked);

            Assert.True(live.MustLeave);
            Assert.Equal((null, null, ""), (live.Film, live.Vote, live.Reason));
            Assert.Null(live.Items[0].Title);
            Assert.Empty(live.Items[0].Leaving);
            Assert.DoesNotContain("Salt", System.Text.Json.JsonSerializer.Serialize(live), StringComparison.Ordinal);
        }

        Assert.Equal("Tide", (await room.SeeAsync(room.Juror, await room.ItemAsync(room.Films[1]))).Film!.Title);
        Assert.Equal(["Juror"], (await room.SeeAsync(room.Other)).Items[0].Leaving);
    }

    [Fact]
    public async Task Who_recused_themselves_from_a_film_leaves_for_it_too()
    {
        using var room = await Boardroom.OpenAsync();
        await using (var db = room.Jury.World.Store.CreateDbContext())
        {
            var assignment = (await db.Assignments.SingleAsync(a => a.SubmissionId == room.Films[0].Id && a.JurorId == room.Juror.UserId)).Id;
            Assert.True((await room.Jury.Scoring.RecuseAsync(room.Juror, assignment, "My student made it.", default)).Succeeded);
        }

        Assert.True((await room.SeeAsync(room.Juror)).MustLeave);
    }

    [Fact]
    public async Task Organisers_with_a_conflict_and_artists_on_the_panel_see_as_little()
    {
        using var room = await Boardroom.OpenAsync();
        await room.ConflictAsync(room.Organiser, room.Films[0]);

        var live = await room.SeeAsync(room.Organiser);

        Assert.Equal((true, null, false, true), (live.MustLeave, live.Film, live.MaySteer, live.MayGo));
    }

    [Fact]
    public async Task Strangers_jurors_of_other_rounds_removed_jurors_and_administrators_find_no_meeting()
    {
        using var room = await Boardroom.OpenAsync();
        var stranger = await room.Jury.World.PersonAsync("Stranger");
        var administrator = await room.Jury.World.AdministratorAsync();
        var otherRound = await room.Jury.World.MemberAsync(room.Jury.Edition, EditionRole.Juror, EditionRole.Curator);
        await room.TakeOffPanelAsync(room.Fourth);

        foreach (var person in new[] { stranger, administrator, otherRound, room.Fourth })
        {
            Assert.Null(await room.Live.LiveAsync(person, room.Jury.Edition.Id, room.Id, null, default));
            Assert.Null(await room.Minutes.MinutesAsync(person, room.Jury.Edition.Id, room.Id, default));
            Assert.Equal(Refusals.NotFound, (await room.Attendance.ArriveAsync(person, room.Id, default)).Refusal);
        }

        Assert.Null(await room.Live.LiveAsync(room.Juror, Guid.CreateVersion7(), room.Id, null, default));
    }

    [Fact]
    public async Task Scores_are_shown_as_the_round_says()
    {
        using var room = await Boardroom.OpenAsync();
        await room.ScoreAsync(room.Films[0], room.Juror, 9, 9);
        await room.ScoreAsync(room.Films[0], room.Other, 2, 2);
        Assert.True((await room.Jury.RuleAsync(RoundRules.Usual with { Visibility = new PanelVisibility(ScoresShown.AfterOwn, JurorNames: false, Statistics: true) })).Succeeded);

        var (scored, unscored, organiser) = ((await room.SeeAsync(room.Juror)).Film!.Panel!, (await room.SeeAsync(room.Third)).Film!.Panel!, (await room.SeeAsync(room.Organiser)).Film!.Panel!);

        Assert.Equal([9.0, 2.0], scored.Others.Select(other => other.Score!.Value));
        Assert.Equal([room.Juror.Name, null], scored.Others.Select(other => other.Juror));
        Assert.Equal(5.5, scored.Statistics!.Mean);
        Assert.Equal((0, null), (unscored.Others.Count, unscored.Statistics));
        Assert.Equal(2, organiser.Others.Count);
        Assert.All(organiser.Others, other => Assert.Null(other.Juror));
    }

    [Fact]
    public async Task In_a_round_that_shows_nothing_jurors_see_their_own_card_alone()
    {
        using var room = await Boardroom.OpenAsync();
        await room.ScoreAsync(room.Films[0], room.Juror, 9, 9);
        await room.ScoreAsync(room.Films[0], room.Other, 2, 2);

        var panel = (await room.SeeAsync(room.Juror)).Film!.Panel!;

        Assert.Equal((9.0, null), (Assert.Single(panel.Others).Score, panel.Statistics));
        Assert.Empty((await room.SeeAsync(room.Third)).Film!.Panel!.Others);
    }

    [Fact]
    public async Task Notes_of_those_who_handed_in_are_a_list_to_jump_by()
    {
        using var room = await Boardroom.OpenAsync();
        Assert.True((await room.Jury.RuleAsync(RoundRules.Usual with { Visibility = new PanelVisibility(ScoresShown.Always, JurorNames: true, Statistics: true) })).Succeeded);
        await using (var db = room.Jury.World.Store.CreateDbContext())
        {
            foreach (var juror in new[] { room.Juror, room.Other })
            {
                var assignment = (await db.Assignments.SingleAsync(a => a.SubmissionId == room.Films[0].Id && a.JurorId == juror.UserId)).Id;
                Assert.True((await room.Jury.Notes.WriteAsync(juror, assignment, TimeSpan.FromSeconds(juror == room.Juror ? 12 : 40), "The cut.", default)).Succeeded);
            }
        }

        await room.ScoreAsync(room.Films[0], room.Juror, 9, 9);

        Assert.Equal([TimeSpan.FromSeconds(12)], (await room.SeeAsync(room.Third)).Film!.Notes.Select(note => note.At));
        Assert.Equal([TimeSpan.FromSeconds(12)], (await room.SeeAsync(room.Organiser)).Film!.Notes.Select(note => note.At));
        Assert.Equal([TimeSpan.FromSeconds(12), TimeSpan.FromSeconds(40)], (await room.SeeAsync(room.Other)).Film!.Notes.Select(note => note.At));
    }

    [Fact]
    public async Task In_a_blind_round_nobody_s_page_says_who_made_the_film()
    {
        using var room = await Boardroom.PlanAsync(isBlind: true);
        var named = await room.GivenAsync("A film by Ada Artist");
        await room.MustAsync(version => room.Meetings.AddAsync(room.Organiser, room.Id, version, named.Id, default));
        await room.MustAsync(version => room.Chair.OpenAsync(room.Organiser, room.Id, version, default));
        await room.GoToAsync(named);

        foreach (var person in new[] { room.Organiser, room.Juror })
        {
            var live = await room.SeeAsync(person);
            Assert.Empty(live.Film!.MadeBy);
            Assert.DoesNotContain("Ada Artist", System.Text.Json.JsonSerializer.Serialize(live), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Captions_of_a_film_on_a_blind_round_s_agenda_are_covered_for_jurors_who_were_not_given_it()
    {
        using var room = await Boardroom.PlanAsync(isBlind: true);
        var film = await room.Jury.SentInAsync("Given to one");
        Assert.True((await room.Jury.Assignments.AssignAsync(room.Organiser, room.Jury.Round.Id, [film.Id], [room.Juror.UserId], default)).Succeeded);
        var captions = CaptionFile.Read("1\n00:01,000 --> 00:02,000\nA film by Ada Artist"u8, null).Value;
        var track = CaptionTrack.Of(film.FilmId, "en", CaptionKind.Subtitles, "en.srt", captions, room.Jury.World.Now).Value;
        await room.Jury.World.SaveAsync(track);
        var blind = new BlindQueries(room.Jury.World.Store);

        await room.MustAsync(version => room.Meetings.AddAsync(room.Organiser, room.Id, version, film.Id, default));

        foreach (var juror in new[] { room.Juror, room.Third })
        {
            Assert.DoesNotContain("Ada Artist", Encoding.UTF8.GetString(await blind.CaptionsForAsync(juror.UserId, track.Id, track.Content, default)), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Jurors_see_no_agenda_before_the_meeting_is_open()
    {
        using var room = await Boardroom.PlanAsync();

        var live = await room.SeeAsync(room.Juror);

        Assert.Equal((MeetingState.Planned, 3, 0, null), (live.State, live.FilmCount, live.Items.Count, live.Film));
        Assert.Equal(MeetingRefusals.NotOpen, (await room.Attendance.ArriveAsync(room.Juror, room.Id, default)).Refusal);
    }

    [Fact]
    public async Task Two_windows_of_one_person_are_one_person()
    {
        using var room = await Boardroom.PlanAsync();
        await room.MustAsync(version => room.Chair.OpenAsync(room.Organiser, room.Id, version, default));

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(() => room.ArriveAsync(room.Juror))));

        Assert.Single((await room.SeeAsync(room.Juror)).Present);
    }
}
