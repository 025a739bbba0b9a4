using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Judging;
using Showcase.Domain.Judging.Meetings;

namespace Showcase.Web.Tests.Features.Judging.Meetings;

public sealed class MeetingServiceTests
{
    [Fact]
    public async Task The_agenda_takes_films_at_odds_near_the_cut_and_lets_people_leave_once()
    {
        using var room = await Boardroom.PlanAsync();
        var (salt, tide, umber) = (room.Films[0], room.Films[1], room.Films[2]);
        var agreed = await room.GivenAsync("Agreed");
        await room.ScoreAsync(salt, room.Juror, 1, 1);
        await room.ScoreAsync(salt, room.Other, 10, 10);
        await room.ScoreAsync(tide, room.Juror, 3, 3);
        await room.ScoreAsync(tide, room.Other, 8, 8);
        await room.ScoreAsync(umber, room.Juror, 4, 4);
        await room.ScoreAsync(umber, room.Other, 6, 6);
        await room.ScoreAsync(agreed, room.Juror, 7, 7);
        await room.ScoreAsync(agreed, room.Other, 7, 7);
        await room.ConflictAsync(room.Third, salt);
        await room.ConflictAsync(room.Third, umber);

        await room.MustAsync(version => room.Meetings.MakeAgendaAsync(room.Organiser, room.Id, version, AgendaRules.Usual with { Slots = 2 }, default));

        var agenda = (await room.Preparing.PreparationAsync(room.Organiser, room.Jury.Edition.Id, room.Id, default))!;
        Assert.Equal(["Salt", "Umber", "Tide"], agenda.Items.Select(item => item.Title));
        Assert.Equal(2, agenda.Movements);
        Assert.Equal(["Juror"], agenda.Items[0].Leaving);
        Assert.True(agenda.Items[0].Priority > agenda.Items[2].Priority);
    }

    [Fact]
    public async Task Without_scores_at_odds_there_is_nothing_to_make_an_agenda_of()
    {
        using var room = await Boardroom.PlanAsync();

        var made = await room.DoAsync(version => room.Meetings.MakeAgendaAsync(room.Organiser, room.Id, version, AgendaRules.Usual, default));

        Assert.Equal(MeetingRefusals.NothingToDiscuss, made.Refusal);
        Assert.Equal(3, (await room.Preparing.PreparationAsync(room.Organiser, room.Jury.Edition.Id, room.Id, default))!.Items.Count);
    }

    [Fact]
    public async Task An_organiser_with_a_conflict_finds_a_place_on_the_agenda_and_nothing_else()
    {
        using var room = await Boardroom.PlanAsync();
        await room.ScoreAsync(room.Films[0], room.Juror, 1, 1);
        await room.ConflictAsync(room.Organiser, room.Films[0]);

        var agenda = (await room.Preparing.PreparationAsync(room.Organiser, room.Jury.Edition.Id, room.Id, default))!;
        var item = await room.ItemAsync(room.Films[0]);

        Assert.Equal((null, null, null, null), (agenda.Items[0].Title, agenda.Items[0].SubmissionId, agenda.Items[0].Mean, agenda.Items[0].Priority));
        Assert.Equal(JudgingRefusals.CaseClosed, (await room.DoAsync(version => room.Meetings.RemoveAsync(room.Organiser, room.Id, version, item, default))).Refusal);
        var other = await room.GivenAsync("Vellum");
        await room.ConflictAsync(room.Organiser, other);
        Assert.Equal(MeetingRefusals.NotOfRound, (await room.DoAsync(version => room.Meetings.AddAsync(room.Organiser, room.Id, version, other.Id, default))).Refusal);
        Assert.Empty(await room.Preparing.FindAsync(room.Organiser, room.Jury.Edition.Id, room.Id, "Vell", default));
    }

    [Fact]
    public async Task Films_are_found_by_title_as_long_as_they_are_not_on_the_agenda()
    {
        using var room = await Boardroom.PlanAsync();
        var vellum = await room.GivenAsync("Vellum 100%");

        var found = await room.Preparing.FindAsync(room.Organiser, room.Jury.Edition.Id, room.Id, "100%", default);

        Assert.Equal(vellum.Id, Assert.Single(found).Id);
        await room.MustAsync(version => room.Meetings.AddAsync(room.Organiser, room.Id, version, vellum.Id, default));
        Assert.Empty(await room.Preparing.FindAsync(room.Organiser, room.Jury.Edition.Id, room.Id, "100%", default));
        Assert.Empty(await room.Preparing.FindAsync(room.Juror, room.Jury.Edition.Id, room.Id, "S", default));
    }

