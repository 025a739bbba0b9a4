using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Judging;
using Showcase.Domain.Judging.Meetings;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Features.Judging.Blind;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Judging.Meetings;

/// <summary>
/// What those in the room read of a meeting. Of a film that they leave the room for they are told its place on the agenda and that they must leave: no title, no
/// scores, no vote, no outcome. In a blind round the page is blind for all, because somebody may show theirs to the room.
/// </summary>
public sealed class LiveQueries(IDbContextFactory<ShowcaseDbContext> contexts)
{
    /// <summary>The meeting at one of its films; null where the actor does not sit in it.</summary>
    /// <param name="actor">Who reads.</param>
    /// <param name="editionId">The edition in the address.</param>
    /// <param name="meetingId">The meeting.</param>
    /// <param name="itemId">Which film; the one that the chair is at where it is null or not on the agenda any more.</param>
    /// <param name="token">Ends the wait.</param>
    public async Task<LiveMeeting?> LiveAsync(Actor actor, Guid editionId, Guid meetingId, Guid? itemId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var found = await db.SeatAsync(actor, meetingId, token);
        if (!found.Succeeded || found.Value.Meeting.EditionId != editionId) return null;

        var (seat, meeting) = (found.Value, found.Value.Meeting);
        var round = await db.JudgingRounds.AsNoTracking().Include(r => r.Criteria).Include(r => r.Panel).SingleAsync(r => r.Id == meeting.RoundId, token);
        var room = await RoomAsync(db, meeting, round, token);
        var outFor = await OutAsync(db, actor, meeting, token);
        var shown = meeting.State != MeetingState.Open ? null : meeting.Items.FirstOrDefault(item => item.Id == itemId) ?? meeting.Current;
        var mustLeave = shown is not null && outFor.Contains(shown.SubmissionId);
        var isFilmShown = shown is not null && !mustLeave;
        var isGone = isFilmShown && await db.Submissions.AnyAsync(s => s.Id == shown!.SubmissionId && (s.State == SubmissionState.Withdrawn || s.State == SubmissionState.Disqualified), token);
        return new LiveMeeting(meeting.Id, meeting.Version, meeting.Name, meeting.RoundId, round.Name, meeting.StartsAt, meeting.State)
        {
            IsBlind = round.IsBlind,
            IsOrganiser = seat.IsOrganiser,
            IsChair = seat.IsChair,
            Chair = await db.Users.Where(user => user.Id == meeting.ChairId).Select(user => user.DisplayName).SingleAsync(token),
            Present = [.. room.Present.Values.Order(StringComparer.CurrentCulture)],
            IsPresent = room.Present.ContainsKey(actor.UserId),
            FilmCount = meeting.Items.Count,
            Items = meeting.State == MeetingState.Planned && !seat.IsOrganiser ? [] : await ItemsAsync(db, meeting, round, room, outFor, token),
            ShownItemId = shown?.Id,
            MustLeave = mustLeave,
            MayGo = meeting.State == MeetingState.Open && (seat.IsChair || await ChairService.CheckAsync(db, seat, token) is null),
            MaySteer = meeting.Current is not null && shown == meeting.Current && await ChairService.CheckAsync(db, seat, token) is null,
            IsGone = isGone,
            Film = isFilmShown && !isGone ? await LiveFilms.FilmAsync(db, seat, round, shown!.SubmissionId, token) : null,
            Vote = isFilmShown ? await VoteAsync(db, seat, shown!, room, token) : null,
            Results = isFilmShown ? await VoteReads.ResultsAsync(db, shown!.Id, token) : [],
            HasScale = VoteOptions.OnScaleOf(round.Mode, round.Criteria).Count > 0,
            Outcome = isFilmShown ? shown!.Outcome : null,
            Reason = isFilmShown ? shown!.Reason : "",
            IsStaged = isFilmShown && shown!.StagedAt is not null,
        };
    }

    private static async Task<HashSet<Guid>> OutAsync(ShowcaseDbContext db, Actor actor, Meeting meeting, CancellationToken token)
    {
        var ids = meeting.Items.Select(item => item.SubmissionId).ToList();
        return [.. await db.OutOfRoomFor(actor.UserId, meeting.RoundId).Where(s => ids.Contains(s.Id)).Select(s => s.Id).ToListAsync(token)];
    }

    private static async Task<Room> RoomAsync(ShowcaseDbContext db, Meeting meeting, JudgingRound round, CancellationToken token)
    {
        var present = await db.MeetingAttendances.Where(a => a.MeetingId == meeting.Id && a.LeftAt == null)
            .Join(db.Users, a => a.UserId, u => u.Id, (a, u) => new { u.Id, u.DisplayName })
            .ToDictionaryAsync(person => person.Id, person => person.DisplayName, token);
        var jurors = await db.EditionMembers.Where(m => m.EditionId == meeting.EditionId && m.Role == EditionRole.Juror).Select(m => m.UserId).ToListAsync(token);
        var away = await db.AwayAsync(meeting.EditionId, meeting.RoundId, present.Keys, token);
        return new Room(present, [.. jurors.Where(id => present.ContainsKey(id) && round.HasJuror(id))], away);
    }

