using Showcase.Domain.Judging;
using Showcase.Domain.Judging.Meetings;

namespace Showcase.Domain.Tests.Judging.Meetings;

public sealed class MeetingTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);
    private static readonly Guid Chair = Guid.CreateVersion7();

    [Fact]
    public void A_meeting_without_films_cannot_be_opened()
    {
        var meeting = Planned();

        Assert.Equal(MeetingRefusals.AgendaEmpty, meeting.Open(Now).Refusal);
    }

    [Fact]
    public void It_opens_at_the_first_film_and_goes_where_the_chair_goes()
    {
        var meeting = Planned(3);
        _ = meeting.Arrange([.. meeting.Agenda.Reverse().Select(item => item.Id)]);

        Assert.True(meeting.Open(Now).Succeeded);
        Assert.Equal(meeting.Agenda.First(), meeting.Current);
        Assert.True(meeting.GoTo(meeting.Agenda.Last().Id).Succeeded);
        Assert.Equal(meeting.Agenda.Last(), meeting.Current);
        Assert.Equal(Refusals.NotFound, meeting.GoTo(Guid.CreateVersion7()).Refusal);
    }

    [Fact]
    public void An_outcome_needs_a_reason_and_is_of_the_film_that_the_meeting_is_at()
    {
        var meeting = Planned(2);
        var (first, second) = (meeting.Agenda.First(), meeting.Agenda.Last());
        Assert.Equal(MeetingRefusals.NotOpen, meeting.Minute(first.Id, MeetingOutcome.Selected, "It stays.", Chair, Now).Refusal);
        _ = meeting.Open(Now);

        Assert.Equal(Refusals.Required("Reason"), meeting.Minute(first.Id, MeetingOutcome.Selected, "  ", Chair, Now).Refusal);
        Assert.Equal(Refusals.TooLong("Reason", MeetingItem.ReasonLength), meeting.Minute(first.Id, MeetingOutcome.Selected, new string('x', MeetingItem.ReasonLength + 1), Chair, Now).Refusal);
        Assert.Equal(MeetingRefusals.NotCurrent, meeting.Minute(second.Id, MeetingOutcome.Selected, "It stays.", Chair, Now).Refusal);
        Assert.True(meeting.Minute(first.Id, MeetingOutcome.Selected, " It stays. ", Chair, Now).Succeeded);
        Assert.Equal((MeetingOutcome.Selected, "It stays.", DecisionOutcome.Selected), (first.Outcome, first.Reason, first.Proposal));
    }

    [Fact]
    public void A_postponed_film_proposes_nothing_that_could_be_staged()
    {
        var meeting = Planned(1);
        _ = meeting.Open(Now);
        _ = meeting.Minute(meeting.Current!.Id, MeetingOutcome.Postponed, "Watch it again.", Chair, Now);

        Assert.Equal(MeetingRefusals.NothingToStage, meeting.Stage(meeting.Current!.Id, Chair, Now).Refusal);
    }

    [Fact]
    public void The_film_that_the_meeting_is_at_and_what_was_minuted_stay_on_the_agenda()
    {
        var meeting = Planned(3);
        var items = meeting.Agenda.ToList();
        _ = meeting.Open(Now);
        _ = meeting.Minute(items[0].Id, MeetingOutcome.Declined, "Seen before.", Chair, Now);
        _ = meeting.GoTo(items[1].Id);

        Assert.Equal(MeetingRefusals.ItemInUse, meeting.Remove(items[0].Id).Refusal);
        Assert.Equal(MeetingRefusals.ItemInUse, meeting.Remove(items[1].Id).Refusal);
        Assert.True(meeting.Remove(items[2].Id).Succeeded);
    }

    [Fact]
    public void A_film_is_on_the_agenda_once_and_a_new_order_names_each()
    {
        var meeting = Planned(2);
        var items = meeting.Agenda.ToList();

        Assert.Equal(MeetingRefusals.AlreadyOnAgenda, meeting.Add(items[0].SubmissionId).Refusal);
        Assert.Equal(Refusals.Conflict, meeting.Arrange([items[0].Id, items[0].Id]).Refusal);
        Assert.Equal(Refusals.Conflict, meeting.Arrange([items[0].Id]).Refusal);
    }

    [Fact]
    public void Making_the_agenda_anew_keeps_films_and_takes_off_others()
    {
        var meeting = Planned(2);
        var (kept, gone) = (meeting.Agenda.First(), meeting.Agenda.Last());
        var fresh = new AgendaFilm(Guid.CreateVersion7(), 0.5);

        Assert.True(meeting.SetAgenda(AgendaRules.Usual, [fresh, new AgendaFilm(kept.SubmissionId, 0.4)]).Succeeded);

        Assert.Equal([fresh.SubmissionId, kept.SubmissionId], meeting.Agenda.Select(item => item.SubmissionId));
        Assert.Equal(kept.Id, meeting.Agenda.Last().Id);
        Assert.DoesNotContain(meeting.Items, item => item.Id == gone.Id);
    }

    [Fact]
    public void Once_it_is_open_the_agenda_is_changed_by_hand_alone_and_closed_not_at_all()
    {
        var meeting = Planned(1);
        _ = meeting.Open(Now);

        Assert.Equal(MeetingRefusals.AgendaFixed, meeting.SetAgenda(AgendaRules.Usual, []).Refusal);
        Assert.True(meeting.Add(Guid.CreateVersion7()).Succeeded);
        Assert.True(meeting.Close(Now).Succeeded);
        Assert.Null(meeting.Current);
        Assert.Equal(MeetingRefusals.IsClosed, meeting.Add(Guid.CreateVersion7()).Refusal);
        Assert.Equal(MeetingRefusals.NotOpen, meeting.Close(Now).Refusal);
        Assert.Equal(MeetingRefusals.NotPlanned, meeting.Open(Now).Refusal);
    }

    [Fact]
    public void A_meeting_needs_a_name() => Assert.Equal(Refusals.Required("Name"), Meeting.Plan(Round(), new MeetingDetails(" ", Now, Chair)).Refusal);

    private static JudgingRound Round() => JudgingRound.Create(Guid.CreateVersion7(), new RoundDetails("First round", Now.AddDays(-1), Now.AddDays(1))).Value;

    private static Meeting Planned(int films = 0)
    {
        var meeting = Meeting.Plan(Round(), new MeetingDetails("Saturday", Now, Chair)).Value;
        for (var film = 0; film < films; film++) Assert.True(meeting.Add(Guid.CreateVersion7()).Succeeded);
        return meeting;
    }
}
