using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Judging;
using Showcase.Domain.Judging.Auditing;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Security;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Judging;

/// <summary>Keeps the order that a juror puts their films in, in a round that ranks.</summary>
public sealed partial class OrderService(IDbContextFactory<ShowcaseDbContext> contexts, EditionAccess access, TimeProvider clock, ChangeFeed feed, ILogger<OrderService> log)
{
    /// <summary>Saves the order, and hands it in where asked; yields its new version. The version is null where the juror has none yet.</summary>
    public async Task<Result<Guid>> SaveAsync(Actor actor, Guid roundId, Guid? version, IReadOnlyCollection<PlacedFilm> placed, bool handIn, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var round = await db.JudgingRounds.Include(r => r.Panel).SingleOrDefaultAsync(r => r.Id == roundId, token);
        if (round is null || await access.CheckAsync(actor, round.EditionId, token, EditionRole.Juror) is not null || !round.HasJuror(actor.UserId)) return Refusals.NotFound;

        var own = await DeskQueries.Mine(db, actor, round.EditionId)
            .Where(row => row.Round.Id == roundId && row.Card.RecusedAt == null && (row.Submission.State == SubmissionState.InReview || row.Submission.State == SubmissionState.Shortlisted))
            .Select(row => row.Submission.Id)
            .ToListAsync(token);
        var order = await db.JurorOrders.SingleOrDefaultAsync(o => o.RoundId == roundId && o.JurorId == actor.UserId, token);
        if (order?.Version != version) return JudgingRefusals.OrderChanged;
        if (order is null) db.Add(order = JurorOrder.Of(roundId, actor.UserId));

        var done = order.Place(placed, own.ToHashSet(), round, handIn, clock.GetUtcNow());
        if (!done.Succeeded) return done.Refusal;
        if (handIn) db.Add(AuditEntry.Of(round.EditionId, AuditAct.OrderHandedIn, actor.UserId, clock.GetUtcNow(), roundId));

        var saved = await db.TrySaveAsync(JudgingRefusals.OrderChanged, token);
        if (!saved.Succeeded) return saved.Refusal == Refusals.Conflict ? JudgingRefusals.OrderChanged : saved.Refusal;

        LogSaved(roundId, actor.UserId);
        feed.Tell(round.EditionId);
        return order.Version;
    }

    [LoggerMessage(LogLevel.Information, "The order of round {RoundId} was saved by {UserId}")]
    private partial void LogSaved(Guid roundId, Guid userId);
}
