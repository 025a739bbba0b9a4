using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Judging;
using Showcase.Domain.Judging.Auditing;
using Showcase.Domain.Messages;
using Showcase.Web.Data;
using Showcase.Web.Features.Messages;
using Showcase.Web.Features.Messages.Notices;
using Showcase.Web.Security;
using Showcase.Web.Shared;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Judging.Letters;

/// <summary>What becomes of decisions that were applied: their letters leave, or all of it is undone. Whoever is closed to one of the films does neither.</summary>
public sealed partial class DecisionBatchService(
    IDbContextFactory<ShowcaseDbContext> contexts, EditionAccess access, TimeProvider clock, OutboxSignal signal, ChangeFeed feed, SiteTexts texts, ILogger<DecisionBatchService> log)
{
    private const int MostDue = 50;

    /// <summary>Lets the letters of a batch go now.</summary>
    public async Task<Result> ReleaseAsync(Actor actor, Guid batchId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var batch = await FindAsync(db, actor, batchId, token);
        return batch.Succeeded ? await ReleaseAsync(db, batch.Value, actor.UserId, token) : batch;
    }

    /// <summary>
    /// Undoes a batch whose letters have not left: its decisions are staged again, as they were, and its letters never leave. Artists saw nothing of it.
    /// Yields how many decisions there are.
    /// </summary>
    public async Task<Result<int>> UndoAsync(Actor actor, Guid batchId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var found = await FindAsync(db, actor, batchId, token);
        if (!found.Succeeded) return found.Refusal;

        var batch = found.Value;
        if (batch.Undo(actor.UserId, clock.GetUtcNow()) is { Succeeded: false } refused) return refused.Refusal;

        // Only what waits: where a release is faster than these reads, the batch's version refuses the save.
        var decisions = await WaitingAsync(db, batchId, token);
        foreach (var decision in decisions) decision.Reopen();
        foreach (var letter in await LettersAsync(db, batchId, token)) letter.CallOff();
        db.Add(AuditEntry.Of(batch.EditionId, AuditAct.DecisionsUndone, actor.UserId, clock.GetUtcNow(), count: decisions.Count));
        if (await SaveAsync(db, batch, token) is { Succeeded: false } lost) return lost.Refusal;

        LogUndone(batchId, decisions.Count, actor.UserId);
        feed.Tell(batch.EditionId);
        return decisions.Count;
    }

    /// <summary>The letters wait until somebody lets them go.</summary>
    public async Task<Result> StopClockAsync(Actor actor, Guid batchId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var found = await FindAsync(db, actor, batchId, token);
        if (!found.Succeeded) return found;
        if (found.Value.StopClock() is { Succeeded: false } refused) return refused;
        db.Add(AuditEntry.Of(found.Value.EditionId, AuditAct.LettersHeld, actor.UserId, clock.GetUtcNow()));
        if (await SaveAsync(db, found.Value, token) is { Succeeded: false } lost) return lost;

        LogStopped(batchId, actor.UserId);
        feed.Tell(found.Value.EditionId);
        return Result.Ok;
    }

    /// <summary>Lets the batches go whose time has come, each in its own save; yields how many. Of two runs at once one does it.</summary>
    public async Task<int> ReleaseDueAsync(CancellationToken token)
    {
        var now = clock.GetUtcNow();
        var released = 0;
        foreach (var id in await DueAsync(now, token))
        {
            await using var db = await contexts.CreateDbContextAsync(token);
            var batch = await db.DecisionBatches.SingleAsync(row => row.Id == id, token);
            if (batch.State == DecisionBatchState.Waiting && batch.ReleaseAt <= now && (await ReleaseAsync(db, batch, by: null, token)).Succeeded) released++;
        }

        return released;
    }

    private async Task<List<Guid>> DueAsync(DateTimeOffset now, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        return await db.DecisionBatches.Where(batch => batch.State == DecisionBatchState.Waiting && batch.ReleaseAt != null && batch.ReleaseAt <= now)
            .OrderBy(batch => batch.ReleaseAt).ThenBy(batch => batch.Id).Take(MostDue).Select(batch => batch.Id).ToListAsync(token);
    }

    private async Task<Result> ReleaseAsync(ShowcaseDbContext db, DecisionBatch batch, Guid? by, CancellationToken token)
    {
        var now = clock.GetUtcNow();
        if (batch.Release(by, now) is { Succeeded: false } refused) return refused;

        var decisions = await WaitingAsync(db, batch.Id, token);
        var ids = decisions.ConvertAll(decision => decision.SubmissionId);
        var submissions = await db.Submissions.Where(entry => ids.Contains(entry.Id)).ToDictionaryAsync(entry => entry.Id, token);
        var letters = (await LettersAsync(db, batch.Id, token)).ToDictionary(mail => mail.SubmissionId!.Value);
        await db.ReleaseAsync(texts, batch, decisions, submissions, letters, now, token);
        db.Add(AuditEntry.Of(batch.EditionId, AuditAct.LettersLeft, by, now, count: decisions.Count - batch.MovedOn));
        if (await SaveAsync(db, batch, token) is { Succeeded: false } lost) return lost;

        LogReleased(batch.Id, decisions.Count - batch.MovedOn, batch.MovedOn, by);
        signal.Wake();
        feed.Tell(batch.EditionId);
        feed.TellNotices(db);
        foreach (var submission in submissions.Values) feed.Tell(submission.FilmId);
        return Result.Ok;
    }

    private static Task<List<StagedDecision>> WaitingAsync(ShowcaseDbContext db, Guid batchId, CancellationToken token) =>
        db.StagedDecisions.Where(decision => decision.BatchId == batchId && decision.AppliedAt != null && decision.ReleasedAt == null).OrderBy(decision => decision.Id).ToListAsync(token);

    private static Task<List<OutboxMessage>> LettersAsync(ShowcaseDbContext db, Guid batchId, CancellationToken token) =>
        db.OutboxMessages.Where(mail => mail.DecisionBatchId == batchId && mail.State == OutboxState.Waiting).ToListAsync(token);

    private async Task<Result<DecisionBatch>> FindAsync(ShowcaseDbContext db, Actor actor, Guid batchId, CancellationToken token)
    {
        var batch = await db.DecisionBatches.SingleOrDefaultAsync(row => row.Id == batchId, token);
        if (batch is null || await access.CheckAsync(actor, batch.EditionId, token, EditionRole.Organiser) is not null) return Refusals.NotFound;

        var closed = db.ClosedTo(actor.UserId);
        if (await db.StagedDecisions.AnyAsync(decision => decision.BatchId == batchId && closed.Any(c => c.Id == decision.SubmissionId), token)) return JudgingRefusals.CaseClosed;
        return batch;
    }

    /// <summary>Whoever comes second is told what the first one did.</summary>
    private async Task<Result> SaveAsync(ShowcaseDbContext db, DecisionBatch batch, CancellationToken token)
    {
        if (await db.TrySaveAsync(Refusals.Conflict, token) is not { Succeeded: false } lost) return Result.Ok;

        await using var now = await contexts.CreateDbContextAsync(token);
        return await now.DecisionBatches.Where(row => row.Id == batch.Id).Select(row => row.State).SingleAsync(token) switch
        {
            DecisionBatchState.Released => LetterRefusals.HaveLeft,
            DecisionBatchState.Undone => LetterRefusals.UndoneAlready,
            _ => lost,
        };
    }

    [LoggerMessage(LogLevel.Information, "Batch {BatchId} was released: {Decisions} films were decided on, {MovedOn} had moved on; by {UserId}")]
    private partial void LogReleased(Guid batchId, int decisions, int movedOn, Guid? userId);

    [LoggerMessage(LogLevel.Information, "Batch {BatchId} of {Decisions} decisions was undone by {UserId}")]
    private partial void LogUndone(Guid batchId, int decisions, Guid userId);

    [LoggerMessage(LogLevel.Information, "The letters of batch {BatchId} wait for somebody, said {UserId}")]
    private partial void LogStopped(Guid batchId, Guid userId);
}

/// <summary>Lets letters go when their time has come, for as long as the application lives.</summary>
internal sealed class DecisionReleaser(DecisionBatchService batches, TimeProvider clock, ILogger<DecisionReleaser> logger)
    : RepeatedWork("letting letters go", TimeSpan.FromSeconds(10), beginsAtOnce: false, clock, logger)
{
    protected override Task RunAsync(CancellationToken token) => batches.ReleaseDueAsync(token);
}