    private static async Task<IReadOnlyList<LiveItem>> ItemsAsync(ShowcaseDbContext db, Meeting meeting, JudgingRound round, Room room, HashSet<Guid> outFor, CancellationToken token)
    {
        var ids = meeting.Items.Select(item => item.SubmissionId).Where(id => !outFor.Contains(id)).ToList();
        var titles = await db.Submissions.Where(s => ids.Contains(s.Id)).Join(db.Films, s => s.FilmId, f => f.Id, (s, f) => new { s.Id, f.Title }).ToDictionaryAsync(film => film.Id, film => film.Title, token);
        if (round.IsBlind) titles = await db.BlindTitlesAsync(titles, token);
        return [.. meeting.Agenda.Select((item, place) => outFor.Contains(item.SubmissionId)
            ? new LiveItem(item.Id, place + 1, Title: null, item.Id == meeting.CurrentItemId, Outcome: null, [])
            : new LiveItem(
                item.Id, place + 1, titles[item.SubmissionId], item.Id == meeting.CurrentItemId, item.Outcome,
                [.. room.Away[item.SubmissionId].Where(room.Present.ContainsKey).Select(id => room.Present[id]).Order(StringComparer.CurrentCulture)]))];
    }

    private static async Task<LiveVote?> VoteAsync(ShowcaseDbContext db, Seat seat, MeetingItem item, Room room, CancellationToken token)
    {
        var vote = await db.MeetingVotes.AsNoTracking().SingleOrDefaultAsync(v => v.ItemId == item.Id && v.ClosedAt == null, token);
        if (vote is null) return null;

        var voters = room.Jurors.Where(id => !room.Away[item.SubmissionId].Contains(id)).ToList();
        return new LiveVote(
            vote.Id, vote.Number, vote.Form, vote.Options, voters.Count, await db.VotesTaken.CountAsync(taken => taken.VoteId == vote.Id, token),
            voters.Contains(seat.UserId), await db.VotesTaken.AnyAsync(taken => taken.VoteId == vote.Id && taken.JurorId == seat.UserId, token));
    }

    /// <summary>Who is there, by id; those of them who vote; by film, who leaves the room for it.</summary>
    private sealed record Room(Dictionary<Guid, string> Present, HashSet<Guid> Jurors, ILookup<Guid, Guid> Away);
}

/// <summary>A meeting as one of those in the room reads it.</summary>
public sealed record LiveMeeting(Guid Id, Guid Version, string Name, Guid RoundId, string Round, DateTimeOffset StartsAt, MeetingState State)
{
    public bool IsBlind { get; init; }

    public bool IsOrganiser { get; init; }

    public bool IsChair { get; init; }

    public string Chair { get; init; } = "";

    public IReadOnlyList<string> Present { get; init; } = [];

    public bool IsPresent { get; init; }

    public int FilmCount { get; init; }

    /// <summary>The agenda; jurors are not shown it before the meeting is open.</summary>
    public IReadOnlyList<LiveItem> Items { get; init; } = [];

    public Guid? ShownItemId { get; init; }

    /// <summary>The reader has a conflict with the film that is shown.</summary>
    public bool MustLeave { get; init; }

    /// <summary>The film was withdrawn or disqualified meanwhile: it is not shown any more.</summary>
    public bool IsGone { get; init; }

    /// <summary>Whether the reader may take the meeting to another film.</summary>
    public bool MayGo { get; init; }

    /// <summary>Whether the reader opens votes on the film that is shown, and minutes it.</summary>
    public bool MaySteer { get; init; }

    public LiveFilm? Film { get; init; }

    /// <summary>The vote that is open on the film.</summary>
    public LiveVote? Vote { get; init; }

    public IReadOnlyList<VoteResult> Results { get; init; } = [];

    /// <summary>Whether the round has a scale to vote on.</summary>
    public bool HasScale { get; init; }

    public MeetingOutcome? Outcome { get; init; }

    public string Reason { get; init; } = "";

    public bool IsStaged { get; init; }

    public LiveItem? Current => Items.FirstOrDefault(item => item.IsCurrent);
}

/// <summary>A film on the agenda. Title is null where the reader leaves the room for it; Leaving: who of those present leaves.</summary>
public sealed record LiveItem(Guid Id, int Place, string? Title, bool IsCurrent, MeetingOutcome? Outcome, IReadOnlyList<string> Leaving);

/// <summary>An open vote. Voters: how many have a vote now; Voted: how many have used it, not who.</summary>
public sealed record LiveVote(Guid Id, int Number, VoteForm Form, IReadOnlyList<string> Options, int Voters, int Voted, bool MayVote, bool HasVoted);
