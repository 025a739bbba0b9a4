using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Judging;
using Showcase.Domain.Judging.Meetings;
using Showcase.Web.Data;
using Showcase.Web.Security;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Judging.Meetings;

/// <summary>What the chair of a meeting does. Each step names the version of the meeting that it was taken from: of two pages that steer one is told.</summary>
public sealed partial class ChairService(IDbContextFactory<ShowcaseDbContext> contexts, DecisionService decisions, TimeProvider clock, ChangeFeed feed, ILogger<ChairService> log)
{
    /// <summary>Opens the meeting at its first film. Any organiser may, and the chair.</summary>
    public async Task<Result> OpenAsync(Actor actor, Guid meetingId, Guid version, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var found = await FindAsync(db, actor, meetingId, version, token);
        if (!found.Succeeded) return found.Refusal;

        var (seat, now) = (found.Value, clock.GetUtcNow());
        if (!seat.IsChair && !seat.IsOrganiser) return MeetingRefusals.NotChair;
        if (seat.Meeting.Open(now) is { Succeeded: false } refused) return refused;

        Write(db, seat, MeetingEvent.Opened, now);
        await CallAsync(db, seat, now, token);
        return await SaveAsync(db, seat, MeetingEvent.Opened, token);
    }

    /// <summary>
    /// Goes to another film; everybody's page follows. The chair may even where they are out of the room for the film: going on tells them nothing. Then an organiser who
    /// is in the room may as well.
    /// </summary>
    public async Task<Result> GoToAsync(Actor actor, Guid meetingId, Guid version, Guid itemId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var found = await FindAsync(db, actor, meetingId, version, token);
        if (!found.Succeeded) return found.Refusal;

        var (seat, now) = (found.Value, clock.GetUtcNow());
        if (!seat.IsChair && await CheckAsync(db, seat, token) is { } no) return no;
        if (await HasOpenVoteAsync(db, meetingId, token)) return MeetingRefusals.VoteIsOpen;
        if (seat.Meeting.GoTo(itemId) is { Succeeded: false } refused) return refused;

        await CallAsync(db, seat, now, token);
        return await SaveAsync(db, seat, MeetingEvent.Called, token);
    }

    /// <summary>
    /// Writes how the talk about the current film ended, and why. Where an organiser writes it the decision is staged in the same save; a juror who chairs proposes, and an
    /// organiser stages (<see cref="MeetingService.StageAsync"/>). A minute that is written anew takes back what the one before it staged.
    /// </summary>
    public async Task<Result<Minuted>> MinuteAsync(Actor actor, Guid meetingId, Guid version, Guid itemId, MeetingOutcome outcome, string? reason, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var found = await FindAsync(db, actor, meetingId, version, token);
        if (!found.Succeeded) return found.Refusal;

        var (seat, now) = (found.Value, clock.GetUtcNow());
        var meeting = seat.Meeting;
        if (await CheckAsync(db, seat, token) is { } no) return no;
        if (await HasOpenVoteAsync(db, meetingId, token)) return MeetingRefusals.VoteIsOpen;

        var before = meeting.Current is { StagedAt: not null } item ? item.Proposal : null;
        if (meeting.Minute(itemId, outcome, reason, actor.UserId, now) is { Succeeded: false } refused) return refused.Refusal;

        var current = meeting.Current!;
        db.Add(MeetingEntry.OfMinute(current, actor.UserId, now));
        await db.AskOutAsync(meeting, current.SubmissionId, actor.UserId, now, token);
        var staged = await StageAsync(db, seat, actor, before, token);
        var saved = await SaveAsync(db, seat, MeetingEvent.Minuted, token);
        return saved.Succeeded ? new Minuted(current.StagedAt is not null, staged.Refusal) : saved.Refusal;
    }

