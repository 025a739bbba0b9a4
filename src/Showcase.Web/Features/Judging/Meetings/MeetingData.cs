using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Judging.Meetings;
using Showcase.Web.Data;
using Showcase.Web.Features.Account;

namespace Showcase.Web.Features.Judging.Meetings;

/// <summary>
/// What meetings keep about a person: that they were there, chaired, minuted. It is the record of a jury and stays, by nobody. What they voted is kept nowhere; that
/// they have voted is kept until the vote is closed.
/// </summary>
internal sealed class MeetingData(IDbContextFactory<ShowcaseDbContext> contexts) : IPersonalDataSource
{
    public string Name => "meetings";

    public IReadOnlyList<PersonalField> Fields { get; } =
    [
        new(typeof(Meeting), nameof(Meeting.ChairId)),
        new(typeof(MeetingItem), nameof(MeetingItem.MinutedBy)),
        new(typeof(MeetingItem), nameof(MeetingItem.StagedBy)),
        new(typeof(MeetingAttendance), nameof(MeetingAttendance.UserId)),
        new(typeof(MeetingEntry), nameof(MeetingEntry.ById)),
        new(typeof(MeetingEntry), nameof(MeetingEntry.AboutId)),
    ];

    public async Task<object> ReadAsync(Guid userId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var meetings = await db.Meetings.AsNoTracking()
            .Where(m => m.ChairId == userId || db.MeetingAttendances.Any(a => a.MeetingId == m.Id && a.UserId == userId) || db.MeetingEntries.Any(e => e.MeetingId == m.Id && (e.ById == userId || e.AboutId == userId)))
            .OrderBy(m => m.Id)
            .Select(m => new { m.Id, m.Name, m.StartsAt, Chaired = m.ChairId == userId })
            .ToListAsync(token);
        var attended = await db.MeetingAttendances.AsNoTracking().Where(a => a.UserId == userId).ToDictionaryAsync(a => a.MeetingId, token);
        var done = (await db.MeetingEntries.AsNoTracking().Where(e => e.ById == userId || e.AboutId == userId).OrderBy(e => e.At).ThenBy(e => e.Id)
            .Select(e => new { e.MeetingId, e.At, e.Event, ByYou = e.ById == userId, AboutYou = e.AboutId == userId, e.Outcome, Text = e.ById == userId ? e.Text : "" }).ToListAsync(token)).ToLookup(e => e.MeetingId);
        var voting = await db.VotesTaken.Where(taken => taken.JurorId == userId).CountAsync(token);
        return new
        {
            Meetings = meetings.ConvertAll(m => new
            {
                m.Name, m.StartsAt, m.Chaired, attended.GetValueOrDefault(m.Id)?.ArrivedAt, attended.GetValueOrDefault(m.Id)?.LeftAt,
                Log = done[m.Id].Select(e => new { e.At, e.Event, e.ByYou, e.AboutYou, e.Outcome, e.Text }),
            }),
            OpenVotesTakenPartIn = voting,
        };
    }

    public Task RemoveAsync(ShowcaseDbContext db, ApplicationUser person, CancellationToken token) => Task.CompletedTask;
}
