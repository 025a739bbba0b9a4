using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Judging;
using Showcase.Domain.Judging.Meetings;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Judging.Meetings;

/// <summary>What organisers read while they prepare meetings, and which meetings wait for a juror.</summary>
public sealed class MeetingQueries(IDbContextFactory<ShowcaseDbContext> contexts)
{
    private const int Most = 200;
    private const int MostFound = 20;

    /// <summary>A round's meetings, the latest first, with who may chair one; null where the actor does not organise the edition.</summary>
    public async Task<MeetingList?> MeetingsAsync(Actor actor, Guid editionId, Guid roundId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var editions = db.EditionsOf(actor, EditionRole.Organiser);
        var round = await db.JudgingRounds.Where(r => r.Id == roundId && r.EditionId == editionId && editions.Contains(r.EditionId)).Select(r => r.Name).SingleOrDefaultAsync(token);
        var meetings = await db.Meetings.Where(m => m.RoundId == roundId && m.EditionId == editionId && editions.Contains(m.EditionId))
            .OrderByDescending(m => m.StartsAt).ThenBy(m => m.Id).Take(Most)
            .Select(m => new MeetingSummary(m.Id, m.Name, m.StartsAt, m.State, db.Users.Where(u => u.Id == m.ChairId).Select(u => u.DisplayName).First(), m.Items.Count, m.Items.Count(i => i.Outcome != null)))
            .ToListAsync(token);
        var people = await PeopleAsync(db, editionId, roundId, token);
        return round is null ? null : new MeetingList(round, meetings, people);
    }

    /// <summary>Meetings that the actor sits in as a juror and that are not over, the next first.</summary>
    public async Task<IReadOnlyList<MeetingSummary>> WaitingAsync(Actor actor, Guid editionId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var editions = db.EditionsOf(actor, EditionRole.Juror);
        return await db.Meetings
            .Where(m => m.EditionId == editionId && editions.Contains(m.EditionId) && m.State != MeetingState.Closed)
            .Where(m => db.JudgingRounds.Any(r => r.Id == m.RoundId && r.Panel.Any(seat => seat.UserId == actor.UserId)))
            .OrderBy(m => m.StartsAt).ThenBy(m => m.Id).Take(Most)
            .Select(m => new MeetingSummary(m.Id, m.Name, m.StartsAt, m.State, db.Users.Where(u => u.Id == m.ChairId).Select(u => u.DisplayName).First(), m.Items.Count, m.Items.Count(i => i.Outcome != null)))
            .ToListAsync(token);
    }

    /// <summary>A meeting with its agenda, for an organiser. Of films that are closed to them there is a place, and nothing else.</summary>
    public async Task<Preparation?> PreparationAsync(Actor actor, Guid editionId, Guid meetingId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var editions = db.EditionsOf(actor, EditionRole.Organiser);
        var meeting = await db.Meetings.AsNoTracking().Include(m => m.Items).SingleOrDefaultAsync(m => m.Id == meetingId && m.EditionId == editionId && editions.Contains(m.EditionId), token);
        if (meeting is null) return null;

        var round = await db.JudgingRounds.Where(r => r.Id == meeting.RoundId).Select(r => new { r.Name, r.Mode }).SingleAsync(token);
        var people = await PeopleAsync(db, editionId, meeting.RoundId, token);
        var names = people.ToDictionary(person => person.Id, person => person.Name);
        var away = await db.AwayAsync(editionId, meeting.RoundId, [.. names.Keys], token);
        var ids = meeting.Items.Select(item => item.SubmissionId).ToList();
        var closed = await db.OutOfRoomFor(actor.UserId, meeting.RoundId).Where(s => ids.Contains(s.Id)).Select(s => s.Id).ToListAsync(token);
        var films = await db.Submissions.Where(s => ids.Contains(s.Id)).Join(db.Films, s => s.FilmId, f => f.Id, (s, f) => new { s.Id, f.Title, s.State }).ToDictionaryAsync(film => film.Id, token);
        var ranked = (await RankedAsync(db, actor, meeting.RoundId, round.Mode, token)).ToDictionary(film => film.SubmissionId);
        var voted = await db.MeetingVotes.Where(vote => vote.MeetingId == meetingId).Select(vote => vote.ItemId).Distinct().ToListAsync(token);
        var agenda = meeting.Agenda.ToList();
        var rows = agenda.ConvertAll(item => closed.Contains(item.SubmissionId)
            ? PreparedItem.ClosedTo(item.Id)
            : new PreparedItem(item.Id, item.SubmissionId, films[item.SubmissionId].Title, films[item.SubmissionId].State, item.Priority, item.Outcome, item.Reason, item.StagedAt is not null)
            {
                Mean = ranked.GetValueOrDefault(item.SubmissionId)?.Mean,
                Spread = ranked.GetValueOrDefault(item.SubmissionId)?.Spread,
                Leaving = [.. away[item.SubmissionId].Where(names.ContainsKey).Select(id => names[id]).Order(StringComparer.CurrentCulture)],
                MayBeRemoved = item.Outcome is null && item.Id != meeting.CurrentItemId && !voted.Contains(item.Id),
                MayBeStaged = item is { Proposal: not null, StagedAt: null },
            });
        return new Preparation(
            meeting.Id, meeting.Version, meeting.RoundId, round.Name, new MeetingDetails(meeting.Name, meeting.StartsAt, meeting.ChairId), meeting.State, meeting.Rules,
            rows, AgendaOrder.Movements(agenda.ConvertAll(item => away[item.SubmissionId].ToHashSet())), people);
    }

