using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Judging;
using Showcase.Domain.Judging.Assigning;
using Showcase.Web.Data;
using Showcase.Web.Security;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Judging.Jurors;

/// <summary>
/// Keeps what jurors say of films. A film that a juror was given takes no bid any more: who must not judge it recuses, with a reason. So nobody
/// bids their way out of work.
/// </summary>
public sealed partial class BidService(IDbContextFactory<ShowcaseDbContext> contexts, EditionAccess access, TimeProvider clock, ILogger<BidService> log)
{
    /// <summary>Says it, or takes it back where <paramref name="value"/> is null.</summary>
    public async Task<Result> BidAsync(Actor actor, Guid editionId, Guid submissionId, Bid? value, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (await access.CheckAsync(actor, editionId, token, EditionRole.Juror) is { } refused) return refused;

        await using var db = await contexts.CreateDbContextAsync(token);
        if (!await db.OpenToBids(actor, editionId, clock.GetUtcNow()).AnyAsync(s => s.Id == submissionId, token)) return JudgingRefusals.BidsClosed;
        if (await db.GivenAt(actor, clock.GetUtcNow()).AnyAsync(a => a.SubmissionId == submissionId, token)) return JudgingRefusals.AlreadyGiven;

        var bid = await db.FilmBids.SingleOrDefaultAsync(b => b.SubmissionId == submissionId && b.JurorId == actor.UserId, token);
        if (value is null)
        {
            if (bid is not null) db.Remove(bid);
        }
        else
        {
            if (bid is null) db.Add(bid = new FilmBid(editionId, submissionId, actor.UserId));
            bid.Say(value.Value, clock.GetUtcNow());
        }

        var saved = await db.TrySaveAsync(Refusals.Conflict, token);
        if (saved.Succeeded) LogBid(submissionId, actor.UserId);
        return saved;
    }

    [LoggerMessage(LogLevel.Information, "A bid on submission {SubmissionId} was saved by {UserId}")]
    private partial void LogBid(Guid submissionId, Guid userId);
}
