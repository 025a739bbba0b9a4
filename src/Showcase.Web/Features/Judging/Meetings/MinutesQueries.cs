using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Judging.Meetings;
using Showcase.Web.Data;
using Showcase.Web.Features.Judging.Blind;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Judging.Meetings;

/// <summary>The minutes of a meeting, for those who sit in it. Of films that the reader leaves the room for they say nothing.</summary>
public sealed class MinutesQueries(IDbContextFactory<ShowcaseDbContext> contexts)
{
    private const int MostEntries = 10_000;

    /// <summary>What was minuted so far; null where the actor does not sit in the meeting, and for jurors before it is open.</summary>
    public async Task<MeetingMinutes?> MinutesAsync(Actor actor, Guid editionId, Guid meetingId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var found = await db.SeatAsync(actor, meetingId, token);
        if (!found.Succeeded || found.Value.Meeting.EditionId != editionId) return null;

        var (seat, meeting) = (found.Value, found.Value.Meeting);
        if (meeting.State == MeetingState.Planned && !seat.IsOrganiser) return null;

        var round = await db.JudgingRounds.Where(r => r.Id == meeting.RoundId).Select(r => new { r.Name, r.IsBlind }).SingleAsync(token);
        var entries = await db.MeetingEntries.AsNoTracking().Where(e => e.MeetingId == meetingId).OrderBy(e => e.At).ThenBy(e => e.Id).Take(MostEntries).ToListAsync(token);
        var attendances = await db.MeetingAttendances.AsNoTracking().Where(a => a.MeetingId == meetingId).OrderBy(a => a.ArrivedAt).ThenBy(a => a.Id).ToListAsync(token);
        var votes = (await db.MeetingVotes.AsNoTracking().Where(v => v.MeetingId == meetingId && v.ClosedAt != null).OrderBy(v => v.Number).ToListAsync(token)).ToLookup(v => v.ItemId, VoteReads.Of);
        var names = await NamesAsync(db, meeting, entries, attendances, token);
        var ids = meeting.Items.Select(item => item.SubmissionId).Concat(entries.Select(entry => entry.SubmissionId).OfType<Guid>()).Distinct().ToList();
        var closed = (await db.OutOfRoomFor(actor.UserId, meeting.RoundId).Where(s => ids.Contains(s.Id)).Select(s => s.Id).ToListAsync(token)).ToHashSet();
        var titles = await db.Submissions.Where(s => ids.Contains(s.Id)).Join(db.Films, s => s.FilmId, f => f.Id, (s, f) => new { s.Id, f.Title }).ToDictionaryAsync(film => film.Id, film => film.Title, token);
        if (round.IsBlind && !seat.IsOrganiser) titles = await db.BlindTitlesAsync(titles, token);
        var left = entries.Where(entry => entry.Event == MeetingEvent.AskedOut).ToLookup(entry => entry.SubmissionId, entry => names[entry.AboutId ?? entry.ById]);
        var talked = entries.Where(entry => entry.Event == MeetingEvent.Called).Select(entry => entry.SubmissionId).ToHashSet();

        return new MeetingMinutes(
            meeting.Id, meeting.Name, meeting.RoundId, round.Name, meeting.State, meeting.StartsAt, meeting.OpenedAt, meeting.ClosedAt, names[meeting.ChairId],
            [.. attendances.Select(a => new MinutedPerson(names[a.UserId], a.ArrivedAt, a.LeftAt))],
            [.. meeting.Agenda.Select((item, place) => closed.Contains(item.SubmissionId)
                ? new MinutedItem(place + 1, Title: null, IsCalled: false, Outcome: null, "", IsStaged: false, [], [])
                : new MinutedItem(
                    place + 1, titles[item.SubmissionId], talked.Contains(item.SubmissionId), item.Outcome, item.Reason, item.StagedAt is not null,
                    [.. left[item.SubmissionId].Distinct(StringComparer.Ordinal).Order(StringComparer.CurrentCulture)], [.. votes[item.Id]])
                {
                    MinutedBy = item.MinutedBy is { } by ? names[by] : null,
                    StagedBy = item.StagedBy is { } staged ? names[staged] : null,
                })],
            [.. entries.Where(entry => entry.SubmissionId is null || !closed.Contains(entry.SubmissionId.Value)).Select(entry => new MinutedEvent(
                entry.At, entry.Event, names[entry.ById], entry.SubmissionId is { } film ? titles.GetValueOrDefault(film) : null, entry.AboutId is { } about && about != entry.ById ? names[about] : null, entry.Outcome, entry.Text))])
        {
            IsOrganiser = seat.IsOrganiser,
        };
    }

    private static async Task<Dictionary<Guid, string>> NamesAsync(ShowcaseDbContext db, Meeting meeting, List<MeetingEntry> entries, List<MeetingAttendance> attendances, CancellationToken token)
    {
        var ids = entries.SelectMany(entry => new[] { entry.ById, entry.AboutId ?? entry.ById })
            .Concat(attendances.Select(a => a.UserId))
            .Concat(meeting.Items.SelectMany(item => new[] { item.MinutedBy, item.StagedBy }).OfType<Guid>())
            .Append(meeting.ChairId).Distinct().ToList();
        return await db.Users.Where(user => ids.Contains(user.Id)).ToDictionaryAsync(user => user.Id, user => user.DisplayName, token);
    }
}

public sealed record MeetingMinutes(
    Guid Id,
    string Name,
    Guid RoundId,
    string Round,
    MeetingState State,
    DateTimeOffset StartsAt,
    DateTimeOffset? OpenedAt,
    DateTimeOffset? ClosedAt,
    string Chair,
    IReadOnlyList<MinutedPerson> Present,
    IReadOnlyList<MinutedItem> Items,
    IReadOnlyList<MinutedEvent> Log)
{
    public bool IsOrganiser { get; init; }
}

public sealed record MinutedPerson(string Name, DateTimeOffset ArrivedAt, DateTimeOffset? LeftAt);

/// <summary>A film of the minutes. Title is null where the reader was to leave the room for it. Left: who did.</summary>
public sealed record MinutedItem(
    int Place, string? Title, bool IsCalled, MeetingOutcome? Outcome, string Reason, bool IsStaged, IReadOnlyList<string> Left, IReadOnlyList<VoteResult> Votes)
{
    public string? MinutedBy { get; init; }

    public string? StagedBy { get; init; }
}

/// <summary>A line of the log.</summary>
public sealed record MinutedEvent(DateTimeOffset At, MeetingEvent Event, string By, string? Title, string? About, MeetingOutcome? Outcome, string Text);