    /// <summary>Films of the meeting's round that are not on its agenda, by title; none that is closed to the actor.</summary>
    public async Task<IReadOnlyList<CategoryRow>> FindAsync(Actor actor, Guid editionId, Guid meetingId, string search, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var editions = db.EditionsOf(actor, EditionRole.Organiser);
        var closed = db.ClosedTo(actor.UserId);
        var pattern = LikePattern.Containing(search.Trim());
        return await (
            from submission in db.Submissions
            join film in db.Films on submission.FilmId equals film.Id
            where submission.EditionId == editionId && editions.Contains(submission.EditionId) && !closed.Any(c => c.Id == submission.Id)
            where submission.State != SubmissionState.Draft && submission.State != SubmissionState.Withdrawn && submission.State != SubmissionState.Disqualified
            where db.Meetings.Any(m => m.Id == meetingId && m.EditionId == editionId && m.Items.All(item => item.SubmissionId != submission.Id)
                && db.Assignments.Any(a => a.RoundId == m.RoundId && a.SubmissionId == submission.Id))
            where EF.Functions.Like(film.Title, pattern, LikePattern.Escape)
            orderby film.Title, submission.Id
            select new CategoryRow(submission.Id, film.Title)).Take(MostFound).ToListAsync(token);
    }

    private static async Task<IReadOnlyList<RankedSubmission>> RankedAsync(ShowcaseDbContext db, Actor actor, Guid roundId, RoundMode mode, CancellationToken token)
    {
        var closed = db.ClosedTo(actor.UserId);
        var films = await db.ForMeeting(roundId).Where(s => !closed.Any(c => c.Id == s.Id)).OrderBy(s => s.Id).Take(RankingQueries.MostFilms).Select(s => s.Id).ToListAsync(token);
        return await RankingQueries.RankedAsync(db, roundId, mode, films, await RankingQueries.CardsAsync(db, roundId, token), token);
    }

    private static async Task<IReadOnlyList<CategoryRow>> PeopleAsync(ShowcaseDbContext db, Guid editionId, Guid roundId, CancellationToken token)
    {
        var seated = db.SeatedIn(editionId, roundId);
        return await db.Users.Where(user => seated.Contains(user.Id)).OrderBy(user => user.DisplayName).ThenBy(user => user.Id).Take(Most)
            .Select(user => new CategoryRow(user.Id, user.DisplayName)).ToListAsync(token);
    }
}

/// <summary>People: who may chair a meeting of the round.</summary>
public sealed record MeetingList(string Round, IReadOnlyList<MeetingSummary> Meetings, IReadOnlyList<CategoryRow> People);

public sealed record MeetingSummary(Guid Id, string Name, DateTimeOffset StartsAt, MeetingState State, string Chair, int Films, int Minuted);

/// <summary>Movements: how often somebody leaves the room or comes back, in the order as it is.</summary>
public sealed record Preparation(
    Guid Id, Guid Version, Guid RoundId, string Round, MeetingDetails Details, MeetingState State, AgendaRules Rules, IReadOnlyList<PreparedItem> Items, int Movements, IReadOnlyList<CategoryRow> People);

/// <summary>A film on the agenda. Title is null, and nothing else is told, where it is closed to the reader.</summary>
public sealed record PreparedItem(
    Guid Id, Guid? SubmissionId, string? Title, SubmissionState State, double? Priority, MeetingOutcome? Outcome, string Reason, bool IsStaged)
{
    public double? Mean { get; init; }

    public double? Spread { get; init; }

    /// <summary>Who leaves the room before it comes up.</summary>
    public IReadOnlyList<string> Leaving { get; init; } = [];

    public bool MayBeRemoved { get; init; }

    public bool MayBeStaged { get; init; }

    public static PreparedItem ClosedTo(Guid id) => new(id, SubmissionId: null, Title: null, default, Priority: null, Outcome: null, "", IsStaged: false);
}
