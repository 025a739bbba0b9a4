using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Judging;
using Showcase.Domain.Judging.Meetings;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Security;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Judging.Meetings;

/// <summary>Plans meetings and their agendas, and stages what they propose: organisers only.</summary>
public sealed partial class MeetingService(
    IDbContextFactory<ShowcaseDbContext> contexts, EditionAccess access, DecisionService decisions, TimeProvider clock, ChangeFeed feed, ILogger<MeetingService> log)
{
    /// <summary>Plans a meeting of a round's panel; yields its id.</summary>
    public async Task<Result<Guid>> PlanAsync(Actor actor, Guid roundId, MeetingDetails details, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(details);
        await using var db = await contexts.CreateDbContextAsync(token);
        var round = await access.RoundForOrganiserAsync(db, actor, roundId, token);
        if (!round.Succeeded) return round.Refusal;
        if (!await db.SeatedIn(round.Value.EditionId, roundId).ContainsAsync(details.ChairId, token)) return MeetingRefusals.ChairNotInRoom;

        var made = Meeting.Plan(round.Value, details);
        if (!made.Succeeded) return made.Refusal;

        db.Add(made.Value);
        Write(db, made.Value, MeetingEvent.Planned, actor);
        var saved = await db.TrySaveAsync(Refusals.Conflict, token);
        if (!saved.Succeeded) return saved.Refusal;

        Tell(made.Value, MeetingEvent.Planned, actor);
        return made.Value.Id;
    }

    /// <summary>Changes name, time or chair; also while the meeting is open, because a chair may have to go.</summary>
    public Task<Result> ChangeAsync(Actor actor, Guid meetingId, Guid version, MeetingDetails details, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(details);
        return ChangeAsync(
            actor,
            meetingId,
            version,
            MeetingEvent.Changed,
            async (db, meeting) =>
            {
                var isNew = details.ChairId != meeting.ChairId;
                if (isNew && !await db.SeatedIn(meeting.EditionId, meeting.RoundId).ContainsAsync(details.ChairId, token)) return MeetingRefusals.ChairNotInRoom;

                return meeting.Change(details);
            },
            token,
            about: details.ChairId);
    }

    /// <summary>Makes the agenda anew from what the round's jurors have handed in. Films that were put there by hand go, unless the rules take them.</summary>
    public Task<Result> MakeAgendaAsync(Actor actor, Guid meetingId, Guid version, AgendaRules rules, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(rules);
        return ChangeAsync(
            actor,
            meetingId,
            version,
            MeetingEvent.AgendaMade,
            async (db, meeting) =>
            {
                if (rules.Check() is { } bad) return bad;

                var chosen = await ChooseAsync(db, meeting, rules, token);
                if (chosen.Count == 0) return MeetingRefusals.NothingToDiscuss;

                var people = await db.SeatedIn(meeting.EditionId, meeting.RoundId).ToListAsync(token);
                var away = await db.AwayAsync(meeting.EditionId, meeting.RoundId, people, token);
                var order = AgendaOrder.Arrange([.. chosen.Select(film => away[film.SubmissionId].ToHashSet())], rules.Stretch);
                return meeting.SetAgenda(rules, [.. order.Select(place => chosen[place])]);
            },
            token);
    }

    /// <summary>Puts a film of the round on the agenda by hand, at its end.</summary>
    public Task<Result> AddAsync(Actor actor, Guid meetingId, Guid version, Guid submissionId, CancellationToken token) => ChangeAsync(
        actor,
        meetingId,
        version,
        MeetingEvent.Added,
        async (db, meeting) =>
        {
            if (!await db.ForMeeting(meeting.RoundId).AnyAsync(s => s.Id == submissionId, token)) return MeetingRefusals.NotOfRound;
            if (await db.OutOfRoomFor(actor.UserId, meeting.RoundId).AnyAsync(s => s.Id == submissionId, token)) return MeetingRefusals.NotOfRound;

            return meeting.Add(submissionId);
        },
        token,
        submissionId: _ => submissionId);

    public Task<Result> RemoveAsync(Actor actor, Guid meetingId, Guid version, Guid itemId, CancellationToken token)
    {
        var removed = Guid.Empty;
        return ChangeAsync(
            actor,
            meetingId,
            version,
            MeetingEvent.Removed,
            async (db, meeting) =>
            {
                removed = meeting.Items.FirstOrDefault(item => item.Id == itemId)?.SubmissionId ?? Guid.Empty;
                if (await db.OutOfRoomFor(actor.UserId, meeting.RoundId).AnyAsync(s => s.Id == removed, token)) return JudgingRefusals.CaseClosed;
                if (await db.MeetingVotes.AnyAsync(vote => vote.ItemId == itemId, token)) return MeetingRefusals.ItemInUse;

                return meeting.Remove(itemId);
            },
            token,
            submissionId: _ => removed);
    }

    public Task<Result> ArrangeAsync(Actor actor, Guid meetingId, Guid version, IReadOnlyList<Guid> itemIds, CancellationToken token) =>
        ChangeAsync(actor, meetingId, version, MeetingEvent.Arranged, (_, meeting) => Task.FromResult(meeting.Arrange(itemIds)), token);

    /// <summary>Stages what a meeting proposed for a film, where a juror chaired it or staging was not possible then.</summary>
    public Task<Result> StageAsync(Actor actor, Guid meetingId, Guid version, Guid itemId, CancellationToken token) => ChangeAsync(
        actor,
        meetingId,
        version,
        MeetingEvent.Staged,
        async (db, meeting) =>
        {
            var item = meeting.Items.FirstOrDefault(known => known.Id == itemId);
            if (item is null) return Refusals.NotFound;
            if (await db.OutOfRoomFor(actor.UserId, meeting.RoundId).AnyAsync(s => s.Id == item.SubmissionId, token)) return JudgingRefusals.CaseClosed;
            if (item.Proposal is not { } outcome) return MeetingRefusals.NothingToStage;

            var staged = await decisions.StageInAsync(db, actor, meeting.EditionId, [item.SubmissionId], outcome, token);
            return staged.Succeeded ? meeting.Stage(itemId, actor.UserId, clock.GetUtcNow()) : staged;
        },
        token,
        submissionId: meeting => meeting.Items.First(item => item.Id == itemId).SubmissionId);

    private static async Task<IReadOnlyList<AgendaFilm>> ChooseAsync(ShowcaseDbContext db, Meeting meeting, AgendaRules rules, CancellationToken token)
    {
        var films = await db.ForMeeting(meeting.RoundId).OrderBy(s => s.Id).Take(RankingQueries.MostFilms).ToDictionaryAsync(s => s.Id, s => s.State, token);
        var mode = await db.JudgingRounds.Where(r => r.Id == meeting.RoundId).Select(r => r.Mode).SingleAsync(token);
        var cards = await RankingQueries.CardsAsync(db, meeting.RoundId, token);
        var ranked = await RankingQueries.RankedAsync(db, meeting.RoundId, mode, [.. films.Keys], cards, token);
        var score = await RankingQueries.ScoreOfAsync(db, meeting.RoundId, token);
        var undecided = films.Where(film => film.Value is not (SubmissionState.Selected or SubmissionState.Declined or SubmissionState.Ineligible)).Select(film => film.Key).ToHashSet();
        return AgendaPriority.Choose(ranked, undecided, rules, score.Least, score.Most);
    }

    private async Task<Result> ChangeAsync(
        Actor actor,
        Guid meetingId,
        Guid version,
        MeetingEvent what,
        Func<ShowcaseDbContext, Meeting, Task<Result>> change,
        CancellationToken token,
        Func<Meeting, Guid>? submissionId = null,
        Guid? about = null)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var seat = await db.SeatAsync(actor, meetingId, token);
        if (!seat.Succeeded) return seat.Refusal;
        if (!seat.Value.IsOrganiser) return Refusals.Forbidden;

        var meeting = seat.Value.Meeting;
        if (meeting.Version != version) return Refusals.Conflict;

        var changed = await change(db, meeting);
        if (!changed.Succeeded) return changed;

        Write(db, meeting, what, actor, submissionId?.Invoke(meeting), about);
        var saved = await db.TrySaveAsync(Refusals.Conflict, token);
        if (!saved.Succeeded) return saved;

        Tell(meeting, what, actor);
        return Result.Ok;
    }

    private void Write(ShowcaseDbContext db, Meeting meeting, MeetingEvent what, Actor actor, Guid? submissionId = null, Guid? about = null) =>
        db.Add(MeetingEntry.Of(meeting.Id, what, actor.UserId, clock.GetUtcNow(), submissionId, about));

    private void Tell(Meeting meeting, MeetingEvent what, Actor actor)
    {
        LogChanged(what, meeting.Id, actor.UserId);
        feed.Tell(meeting.EditionId);
    }

    [LoggerMessage(LogLevel.Information, "{Event} in meeting {MeetingId} by {UserId}")]
    private partial void LogChanged(MeetingEvent @event, Guid meetingId, Guid userId);
}