    [Fact]
    public async Task A_film_of_another_round_is_not_talked_about()
    {
        using var room = await Boardroom.PlanAsync();
        var stray = await room.Jury.SentInAsync("Stray");

        Assert.Equal(MeetingRefusals.NotOfRound, (await room.DoAsync(version => room.Meetings.AddAsync(room.Organiser, room.Id, version, stray.Id, default))).Refusal);
    }

    [Fact]
    public async Task Of_two_pages_that_change_the_agenda_one_is_told()
    {
        using var room = await Boardroom.PlanAsync();
        var version = await room.VersionAsync();
        var (salt, tide) = (await room.ItemAsync(room.Films[0]), await room.ItemAsync(room.Films[1]));

        var results = await Task.WhenAll(
            Task.Run(() => room.Meetings.RemoveAsync(room.Organiser, room.Id, version, salt, default)),
            Task.Run(() => room.Meetings.RemoveAsync(room.Organiser, room.Id, version, tide, default)));

        Assert.Equal(Refusals.Conflict, Assert.Single(results, result => !result.Succeeded).Refusal);
    }

    [Fact]
    public async Task Jurors_and_strangers_prepare_nothing_and_read_nothing_of_it()
    {
        using var room = await Boardroom.PlanAsync();
        var stranger = await room.Jury.World.PersonAsync("Stranger");
        var curator = await room.Jury.World.MemberAsync(room.Jury.Edition, EditionRole.Curator);
        var details = new MeetingDetails("Mine", room.Jury.World.Now, room.Juror.UserId);

        foreach (var person in new[] { stranger, curator, room.Juror })
        {
            Assert.Equal(Refusals.NotFound, (await room.Meetings.PlanAsync(person, room.Jury.Round.Id, details, default)).Refusal);
            Assert.False((await room.DoAsync(version => room.Meetings.ChangeAsync(person, room.Id, version, details, default))).Succeeded);
            Assert.False((await room.DoAsync(version => room.Meetings.MakeAgendaAsync(person, room.Id, version, AgendaRules.Usual, default))).Succeeded);
            Assert.False((await room.DoAsync(version => room.Meetings.ArrangeAsync(person, room.Id, version, [], default))).Succeeded);
            Assert.Null(await room.Preparing.PreparationAsync(person, room.Jury.Edition.Id, room.Id, default));
            Assert.Null(await room.Preparing.MeetingsAsync(person, room.Jury.Edition.Id, room.Jury.Round.Id, default));
        }
    }

    [Fact]
    public async Task The_chair_sits_in_the_room()
    {
        using var room = await Boardroom.PlanAsync();
        var stranger = await room.Jury.World.MemberAsync(room.Jury.Edition, EditionRole.Juror);

        var given = await room.DoAsync(version => room.Meetings.ChangeAsync(room.Organiser, room.Id, version, new MeetingDetails("Saturday", room.Jury.World.Now, stranger.UserId), default));

        Assert.Equal(MeetingRefusals.ChairNotInRoom, given.Refusal);
    }

    [Fact]
    public async Task A_juror_finds_planned_and_open_meetings_of_their_panels_on_their_desk()
    {
        using var room = await Boardroom.PlanAsync();
        var elsewhere = await room.Jury.World.MemberAsync(room.Jury.Edition, EditionRole.Juror);

        Assert.Equal("Saturday", Assert.Single(await room.Preparing.WaitingAsync(room.Juror, room.Jury.Edition.Id, default)).Name);
        Assert.Empty(await room.Preparing.WaitingAsync(elsewhere, room.Jury.Edition.Id, default));
        await room.MustAsync(version => room.Chair.OpenAsync(room.Organiser, room.Id, version, default));
        await room.MustAsync(version => room.Chair.CloseAsync(room.Organiser, room.Id, version, default));
        Assert.Empty(await room.Preparing.WaitingAsync(room.Juror, room.Jury.Edition.Id, default));
    }

    [Fact]
    public async Task What_is_done_stands_in_the_log_with_who_did_it()
    {
        using var room = await Boardroom.PlanAsync();

        await using var db = room.Jury.World.Store.CreateDbContext();
        var log = await db.MeetingEntries.Where(entry => entry.MeetingId == room.Id).Select(entry => new { entry.Event, entry.ById, entry.SubmissionId }).ToListAsync();

        Assert.Equal([MeetingEvent.Planned, MeetingEvent.Added, MeetingEvent.Added, MeetingEvent.Added], log.Select(entry => entry.Event).Order());
        Assert.All(log, entry => Assert.Equal(room.Organiser.UserId, entry.ById));
        Assert.Equal(room.Films.Select(film => film.Id).ToHashSet(), log.Select(entry => entry.SubmissionId).OfType<Guid>().ToHashSet());
    }
}