    /// <summary>Ends the meeting. Any organiser may, and the chair.</summary>
    public async Task<Result> CloseAsync(Actor actor, Guid meetingId, Guid version, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var found = await FindAsync(db, actor, meetingId, version, token);
        if (!found.Succeeded) return found.Refusal;

        var (seat, now) = (found.Value, clock.GetUtcNow());
        if (!seat.IsChair && !seat.IsOrganiser) return MeetingRefusals.NotChair;
        if (await HasOpenVoteAsync(db, meetingId, token)) return MeetingRefusals.VoteIsOpen;
        if (seat.Meeting.Close(now) is { Succeeded: false } refused) return refused;

        Write(db, seat, MeetingEvent.Closed, now);
        return await SaveAsync(db, seat, MeetingEvent.Closed, token);
    }

    internal static Task<bool> HasOpenVoteAsync(ShowcaseDbContext db, Guid meetingId, CancellationToken token) =>
        db.MeetingVotes.AnyAsync(vote => vote.MeetingId == meetingId && vote.ClosedAt == null, token);

    /// <summary>The meeting as the page that steers it saw it.</summary>
    internal static async Task<Result<Seat>> FindAsync(ShowcaseDbContext db, Actor actor, Guid meetingId, Guid version, CancellationToken token)
    {
        var seat = await db.SeatAsync(actor, meetingId, token);
        return seat.Succeeded && seat.Value.Meeting.Version != version ? Refusals.Conflict : seat;
    }

    internal static async Task<Refusal?> CheckAsync(ShowcaseDbContext db, Seat seat, CancellationToken token) =>
        seat.Meeting.Current is not { } item ? MeetingRefusals.NotOpen : await db.CheckChairAsync(seat, item.SubmissionId, token);

    private static void Write(ShowcaseDbContext db, Seat seat, MeetingEvent what, DateTimeOffset now, Guid? submissionId = null) =>
        db.Add(MeetingEntry.Of(seat.Meeting.Id, what, seat.UserId, now, submissionId));

    private static async Task CallAsync(ShowcaseDbContext db, Seat seat, DateTimeOffset now, CancellationToken token)
    {
        var film = seat.Meeting.Current!.SubmissionId;
        Write(db, seat, MeetingEvent.Called, now, film);
        await db.AskOutAsync(seat.Meeting, film, seat.UserId, now, token);
    }

    private async Task<Result> StageAsync(ShowcaseDbContext db, Seat seat, Actor actor, DecisionOutcome? before, CancellationToken token)
    {
        var item = seat.Meeting.Current!;
        if (!seat.IsOrganiser || item.Proposal is not { } outcome)
        {
            if (before is { } earlier) db.RemoveRange(await db.StagedDecisions.Where(d => d.SubmissionId == item.SubmissionId && d.AppliedAt == null && d.Outcome == earlier).ToListAsync(token));
            return Result.Ok;
        }

        var staged = await decisions.StageInAsync(db, actor, seat.Meeting.EditionId, [item.SubmissionId], outcome, token);
        if (!staged.Succeeded) return staged;

        var now = clock.GetUtcNow();
        Write(db, seat, MeetingEvent.Staged, now, item.SubmissionId);
        return seat.Meeting.Stage(item.Id, actor.UserId, now);
    }

    private async Task<Result> SaveAsync(ShowcaseDbContext db, Seat seat, MeetingEvent what, CancellationToken token)
    {
        var saved = await db.TrySaveAsync(Refusals.Conflict, token);
        if (!saved.Succeeded) return saved;

        LogStep(what, seat.Meeting.Id, seat.UserId);
        feed.Tell(seat.Meeting.EditionId);
        return Result.Ok;
    }

    [LoggerMessage(LogLevel.Information, "{Event} in meeting {MeetingId} by {UserId}")]
    private partial void LogStep(MeetingEvent @event, Guid meetingId, Guid userId);
}

/// <summary>What became of a minute. Refusal: why an organiser's could not be staged; the minute stands all the same.</summary>
public sealed record Minuted(bool IsStaged, Refusal? Refusal);
