using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Judging;
using Showcase.Domain.Judging.Meetings;
using Showcase.Web.Data;
using Showcase.Web.Security;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Judging.Meetings;

/// <summary>
/// Secret votes in meetings. That a juror has voted and what was voted are kept apart: the one as a row without a time, the other as sealed counts, both
/// written in one save. Nothing is logged of a vote that is cast.
/// </summary>
public sealed partial class VoteService(
    IDbContextFactory<ShowcaseDbContext> contexts, VoteSeals seals, TimeProvider clock, ChangeFeed feed, ILogger<VoteService> log)
{
    /// <summary>All jurors of a large panel may press at the same moment: each goes on until its turn has come.</summary>
    private const int Attempts = 100;

    /// <summary>The chair asks the room about the current film; yields the vote's id.</summary>
    public async Task<Result<Guid>> OpenAsync(Actor actor, Guid meetingId, Guid version, VoteForm form, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var found = await ChairService.FindAsync(db, actor, meetingId, version, token);
        if (!found.Succeeded) return found.Refusal;

        var (seat, now) = (found.Value, clock.GetUtcNow());
        if (await ChairService.CheckAsync(db, seat, token) is { } no) return no;
        if (await ChairService.HasOpenVoteAsync(db, meetingId, token)) return MeetingRefusals.VoteIsOpen;

        var options = form == VoteForm.Scale ? await OptionsAsync(db, seat.Meeting.RoundId, token) : VoteOptions.YesOrNo;
        if (options.Count == 0) return MeetingRefusals.NoScaleToVote;

        var item = seat.Meeting.Current!;
        var number = await db.MeetingVotes.CountAsync(known => known.ItemId == item.Id, token) + 1;
        var vote = MeetingVote.Open(item, number, form, options, now);
        _ = vote.Put(seals.Seal(vote.Id, VoteCounts.None(options.Count)));
        db.AddRange(vote, MeetingEntry.Of(meetingId, MeetingEvent.VoteOpened, actor.UserId, now, item.SubmissionId));
        seat.Meeting.Touch();
        var saved = await db.TrySaveAsync(Refusals.Conflict, token);
        if (!saved.Succeeded) return saved.Refusal;

        LogStep(MeetingEvent.VoteOpened, vote.Id, actor.UserId);
        feed.Tell(seat.Meeting.EditionId);
        return vote.Id;
    }

    /// <summary>
    /// Casts the actor's one vote, or changes it until the vote is closed with the receipt that casting gave; yields the receipt for the next change. Only the browser
    /// keeps it. Two clicks at once are one vote: the second is refused.
    /// </summary>
    public async Task<Result<string>> CastAsync(Actor actor, Guid voteId, int option, string? receipt, CancellationToken token)
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            await using var db = await contexts.CreateDbContextAsync(token);
            try
            {
                var cast = await CastInAsync(db, actor, voteId, option, receipt, token);
                if (!cast.Succeeded) return cast;

                await db.SaveChangesAsync(token);
                feed.Tell(await db.Meetings.Where(m => db.MeetingVotes.Any(v => v.Id == voteId && v.MeetingId == m.Id)).Select(m => m.EditionId).SingleAsync(token));
                return cast;
            }
            catch (DbUpdateConcurrencyException)
            {
                // Another juror's vote was counted first, or the vote was closed: both are read again.
            }
            catch (DbUpdateException exception) when (db.IsDuplicate(exception))
            {
                // The other of two clicks was first.
            }
        }

        return Refusals.Conflict;
    }

    /// <summary>Closes the vote: counts it, and forgets who voted. The result is there for all who are in the room, or why there is none.</summary>
    public async Task<Result> CloseAsync(Actor actor, Guid meetingId, Guid version, Guid voteId, CancellationToken token)
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            await using var db = await contexts.CreateDbContextAsync(token);
            var found = await ChairService.FindAsync(db, actor, meetingId, version, token);
            if (!found.Succeeded) return found.Refusal;

            var (seat, now) = (found.Value, clock.GetUtcNow());
            if (await ChairService.CheckAsync(db, seat, token) is { } no) return no;

            var vote = await db.MeetingVotes.SingleOrDefaultAsync(v => v.Id == voteId && v.MeetingId == meetingId, token);
            if (vote is null) return Refusals.NotFound;
            if (!vote.IsOpen) return MeetingRefusals.VoteIsClosed;

            _ = vote.Close(seals.Open(voteId, vote.Box), now);
            db.RemoveRange(await db.VotesTaken.Where(taken => taken.VoteId == voteId).ToListAsync(token));
            db.Add(MeetingEntry.Of(meetingId, MeetingEvent.VoteClosed, actor.UserId, now, seat.Meeting.Current!.SubmissionId));
            seat.Meeting.Touch();
            try
            {
                await db.SaveChangesAsync(token);
            }
            catch (DbUpdateConcurrencyException)
            {
                // A juror voted just now, and is counted in the next turn; where another page steered meanwhile, that turn says so.
                continue;
            }

            LogStep(MeetingEvent.VoteClosed, voteId, actor.UserId);
            feed.Tell(seat.Meeting.EditionId);
            return Result.Ok;
        }

        return Refusals.Conflict;
    }

    /// <summary>What can be voted on the scale of the round; empty in a round that only ranks.</summary>
    internal static async Task<IReadOnlyList<string>> OptionsAsync(ShowcaseDbContext db, Guid roundId, CancellationToken token)
    {
        var round = await db.JudgingRounds.AsNoTracking().Include(r => r.Criteria).SingleAsync(r => r.Id == roundId, token);
        return VoteOptions.OnScaleOf(round.Mode, round.Criteria);
    }

    private async Task<Result<string>> CastInAsync(ShowcaseDbContext db, Actor actor, Guid voteId, int option, string? receipt, CancellationToken token)
    {
        var vote = await db.MeetingVotes.SingleOrDefaultAsync(v => v.Id == voteId, token);
        if (vote is null) return Refusals.NotFound;

        var seat = await db.SeatAsync(actor, vote.MeetingId, token);
        if (!seat.Succeeded) return seat.Refusal;
        if (await CheckVoterAsync(db, seat.Value, vote, token) is { } refused) return refused;

        var counts = seals.Open(voteId, vote.Box);
        var (next, digest) = seals.Write(voteId, actor.UserId, option);
        var taken = await db.VotesTaken.SingleOrDefaultAsync(t => t.VoteId == voteId && t.JurorId == actor.UserId, token);
        Result<VoteCounts> counted;
        if (taken is null)
        {
            counted = counts.Add(option);
            db.Add(new VoteTaken(voteId, actor.UserId, digest));
        }
        else
        {
            if (string.IsNullOrEmpty(receipt)) return MeetingRefusals.VotedAlready;
            if (seals.Read(receipt, voteId, taken) is not { } before) return MeetingRefusals.ReceiptUnknown;

            counted = counts.Move(before, option);
            taken.Replace(digest);
        }

        if (!counted.Succeeded) return counted.Refusal;

        _ = vote.Put(seals.Seal(voteId, counted.Value));
        return next;
    }

    /// <summary>One vote has each juror of the panel who is there and in the room for the film.</summary>
    private static async Task<Refusal?> CheckVoterAsync(ShowcaseDbContext db, Seat seat, MeetingVote vote, CancellationToken token)
    {
        var meeting = seat.Meeting;
        if (!vote.IsOpen || meeting.State != MeetingState.Open) return MeetingRefusals.VoteIsClosed;
        if (!seat.IsJuror) return MeetingRefusals.NoVote;

        var film = meeting.Items.First(item => item.Id == vote.ItemId).SubmissionId;
        if (await db.OutOfRoomFor(seat.UserId, meeting.RoundId).AnyAsync(s => s.Id == film, token)) return MeetingRefusals.LeaveTheRoom;

        return await db.MeetingAttendances.AnyAsync(a => a.MeetingId == meeting.Id && a.UserId == seat.UserId && a.LeftAt == null, token) ? null : MeetingRefusals.NotPresent;
    }

    [LoggerMessage(LogLevel.Information, "{Event}: vote {VoteId} by {UserId}")]
    private partial void LogStep(MeetingEvent @event, Guid voteId, Guid userId);
}
